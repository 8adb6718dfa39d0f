"""What an article is made of, and what keeps it from going out."""

import json
import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Office
from portal.news.blocks import Table, table_rows
from portal.news.models import Correction, NewsPage, RelatedArticle
from tests.catalogue import factories

from .articles import block, category, draft, picture, published

pytestmark = pytest.mark.django_db


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def body(*blocks: object) -> str:
    return json.dumps(list(blocks))


def test_every_picture_has_modern_formats_size_and_words(client: Client) -> None:
    image = picture()
    inside = block("picture", {"image": image.pk, "alt": "Quầy số 3", "caption": "", "credit": ""})
    published(image=image, body_vi=body(inside))
    shown = text(client, "/tin-tuc/tin/")
    figures = re.findall(r"<figure>.*?</figure>", shown, re.S)
    assert len(figures) == 2
    for figure in figures:
        assert figure.index("image/avif") < figure.index("image/webp") < figure.index("<img")
        assert re.search(r'<img[^>]* width="\d+"', figure)
        assert re.search(r'<img[^>]* height="\d+"', figure)
        assert "Ảnh: Báo tỉnh" in figure
        assert "style=" not in figure
    assert 'alt="Người dân nộp hồ sơ"' in figures[0]
    assert "loading" not in figures[0]
    assert 'alt="Quầy số 3"' in figures[1]
    assert 'loading="lazy"' in figures[1]


@pytest.mark.parametrize("where", ["lead", "body"])
def test_a_picture_without_words_is_not_published(where: str) -> None:
    image = picture(description="")
    inside = body(block("picture", {"image": image.pk, "alt": " ", "caption": "", "credit": ""}))
    page = draft("tin", **({"image": image} if where == "lead" else {"body_vi": inside}))
    revision = page.save_revision()
    with pytest.raises(ValidationError, match="lời mô tả"):
        revision.publish()
    assert not NewsPage.objects.get(pk=page.pk).live


def test_publishing_in_bulk_explains_and_changes_nothing(admin_client: Client) -> None:
    page = draft("tin", image=picture(description=""))
    page.save_revision()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answered = admin_client.post(
        f"{address}?id={page.pk}&next=/admin/", {"include_descendants": ""}, follow=True
    )
    assert "Ảnh của bài chưa có lời mô tả" in answered.content.decode()
    assert not NewsPage.objects.get(pk=page.pk).live


def test_a_procedure_card_shows_the_record_in_force(client: Client) -> None:
    procedure = factories.published("1.001193")
    published(body_vi=body(block("procedure", procedure.pk)))
    shown = text(client, "/tin-tuc/tin/")
    assert "Đăng ký khai sinh" in shown
    assert "8.000" in shown
    assert "Thời hạn:" in shown
    fee = procedure.fees.get()
    fee.amount = 9000
    procedure.fees.add(fee)
    procedure.save_revision().publish()
    assert "9.000" in text(client, "/tin-tuc/tin/")


def test_an_unpublished_procedure_has_no_card(client: Client) -> None:
    procedure = factories.published("1.001193")
    published(body_vi=body(block("procedure", procedure.pk), block("heading", "Còn đây")))
    procedure.unpublish()
    shown = text(client, "/tin-tuc/tin/")
    assert "Đăng ký khai sinh" not in shown
    assert "Còn đây" in shown


def test_a_changed_draft_of_a_procedure_is_not_shown(client: Client) -> None:
    procedure = factories.published("1.001193")
    published(body_vi=body(block("procedure", procedure.pk)))
    procedure.title = "Tên mới chưa xuất bản"
    procedure.save_revision()
    assert "chưa xuất bản" not in text(client, "/tin-tuc/tin/")


def test_an_office_card_says_what_is_not_known(client: Client) -> None:
    office = Office.objects.create(
        slug="quay", name_vi="Quầy phường", address_vi="12 Lê Lợi", source="Danh mục"
    )
    published(body_vi=body(block("office", office.pk)))
    shown = text(client, "/tin-tuc/tin/")
    assert "12 Lê Lợi" in shown
    assert shown.count("chưa có thông tin") >= 2


