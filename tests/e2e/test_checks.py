"""The checks find what they are there to find."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.checks import PHONE, Watch, assert_accessible, assert_no_sideways_scroll
from tests.e2e.conftest import Visit

GOOD = (
    "<!doctype html><html lang=vi><head><title>Một Cửa</title>"
    "<meta name=viewport content='width=device-width'></head>"
    "<body><main><h1>Đăng ký khai sinh</h1>{}</main></body></html>"
)


def test_a_good_page_passes(page: Page) -> None:
    page.set_content(GOOD.format("<p>Miễn phí</p>"))
    assert_accessible(page)
    assert_no_sideways_scroll(page)


@pytest.mark.parametrize(
    ("check", "body", "names"),
    [
        (assert_accessible, "<img src='data:,'>", "image-alt"),
        (assert_accessible, "<p style='color:#bbb;background:#fff'>nhạt</p>", "color-contrast"),
        (assert_no_sideways_scroll, "<div class=wide style='width:900px'>rộng</div>", "div.wide"),
    ],
)
def test_a_fault_is_named(page: Page, check: Callable[[Page], None], body: str, names: str) -> None:
    page.set_viewport_size({"width": PHONE, "height": 800})
    page.set_content(GOOD.format(body))
    with pytest.raises(AssertionError, match=names):
        check(page)


def test_a_request_to_another_host_is_noticed(page: Page) -> None:
    watch = Watch("http://localhost")
    watch.attach(page)
    page.set_content(GOOD.format("<img alt='' src='http://127.0.0.1:9/a.png'>"))
    with pytest.raises(AssertionError, match=r"a\.png"):
        watch.assert_quiet()


def test_a_script_error_is_noticed(page: Page) -> None:
    watch = Watch("http://localhost")
    watch.attach(page)
    page.set_content(GOOD.format("<script>throw new Error('hỏng')</script>"))
    with pytest.raises(AssertionError, match="hỏng"):
        watch.assert_quiet()


def test_a_visit_needs_no_script(visit: Visit) -> None:
    page = visit("/healthz", javascript=False)
    assert "ok" in page.inner_text("body")
    assert page.context.cookies() == []
