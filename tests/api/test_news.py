"""Articles for programs: every block of the body in its own form, and what the article names."""

from typing import Any

import pytest
from django.test import Client

from catalogue.models import Office, ProcedurePage
from portal.news.models import NewsPage
from portal.news.videos.models import VideoPage
from tests.api.articles import PROCEDURE, SLUG, every_block
from tests.news.articles import published

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def read(client: Client, path: str = f"/news/{SLUG}") -> Any:
    response = client.get(f"/api/v1{path}")
    assert response.status_code == 200, response.content
    return response.json()


def test_every_kind_of_block_has_its_form(client: Client) -> None:
    every_block()
    blocks = {one.pop("kind"): one for one in read(client)["body"]["vi"]}
    src = blocks["picture"].pop("src")
    href = blocks["document"].pop("href")
    html = blocks["paragraph"].pop("html")
    assert list(blocks) == [
        "heading",
        "paragraph",
        "picture",
        "quote",
        "table",
        "document",
        "procedure",
        "office",
        "video",
    ]
    assert blocks["heading"] == {"text": "Ở quầy: 2 < 3"}
    assert blocks["paragraph"] == {"text": "Nộp & nhận: tại quầy qua mạng Hết bài"}
    assert "<li>tại <b>quầy</b></li>" in html
    assert src.endswith(".jpg")
    assert blocks["picture"] == {
        "width": 960,
        "height": 640,
        "alt": "Quầy số 3",
        "caption": "Sáng thứ hai",
        "credit": "Báo tỉnh",
    }
    assert blocks["quote"] == {"text": "Rất gấp", "who": "Tỉnh"}
    assert blocks["table"] == {
        "caption": "Hồ sơ",
        "columns": ["Nơi", "Số hồ sơ"],
        "rows": [["Hội An", "13.446"], ["Tam Kỳ", "6.723"]],
        "chart": True,
        "source": "Danh sách 2024",
    }
    assert client.get(href).status_code == 200
    assert blocks["document"] == {"title": "Mẫu tờ khai", "extension": "pdf", "bytes": 16}
    assert blocks["video"] == {
        "title": {"vi": "Một cửa", "en": None},
        "page": "/video/mot-cua/",
        "series": {"id": "phong-su", "name": {"vi": "Phóng sự", "en": None}},
        "date": "2023-12-25",
    }


def test_cards_say_code_and_address(client: Client) -> None:
    every_block()
    said = read(client)
    card = next(one for one in said["body"]["vi"] if one["kind"] == "procedure")
    assert (card["code"], card["title"]["vi"]) == (PROCEDURE, "Đăng ký nhận cha, mẹ, con")
    assert client.get(card["page"]).status_code == 200
    assert read(client, card["link"].removeprefix("/api/v1"))["code"] == PROCEDURE
    assert [one["code"] for one in said["procedures"]] == [PROCEDURE]
    office = next(one for one in said["body"]["vi"] if one["kind"] == "office")
    del office["kind"]
    assert office == read(client, "/offices/quay-hoi-an")
    assert office["address"]["vi"] == "12 Lê Lợi"


def test_what_an_article_names(client: Client) -> None:
    every_block()
    said = read(client)
    assert said["category"] == {"id": "cai-cach", "name": {"vi": "Cải cách", "en": "Reform"}}
    assert said["tags"] == ["một cửa", "thí điểm"]
    assert said["places"] == [{"id": "hoi-an", "name": {"vi": "Hội An", "en": None}, "unit": None}]
    assert (said["author"], said["source"]["vi"]) == ("Ban biên tập", "Trang tin tỉnh")
    assert said["corrections"] == [
        {"date": "2021-01-02", "text": {"vi": "Tên đúng là A.", "en": "It is A."}},
        {"date": "2021-03-02", "text": {"vi": "Số đúng là 5.", "en": None}},
    ]
    assert [(one["id"], one["page"]) for one in said["related"]] == [("bai-kia", "/tin-tuc/bai-kia/")]
    assert (said["picture"]["alt"], said["picture"]["credit"]) == ("Người dân nộp hồ sơ", "Báo tỉnh")


def test_plain_text_stays_where_it_was(client: Client) -> None:
    every_block()
    said = read(client)
    assert said["body_vi"] == [
        {"kind": "heading", "text": "Ở quầy: 2 < 3"},
        {"kind": "paragraph", "text": "Nộp & nhận: tại quầy qua mạng Hết bài"},
    ]
    assert said["body_en"] == [{"kind": "heading", "text": "At the counter"}]
    assert said["body"]["en"] == said["body_en"]


def test_what_is_not_public_has_no_block(client: Client) -> None:
    every_block()
    ProcedurePage.objects.get().unpublish()
    VideoPage.objects.get().unpublish()
    NewsPage.objects.get(slug="bai-kia").unpublish()
    said = read(client)
    assert {"procedure", "video"}.isdisjoint(one["kind"] for one in said["body"]["vi"])
    assert (said["procedures"], said["related"]) == ([], [])


def test_a_card_is_of_today_also_for_who_has_the_article(client: Client) -> None:
    """A day of the last change would keep the old address of the office: only the content counts."""
    every_block()
    first = client.get(f"/api/v1/news/{SLUG}")
    assert "Last-Modified" not in first.headers
    Office.objects.update(address_vi="14 Lê Lợi")
    again = client.get(f"/api/v1/news/{SLUG}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert "14 Lê Lợi" in again.content.decode()


def test_a_lost_picture_is_null_and_the_rest_is_there(client: Client) -> None:
    page = every_block()
    page.image.file.storage.delete(page.image.file.name)
    said = read(client)
    assert (said["picture"]["src"], said["picture"]["alt"]) == (None, "Người dân nộp hồ sơ")


def test_the_list_costs_the_same_for_more_articles(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    every_block()
    for number in range(5):
        published(f"bai-{number}")
    with django_assert_max_num_queries(2):
        assert len(read(client, "/news")["items"]) == 7
