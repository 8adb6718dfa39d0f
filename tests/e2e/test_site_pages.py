"""Home, lists, shared things, offices and news in a real browser: accessible at both widths and languages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from portal.home.models import HomeProcedure
from portal.home.tree import ensure_site
from portal.news.models import NewsIndexPage, NewsPage
from portal.news.videos.seeding import ensure_index
from tests.catalogue.factories import (
    published,
)
from tests.catalogue.one_of_each import birth_registration, new_agency, new_topic, ward_with_office
from tests.e2e.checks import DESK, PHONE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.conftest import Visit

pytestmark = pytest.mark.django_db(transaction=True)

PATHS = (
    "/",
    "/thu-tuc/",
    "/thu-tuc/?cap=commune&ten=khai",
    "/thu-tuc/?ten=khong-co-gi",
    "/linh-vuc/",
    "/linh-vuc/ho-tich/",
    "/su-kien/",
    "/su-kien/sinh-con/",
    "/co-quan/",
    "/co-quan/ubnd-xa/",
    "/doi-tuong/",
    "/doi-tuong/cong-dan/",
    "/truc-tuyen/toan-trinh/",
    "/van-ban/",
    "/van-ban/123-2015-nd-cp/",
    "/giay-to/",
    "/giay-to/giay-khai-sinh/",
    "/bieu-mau/",
    "/bieu-mau/?van=T",
    "/bieu-mau/to-khai/",
    "/noi-nop/",
    "/noi-nop/phuong-hai-chau/",
    "/tin-tuc/",
    "/tin-tuc/thi-diem/",
    "/tin-tuc/thi-diem/in/",
    "/video/",
    "/du-lieu-mo/",
    "/so-do-trang/",
    "/api/v1/",
)


SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""


@pytest.fixture
def site() -> None:
    """One of everything."""
    home = ensure_site()
    ensure_index()
    topic, agency = new_topic(), new_agency()
    birth_registration(topic, agency)
    for n in range(51):
        published(f"9.{n:06d}", f"Cấp giấy phép số {n}", topic=topic, agency=agency, levels=["province"])
    ward_with_office()
    _article()
    home.board = [HomeProcedure(code="1.001193", sort_order=0)]
    home.save()


def _article() -> None:
    written = datetime(2017, 4, 28, 13, 49, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    article = NewsPage(
        slug="thi-diem",
        title="Thí điểm một cửa",
        date=written,
        lead_vi="Ba nơi được chọn.",
        body_vi=[("heading", "Vì sao")],
        live=False,
    )
    with translation.override("vi"):
        NewsIndexPage.objects.get().add_child(instance=article).save_revision().publish()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_are_accessible_at_both_widths(site: None, visit: Visit, prefix: str) -> None:
    for path in PATHS:
        page = visit(prefix + path, width=PHONE)
        assert page.locator("h1").count() == 1, path
        for width in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)
            assert_no_sideways_scroll(page)
        page.context.close()


def test_nothing_shifts_and_nobody_else_is_asked(site: None, visit: Visit) -> None:
    asked: list[str] = []
    for path in PATHS:
        page = visit(path, width=PHONE)
        page.on("request", lambda request: asked.append(request.url))
        page.reload()
        assert page.evaluate(SHIFT) == 0, path
        here = page.url.split("/")[2]
        page.context.close()
        assert {url.split("/")[2] for url in asked if url.startswith("http")} == {here}, path
        asked.clear()


def test_filters_work_without_javascript(site: None, visit: Visit) -> None:
    page = visit("/thu-tuc/", javascript=False)
    page.get_by_label("Xã, phường").check()
    page.get_by_role("button", name="Lọc").click()
    assert page.get_by_role("row").count() == 2
    page.get_by_role("link", name="Bỏ mọi mục lọc").click()
    page.get_by_role("link", name="Trang sau").click()
    assert "đang xem 51–" in page.locator("main").inner_text()


def test_choosing_a_ward_on_the_home_page_without_javascript(site: None, visit: Visit) -> None:
    page = visit("/", javascript=False)
    page.get_by_label("Phường, xã của bạn").select_option("phuong-hai-chau")
    page.get_by_role("button", name="Xem nơi nộp").click()
    assert page.locator("h1").inner_text() == "Phường Hải Châu"