def test_quote_and_table(client: Client) -> None:
    table = {"caption": "Hồ sơ", "text": "Nơi|Số\nHội An|13.446\n", "source": "Danh sách 2024"}
    published(body_vi=body(block("quote", {"text": "Rất gấp", "who": "Tỉnh"}), block("table", table)))
    shown = text(client, "/tin-tuc/tin/")
    assert "<blockquote><p>Rất gấp</p></blockquote><figcaption>Tỉnh</figcaption>" in shown
    assert '<th scope="col">Số</th>' in shown
    assert '<th scope="row">Hội An</th><td>13.446</td>' in shown
    assert "Danh sách 2024" in shown


def test_a_table_is_drawn_with_the_same_numbers(client: Client) -> None:
    table = {
        "caption": "Hồ sơ",
        "text": "Nơi|Số\nHội An|13.446\nTam Kỳ|\nĐiện Bàn|6.723",
        "source": "Danh sách",
    }
    published(body_vi=body(block("table", {**table, "chart": True}), block("table", table)))
    shown = text(client, "/tin-tuc/tin/")
    assert shown.count('<svg class="bars"') == 1
    widths = [float(width) for width in re.findall(r'<rect[^>]* width="([\d.]+)%"', shown)]
    assert len(widths) == 2
    assert widths[0] / widths[1] == pytest.approx(2, abs=0.01)
    assert shown.count("13.446") == 3
    assert "style=" not in shown


def test_a_chart_needs_a_number() -> None:
    value = {"caption": "a", "text": "Nơi|Số\nHội An|chưa rõ", "source": "b", "chart": True}
    with pytest.raises(ValidationError):
        Table().clean(Table().to_python(value))
    assert Table().clean(Table().to_python({**value, "text": "Nơi|Số\nHội An|1.250"}))["chart"]


def test_table_rows_are_of_one_length() -> None:
    assert table_rows("a\tb\nc\n\n") == [["a", "b"], ["c", ""]]
    assert table_rows("|a|b|\n|c|d|") == [["a", "b"], ["c", "d"]]
    assert table_rows("") == []


def test_corrections_are_dated_and_in_order(client: Client) -> None:
    page = published()
    page.corrections.add(Correction(date=date(2021, 3, 2), text_vi="Số đúng là 5."))
    page.corrections.add(Correction(date=date(2021, 1, 2), text_vi="Tên đúng là A.", text_en="It is A."))
    page.save_revision().publish()
    shown = text(client, "/tin-tuc/tin/")
    first, second = shown.index("02/01/2021"), shown.index("02/03/2021")
    assert first < shown.index("Tên đúng là A.") < second < shown.index("Số đúng là 5.")
    english = text(client, "/en/tin-tuc/tin/")
    assert "It is A." in english
    assert '<span lang="vi">Số đúng là 5.</span>' in english


def test_related_articles_category_author_and_tags(client: Client) -> None:
    other, hidden = published("khac", title="Bài kia"), published("an", title="Bài ẩn")
    page = published(author="Ban biên tập", source_vi="Trang tin tỉnh", category=category())
    page.related_rows.add(RelatedArticle(article=hidden, sort_order=0))
    page.related_rows.add(RelatedArticle(article=other, sort_order=1))
    page.tags.add("một cửa")
    page.save_revision().publish()
    hidden.unpublish()
    shown = text(client, "/tin-tuc/tin/")
    assert "Bài liên quan" in shown
    assert "Bài kia" in shown
    assert "Bài ẩn" not in shown
    assert "Người viết: Ban biên tập" in shown
    assert "Trang tin tỉnh" in shown
    assert "một cửa" in shown
    assert '<a href="/tin-tuc/?loai=cai-cach">Cải cách</a>' in shown


def test_an_article_goes_out_and_ends_on_time(client: Client) -> None:
    now = timezone.now()
    page = draft("tin")
    page.go_live_at = now + timedelta(hours=1)
    page.save_revision().publish()
    assert client.get("/tin-tuc/tin/").status_code == 404
    page = NewsPage.objects.get(pk=page.pk)
    revision = page.scheduled_revision
    revision.approved_go_live_at = now - timedelta(minutes=1)
    revision.content["go_live_at"] = (now - timedelta(minutes=1)).isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert client.get("/tin-tuc/tin/").status_code == 200
    NewsPage.objects.filter(pk=page.pk).update(expire_at=now - timedelta(seconds=1))
    call_command("publish_scheduled")
    assert client.get("/tin-tuc/tin/").status_code == 404
