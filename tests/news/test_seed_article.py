"""The article this project began with, element by element, in both languages."""

import re
from datetime import datetime

import pytest
from django.test import Client
from django.utils import translation

from portal.home.tree import ensure_site
from portal.news import seeding
from portal.news.models import NewsCategory, NewsPage
from portal.news.rollout import seeding as rollout
from portal.news.videos import seeding as videos

from .articles import VIETNAM, picture

pytestmark = pytest.mark.django_db

SLUG = "trien-khai-thi-diem-trung-tam-hanh-chinh-cong-cap-huyen"
PATH = f"/tin-tuc/{SLUG}/"
TITLE = "Triển khai thí điểm mô hình Trung tâm hành chính công cấp huyện tại Tam Kỳ, Hội An, Điện Bàn"
VIDEOS = [
    ("Phóng sự: Quảng Nam bảo vệ rừng cho mục tiêu phát triển bền vững", "25/12/2023", "Đã xem: 19.752"),
    ("Chuyên mục chi trả dịch vụ môi trường rừng số 6 năm 2023", "14/11/2023", "Đã xem: 13.912"),
    ("Chuyên mục chính sách chi trả dịch vụ môi trường rừng số 5 (tháng 9-2023)", "", ""),
    ("Chuyên mục chi trả dịch vụ môi trường rừng số 4 (tháng 8-2023)", "", "Đã xem: 19.121"),
    ("Chuyên mục chi trả dịch vụ môi trường rừng số 3 (tháng 7-2023)", "", ""),
]


@pytest.fixture
def article() -> NewsPage:
    ensure_site()
    rollout.seed()
    videos.seed()
    seeding.ensure_articles()
    page = NewsPage.objects.get(slug=SLUG)
    page.image = picture("Buổi làm việc về thí điểm")
    with translation.override("vi"):
        page.save_revision().publish()
    return page


def shown(client: Client, path: str = PATH) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_title(article: NewsPage, client: Client) -> None:
    assert f"<h1>{TITLE}</h1>" in shown(client)
    found = re.search(r"<title>(.*?)</title>", shown(client))
    assert found
    assert found[1].startswith("Triển khai thí điểm mô hình Trung tâm hành chính công")


def test_date_line(article: NewsPage, client: Client) -> None:
    assert article.date == datetime(2017, 4, 28, 13, 49, tzinfo=VIETNAM)
    assert '<time datetime="2017-04-28T13:49+07:00">Thứ sáu - 28/04/2017 13:49</time>' in shown(client)


def test_lead(article: NewsPage, client: Client) -> None:
    lead = re.search(r'<p class="lead">(.*?)</p>', shown(client))
    assert lead
    for words in ("10/4", "Lê Trí Thanh", "tháng 6/2017"):
        assert words in lead[1]


def test_body(article: NewsPage, client: Client) -> None:
    page = shown(client)
    body = page[page.index('class="lead"') : page.index("</article>")]
    assert body.count("<h2>") == 3
    for place in ("Tam Kỳ", "Hội An", "Điện Bàn"):
        assert place in body
    for words in ("đề án", "khung pháp lý", "kinh phí", "cấp bách", "phiền hà"):
        assert words in body
    assert body.index("Vì sao thí điểm") < body.index("Kết luận của buổi làm việc")


def test_picture(article: NewsPage, client: Client) -> None:
    page = shown(client)
    figure = re.search(r"<figure>.*?</figure>", page, re.S)
    assert figure
    assert 'alt="Buổi làm việc về thí điểm"' in figure[0]
    assert "image/avif" in figure[0]
    assert page.index('class="lead"') < page.index("<figure>") < page.index("<h2>")


def test_source_and_category(article: NewsPage, client: Client) -> None:
    page = shown(client)
    assert "Trang tin tỉnh Quảng Nam, 28/04/2017" in page
    assert ">Triển khai một cửa</a>" in page


def test_side_list_of_videos(article: NewsPage, client: Client) -> None:
    side = re.search(r'<aside aria-labelledby="h-video">.*?</aside>', shown(client), re.S)
    assert side
    entries = re.findall(r"<li>.*?</li>", side[0], re.S)
    assert len(entries) == len(VIDEOS)
    for entry, (title, day, views) in zip(entries, VIDEOS, strict=True):
        assert re.search(rf'<a href="/[^"]+">{re.escape(title)}</a>', entry)
        assert (f">{day}</time>" in entry) if day else ("<time" not in entry)
        assert (views in entry) if views else ("Đã xem" not in entry)


def test_in_english(article: NewsPage, client: Client) -> None:
    page = shown(client, f"/en{PATH}")
    assert "Friday, 28 April 2017, 13:49" in page
    assert "notice--unsure" not in page
    assert "One-stop rollout" in page


def test_what_came_after_is_dated_and_names_its_source(article: NewsPage, client: Client) -> None:
    for page in NewsPage.objects.live():
        text = shown(client, f"/tin-tuc/{page.slug}/")
        assert f'<time datetime="{page.machine_date}">' in text
        assert "Nguồn:" in text
        assert page.category
        assert page.title_en
    assert NewsCategory.objects.count() == 3
    assert NewsPage.objects.order_by("date").values_list("slug", flat=True)[0] == SLUG


def test_seeding_again_writes_nothing(article: NewsPage) -> None:
    before = list(NewsPage.objects.values_list("pk", "latest_revision_id"))
    assert seeding.ensure_articles() == 0
    assert list(NewsPage.objects.values_list("pk", "latest_revision_id")) == before


def test_the_list_by_place(article: NewsPage, client: Client) -> None:
    page = shown(client, "/tin-tuc/?noi=hoi-an")
    assert TITLE in page
    assert "Nghị định 61/2018" not in page
