"""News, videos, the rollout in a real browser: accessible, still, nobody else asked before the reader agrees."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Browser, Page, Route
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from wagtail.documents import get_document_model

from catalogue.models import Office
from portal.news.models import Correction
from portal.news.videos import counting
from tests.catalogue import factories
from tests.catalogue.one_of_each import ward_with_office
from tests.e2e.checks import (
    DESK,
    PHONE,
    Watch,
    assert_accessible,
    assert_no_sideways_scroll,
    assert_still,
)
from tests.e2e.conftest import Visit
from tests.news.articles import block, category, picture, published
from tests.news.rollout import rows
from tests.news.videos.making import VTT, YOUTUBE, upload, video

pytestmark = pytest.mark.django_db(transaction=True)

PATHS = (
    "/tin-tuc/",
    "/tin-tuc/?nam=1999",
    "/tin-tuc/du-moi-phan/",
    "/tin-tuc/du-moi-phan/in/",
    "/video/",
    "/video/o-noi-khac/",
    "/video/o-day/",
    "/video/chua-co-tep/",
    "/thi-diem/",
    "/thi-diem/huyen-cu/",
    "/thi-diem/huyen-cu/?q=hai+chau",
    "/thi-diem/huyen-cu/?q=zzzz",
)
PROVIDER = "https://www.youtube-nocookie.com"
WIDE = "Nơi|" + "|".join(f"Cột {n}" for n in range(1, 12)) + "\nHội An|" + "|".join(["13.446"] * 11)
DRAWN = "Nơi|Năm 2024|Nửa đầu 2025\nHội An|13.446|6.020\nTam Kỳ|21.858|"


@pytest.fixture
def site(settings: Settings) -> None:
    """An article of every part, a video of every kind, a rollout with milestones and figures."""
    settings.VIDEO_VIEWS_FLUSH_SECONDS = 0
    counting._buffer.take()
    ward_with_office()
    image = picture(width=480, height=320)
    elsewhere = video("o-noi-khac", date=date(2024, 5, 6), poster=image, provider_link=YOUTUBE)
    video("o-day", poster=image, upload=upload(captions=VTT))
    video("chua-co-tep", imported_views=19752, views_source_vi="Trang tin cũ")
    parts = [*_plain(image.pk), *_cards(elsewhere.pk)]
    article = published(
        "du-moi-phan",
        image=image,
        body_vi=parts,
        lead_vi="Có đủ mọi phần.",
        category=category(),
        author="Ban",
    )
    article.corrections.add(Correction(date=date(2021, 3, 2), text_vi="Số đúng là 5."))
    article.save_revision().publish()
    place = rows.place()
    rows.published(
        [rows.milestone(locality=place)], [rows.figure(), rows.half_year("6020", label_vi="Tam Kỳ")]
    )


def _plain(image: int) -> list[dict[str, object]]:
    table = {"caption": "Hồ sơ theo nơi", "text": DRAWN, "source": "Danh sách", "chart": True}
    return [
        block("heading", "Vì sao"),
        block("paragraph", "<p>Một <b>đoạn</b> có <a href='/'>đường dẫn</a>.</p><ul><li>Một ý</li></ul>"),
        block("picture", {"image": image, "alt": "Quầy số 3", "caption": "Cửa chính", "credit": "Báo tỉnh"}),
        block("quote", {"text": "Chỉ cần đến một nơi.", "who": "Kế hoạch"}),
        block("table", table),
        block("table", {**table, "caption": "Mười hai cột", "text": WIDE, "chart": False}),
    ]


def _cards(video_page: int) -> list[dict[str, object]]:
    plan = get_document_model().objects.create(title="Kế hoạch", file=ContentFile(b"%PDF-1.4", name="k.pdf"))
    return [
        block("document", {"document": plan.pk, "words": ""}),
        block("procedure", factories.published("1.001193").pk),
        block("office", Office.objects.get().pk),
        block("video", video_page),
    ]


def looked_at(page: Page, check: Callable[[Page], None]) -> None:
    """Keep a promise at both widths."""
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        check(page)
        assert_no_sideways_scroll(page)


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_accessible_at_both_widths(visit: Visit, prefix: str) -> None:
    for path in PATHS:
        page = visit(prefix + path, width=PHONE)
        assert page.locator("h1").count() == 1, path
        looked_at(page, assert_accessible)
        page.context.close()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_shifts(visit: Visit, width: int) -> None:
    for path in PATHS:
        page = visit(path, width=width)
        assert_still(page)
        page.context.close()


@pytest.mark.usefixtures("site")
def test_dark_is_accessible_too(visit: Visit) -> None:
    for path in ("/tin-tuc/du-moi-phan/", "/video/o-noi-khac/"):
        page = visit(path, width=PHONE)
        page.emulate_media(color_scheme="dark")
        assert_accessible(page)


@pytest.mark.usefixtures("site")
def test_pictures_keep_their_shape(visit: Visit) -> None:
    page = visit("/tin-tuc/du-moi-phan/", width=PHONE)
    shapes = page.locator("img.picture").evaluate_all("all => all.map(i => i.clientWidth / i.clientHeight)")
    assert shapes == pytest.approx([1.5] * 2, abs=0.02)


@pytest.mark.usefixtures("site")
def test_the_provider_is_asked_only_after_the_reader_agrees(
    live_server: LiveServer, browser: Browser
) -> None:
    with browser.new_context(viewport={"width": PHONE, "height": 900}) as window:
        window.route(lambda url: not url.startswith(live_server.url), _player)
        page = window.new_page()
        watch = Watch(live_server.url)
        watch.attach(page)
        page.goto(f"{live_server.url}/video/o-noi-khac/")
        watch.assert_quiet()
        page.get_by_role("link", name="Đồng ý và mở trình phát").click()
        page.frame_locator("iframe#xem").get_by_role("heading").wait_for()
        assert_still(page)
        looked_at(page, assert_accessible)
        assert {url.rpartition("/embed/")[0] for url in watch.outside} == {PROVIDER}
        assert window.cookies() == []
        assert not watch.complaints


def _player(route: Route) -> None:
    """What would be another site, without asking it."""
    body = "<!doctype html><html lang='vi'><title>Trình phát</title><main><h1>Trình phát</h1></main></html>"
    route.fulfill(body=body, content_type="text/html; charset=utf-8")


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("start", ["/", "/tin-tuc/"])
def test_the_news_lead_to_videos_and_the_rollout(visit: Visit, start: str) -> None:
    for link, path in (("Xem video", "/video/"), ("Từ thí điểm đến nay", "/thi-diem/")):
        page = visit(start, javascript=False)
        page.get_by_role("main").get_by_role("link", name=link).click()
        assert page.url.endswith(path)
