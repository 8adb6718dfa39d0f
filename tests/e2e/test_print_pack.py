"""What is taken along, in a real browser: the sheet as checklist, on paper, and read without a network."""

import pytest
from playwright.sync_api import Page, expect

from catalogue.views.kept import kept_pages
from tests.catalogue.counter_rows import CODE, PATH, entry, published, record, text, version
from tests.e2e.checks import DESK, PHONE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.conftest import Visit

pytestmark = pytest.mark.django_db(transaction=True)

PACK = f"/in/?tt={CODE}&tt=2.000815&tt=9.999999&hoi-bansao=khong"


@pytest.fixture(autouse=True)
def _two_procedures() -> None:
    kept_pages.clear()
    published()
    version(record=record(code="2.000815", title=text("Chứng thực bản sao")))
    entry(code="2.000815", slug="2-000815-chung-thuc")


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("path", ["/in/1-004884/?hoi-bansao=khong", PACK, f"/en{PACK}", "/in/?tt=9", "/in/"])
def test_accessible_and_no_wider_than_its_window(visit: Visit, path: str, width: int) -> None:
    page = visit(path, width=width)
    assert_no_sideways_scroll(page)
    assert_accessible(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_procedure_is_added_to_the_pack(visit: Visit, javascript: bool) -> None:
    page = visit("/in/1-004884/?hoi-bansao=khong", width=PHONE, javascript=javascript)
    page.get_by_label("Thêm một thủ tục").fill("2.000815")
    page.get_by_role("button", name="Thêm", exact=True).click()
    expect(page.locator("article")).to_have_count(2)
    expect(page.locator("dd", has_text="Không còn")).to_have_count(2)


def test_ticks_live_in_the_page_only(visit: Visit) -> None:
    page = visit("/in/1-004884/", width=PHONE)
    page.get_by_label("Tờ khai đăng ký lại").check()
    assert page.evaluate("localStorage.length") == 0


def test_on_paper_only_the_sheets(visit: Visit) -> None:
    page = visit(PACK)
    page.emulate_media(media="print")
    expect(page.locator("article h2.sheet-title").first).to_be_visible()
    for hidden in (".actions", ".add-sheet", ".notice--sheets"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.locator(".ticks input").first.evaluate("box => getComputedStyle(box).borderTopWidth") != "0px"


def _controlled(page: Page) -> None:
    """Wait until the worker serves this window."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def test_a_visited_sheet_is_read_without_a_network(visit: Visit) -> None:
    page = visit("/in/1-004884/?hoi-bansao=khong", width=PHONE)
    _controlled(page)
    page.reload()
    expect(page.get_by_role("heading", name="Đăng ký lại khai sinh")).to_be_visible()
    page.wait_for_function("caches.match(location.href).then(found => !!found)")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("Đây là bản lưu trên máy này ngày")
    expect(page.get_by_label("Học bạ")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.sheet header')).display") == "flex"


def test_a_visited_procedure_is_kept_and_a_search_is_not(visit: Visit) -> None:
    page = visit("/in/1-004884/")
    _controlled(page)
    page.goto(page.url.replace("/in/1-004884/", PATH))
    page.wait_for_function("caches.match(location.href).then(found => !!found)")
    page.goto(page.url.replace(PATH, "/tim-kiem/?q=khai+sinh"))
    expect(page.get_by_role("main")).to_be_visible()
    kept = page.evaluate(
        "caches.keys().then(names => caches.open(names[0])).then(kept => kept.keys()).then(all => all.map(r => r.url))"
    )
    assert not [address for address in kept if "tim-kiem" in address]
