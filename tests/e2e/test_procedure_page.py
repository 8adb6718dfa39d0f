"""The page of a procedure in a real browser: phone and desk, both languages, with and without JavaScript."""

from datetime import timedelta

import pytest

from catalogue.counter import today
from catalogue.views.kept import kept_pages
from tests.catalogue.counter_rows import PATH, entry, published, record, text, version
from tests.e2e.checks import DESK, PHONE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.conftest import Visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_kept_page() -> None:
    kept_pages.clear()


def long_record() -> None:
    """A record with every awkward text at once, and a version to come."""
    long = "\n".join(f"- Điều {n}: {'nội dung ' * 20}" for n in range(40))
    held = record(conditions=text(long), where=text("địa-chỉ-không-có-dấu-cách-" * 6))
    version(1, record=held)
    version(2, since=today() + timedelta(days=30), basis="act", caused_by="163/QĐ-BTP")
    entry()


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize(
    "path", [PATH, f"/en{PATH}", f"{PATH}?hoi-bansao=khong&hoi-x=1&ngay=sai", "/in/1.004884/"]
)
def test_accessible_and_no_wider_than_its_window(visit: Visit, path: str, width: int) -> None:
    long_record()
    page = visit(path, width=width)
    assert_no_sideways_scroll(page)
    assert_accessible(page)


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize(
    "path", [f"{PATH}?ngay=2000-01-01", "/thu-tuc/9-999999-khong-co/", "/en/tt/9.999999/"]
)
def test_pages_that_say_no_are_accessible_too(visit: Visit, path: str, width: int) -> None:
    version(since=today())
    entry()
    page = visit(path, width=width)
    assert_no_sideways_scroll(page)
    assert_accessible(page)


def test_the_case_is_answered_without_javascript(visit: Visit) -> None:
    published()
    page = visit(PATH, width=PHONE, javascript=False)
    page.get_by_label("Không còn").check()
    page.get_by_role("button", name="Xem giấy tờ cần mang").click()
    assert "hoi-bansao=khong" in page.url
    assert page.locator("#giay-to .paper").count() == 2
    assert page.get_by_role("button", name="Gửi cho người nhà").count() == 0
    page.get_by_role("link", name="Bản in mang theo").click()
    assert page.get_by_role("img", name="Mã QR dẫn về trang thủ tục").is_visible()
    assert page.locator(".ticks input").count() == 2


def test_ticks_are_of_the_page_only(visit: Visit) -> None:
    published()
    page = visit(PATH, width=PHONE)
    page.get_by_label("Tờ khai đăng ký lại").check()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


def test_reached_by_keyboard(visit: Visit) -> None:
    published()
    page = visit(PATH)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    page.wait_for_url("**/#noi-dung")
