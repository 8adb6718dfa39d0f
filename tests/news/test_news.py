"""Articles and their list."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from portal.home.tree import ensure_site
from portal.news.models import NewsIndexPage, NewsPage

pytestmark = pytest.mark.django_db

MOST_QUERIES = 6
PILOT = datetime(2017, 4, 28, 13, 49, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def article(slug: str = "thi-diem", live: bool = True, **fields: object) -> NewsPage:
    ensure_site()
    fields = {"title": "Thí điểm một cửa", "date": PILOT, "lead_vi": "Ba nơi được chọn.", **fields}
    page = NewsPage(slug=slug, live=False, body_vi=[("heading", "Vì sao")], **fields)
    with translation.override("vi"):
        NewsIndexPage.objects.get().add_child(instance=page)
        if live:
            page.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def test_date_line_is_printed_the_vietnamese_way(client: Client) -> None:
    article()
    line = '<time datetime="2017-04-28T13:49+07:00">Thứ sáu - 28/04/2017 13:49</time>'
    assert line in text(client, "/tin-tuc/thi-diem/")
    assert line in text(client, "/tin-tuc/")


def test_date_without_an_hour(client: Client) -> None:
    article(has_time=False, date=datetime(2025, 7, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
    assert '<time datetime="2025-07-01">Thứ ba - 01/07/2025</time>' in text(client, "/tin-tuc/thi-diem/")


def test_english_date_line(client: Client) -> None:
    article()
    assert "Friday, 28 April 2017, 13:49" in text(client, "/en/tin-tuc/thi-diem/")


def test_untranslated_article_says_so_and_marks_the_language(client: Client) -> None:
    article(title_en="One-stop pilot", lead_en="Three places were chosen.")
    found = text(client, "/en/tin-tuc/thi-diem/")
    assert "<h1>One-stop pilot</h1>" in found
    assert "Three places were chosen." in found
    assert 'class="notice notice--unsure"' in found
    assert '<div lang="vi">' in found


def test_translated_article_has_no_notice(client: Client) -> None:
    article(title_en="One-stop pilot", lead_en="Three places.", body_en=[("heading", "Why")])
    found = text(client, "/en/tin-tuc/thi-diem/")
    assert "notice--unsure" not in found
    assert "<h2>Why</h2>" in found
    assert "Vì sao" not in found


@pytest.mark.parametrize("path", ["/tin-tuc/", "/tin-tuc/thi-diem/", "/en/tin-tuc/", "/en/tin-tuc/thi-diem/"])
def test_news_is_cheap_and_sets_no_cookie(
    path: str, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    article()
    article("tin-khac", title="Tin khác")
    client.get(path)
    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_drafts_and_restricted_articles_are_not_listed(client: Client) -> None:
    article()
    article("dang-viet", live=False, title="Tin đang viết")
    secret = article("noi-bo", title="Tin nội bộ")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    listed = text(client, "/tin-tuc/")
    assert "Thí điểm một cửa" in listed
    assert "đang viết" not in listed
    assert "nội bộ" not in listed
    assert client.get("/tin-tuc/dang-viet/").status_code == 404
    assert client.get("/tin-tuc/noi-bo/").status_code == 302
    assert "nội bộ" not in text(client, "/")


def test_articles_under_an_unpublished_list_are_gone(client: Client) -> None:
    article()
    NewsIndexPage.objects.get().unpublish()
    assert client.get("/tin-tuc/thi-diem/").status_code == 404
    assert client.get("/tin-tuc/").status_code == 404


def test_pages_of_the_list(client: Client) -> None:
    for n in range(23):
        article(f"tin-{n}", title=f"Tin số {n}")
    assert text(client, "/tin-tuc/").count("<time") == 20
    assert text(client, "/tin-tuc/?trang=2").count("<time") == 3
    assert "Không có trang này" in text(client, "/tin-tuc/?trang=9", status=404)
    assert text(client, "/tin-tuc/?trang=x").count("<time") == 20
