"""The board of findings in a real browser."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urljoin

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Window
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Locale, Page

from catalogue.models import Finding, ImportRun
from tests.catalogue import factories
from tests.catalogue.admin import desk
from tests.e2e.checks import AXE_TAGS, DESK, PHONE, assert_no_sideways_scroll

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Window]


@pytest.fixture
def open_admin(live_server: LiveServer, browser: Browser) -> Iterator[Open]:
    """Opens an address of the admin as an editor; no script may fail, nor break the content policy."""
    if Page.get_first_root_node() is None:  # an earlier test of this kind emptied the database
        Locale.objects.get_or_create(language_code="vi")
        Page.add_root(title="Root", slug="root")
    session, errors = desk.both().cookies["sessionid"].value, []

    with ExitStack() as windows:

        def open_page(path: str, *, width: int = DESK, javascript: bool = True) -> Window:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, java_script_enabled=javascript, locale="vi-VN"
            )
            windows.callback(context.close)
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
            context.set_default_timeout(20_000)  # milliseconds
            page = context.new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
            page.goto(urljoin(live_server.url, path))
            return page

        yield open_page
    assert errors == []


def three_findings() -> list[Finding]:
    page = factories.published()
    ImportRun.objects.create(file_name="tep.jsonl.xz", report={"read": 1, "findings": {"act-empty": 1}})
    return [
        Finding.objects.create(
            code=page.code,
            rule="fee-zero-names-amount",
            place=f"detail.executionMethods[0].fees[{number}]",
            source_text="2.000 đồng/trang. " * (1 + 40 * number),
        )
        for number in range(3)
    ]


def assert_our_part_accessible(window: Window) -> None:
    """No violation in what is ours of the page; Wagtail's own furniture is Wagtail's."""
    window.evaluate(AXE_SCRIPT)
    result = window.evaluate(
        "tags => axe.run({include: ['.mc-findings']}, {runOnly: {type: 'tag', values: tags}})", AXE_TAGS
    )
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in result["violations"]] == []


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("path", ["/admin/findings/", "/admin/findings/list/?q=2.000&state=open"])
def test_read_by_everybody_at_every_width(open_admin: Open, path: str, width: int):
    three_findings()
    window = open_admin(path, width=width)
    assert_our_part_accessible(window)
    assert_no_sideways_scroll(window)


def test_the_link_of_a_finding_opens_its_panel(open_admin: Open):
    three_findings()
    window = open_admin("/admin/findings/list/")
    window.get_by_role("link", name="Sửa chỗ này").first.click()
    heading = window.get_by_role("heading", name="Phí, lệ phí").first
    expect(heading).to_be_visible()
    expect(heading).to_be_in_viewport()


def test_many_dismissed_with_boxes(open_admin: Open):
    found = three_findings()
    window = open_admin("/admin/findings/list/")
    window.get_by_label("Cả trang này").check()
    expect(window.get_by_text("Đã đánh dấu 3 dòng.")).to_be_visible()
    window.locator("[data-mc-pick]").first.uncheck()
    window.get_by_label("Lý do (bắt buộc khi bỏ qua)").fill("Đã xem")
    window.keyboard.press("Enter")
    expect(window.get_by_text("Đã bỏ qua 2 điều.")).to_be_visible()
    assert sorted(Finding.objects.values_list("state", flat=True)) == ["dismissed", "dismissed", "open"]
    assert Finding.objects.get(state="open").pk == found[0].pk


def test_without_a_script(open_admin: Open):
    three_findings()
    window = open_admin("/admin/findings/list/", javascript=False)
    window.locator("[data-mc-pick]").first.check()
    window.get_by_role("button", name="Chấp nhận các dòng").click()
    assert Finding.objects.filter(state="accepted").count() == 1
    window.locator("input[name=all]").check()
    window.get_by_role("button", name="Mở lại các dòng").click()
    assert Finding.objects.filter(state="open").count() == 3
