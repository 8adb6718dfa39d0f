"""The whole way of a reader: home, search, procedure, answers, a place by its old name, the pack to print.

On the sample catalogue, as it is shipped; with and without JavaScript, on a phone and on a desk, and by keyboard alone.
"""

from datetime import date
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, Page, expect

from catalogue.products import pack
from catalogue.views import addressed
from catalogue.views import procedure as procedure_view
from catalogue.views import products as products_view
from catalogue.views.kept import kept_pages
from tests.e2e.checks import DESK, PHONE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.conftest import Visit

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2026, 11, 10)
QUERY = "lam giay khai sinh cho con tre han"
PLACE = "phường Cẩm Phô, Hội An"
ANSWERS = {
    "Bạn nộp hồ sơ bằng cách nào?": "Đến tận nơi",
    "Bạn có Giấy chứng sinh của bé không?": "Có",
    "Bé có thuộc trường hợp sau không?": "Không",
    "Ai đi đăng ký cho bé?": "Cha hoặc mẹ",
}
SCRIPTED = "matchMedia('(scripting: enabled)').matches"
MOST_TABS = 120
"""Stops of the Tab key before a page is said to be closed to the keyboard."""


class Told(NamedTuple):
    """What the reader is told of the case."""

    papers: list[str]
    fee: str
    due: str
    office: str


EXPECTED = Told(
    papers=[
        "Tờ khai đăng ký khai sinh",
        "Giấy chứng sinh",
        "Thẻ căn cước, hộ chiếu hoặc giấy tờ tùy thân khác có ảnh, còn hạn",
    ],
    fee="Chưa có số liệu",
    due="Nộp hôm nay (thứ ba 10/11/2026), trả kết quả chậm nhất thứ tư 11/11/2026",
    office="Trụ sở phường Hội An",
)


@pytest.fixture(autouse=True)
def _on_a_tuesday(sample: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped sample on Tuesday 10 November 2026 within office hours."""
    for module in (products_view, procedure_view, addressed, pack):
        monkeypatch.setattr(module, "today", lambda: DAY)
    monkeypatch.setattr("catalogue.situation.after_cutoff", lambda *now: False)
    kept_pages.clear()


def settled(page: Page) -> Page:
    """The page keeps what every page promises; axe itself is a script that waits for timers."""
    assert_no_sideways_scroll(page)
    if page.evaluate(SCRIPTED):
        assert_accessible(page)
    return page


def one_line(text: str) -> str:
    return " ".join(text.split())


def of_the_case(page: Page) -> Told:
    told = page.locator("#truong-hop .case-result li")
    return Told(
        papers=[one_line(name) for name in page.locator("#giay-to .paper > label").all_inner_texts()],
        fee=one_line(told.nth(1).inner_text()).removeprefix("Lệ phí: "),
        due=one_line(told.nth(2).inner_text()),
        office=one_line(page.locator("#noi-nop .offices h3").inner_text()),
    )


def of_the_pack(page: Page) -> Told:
    section = page.locator("article section")
    return Told(
        papers=[one_line(name) for name in page.locator(".ticks label").all_inner_texts()],
        fee=one_line(
            section.filter(has=page.get_by_role("heading", name="Lệ phí"))
            .locator("strong")
            .first.inner_text()
        ),
        due=one_line(page.locator("article strong", has_text="trả kết quả").first.inner_text()).rstrip("."),
        office=one_line(page.locator("article .halves strong", has_text="Trụ sở").first.inner_text()),
    )


def to_the_procedure(page: Page) -> None:
    settled(page).locator("#q").fill(QUERY)
    page.locator("form.search-box button").click()
    expect(page.locator("h1")).to_contain_text(QUERY)
    settled(page).locator(".results").get_by_role("link", name="Đăng ký khai sinh", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Đăng ký khai sinh")


def the_case(page: Page) -> Told:
    settled(page)
    for question, answer in ANSWERS.items():
        page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
    settled(page).get_by_label("Bạn ở xã, phường nào?").fill(PLACE)
    page.get_by_role("button", name="Xem giấy tờ cần mang").click()
    expect(page.locator("#truong-hop .case-result")).to_be_visible()
    return of_the_case(settled(page))


def the_pack(page: Page) -> Told:
    page.get_by_role("link", name="Bản in mang theo").click()
    expect(page.locator("article.sheet")).to_have_count(1)
    return of_the_pack(settled(page))


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_same_answer_with_and_without_javascript(visit: Visit, width: int) -> None:
    told = []
    for javascript in (False, True):
        page = visit("/", width=width, javascript=javascript)
        to_the_procedure(page)
        told += [the_case(page), the_pack(page)]
        assert page.context.cookies() == []
    assert told[0] == EXPECTED
    assert told == [EXPECTED] * 4


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until ``wanted`` has the focus."""
    for _ in range(MOST_TABS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{MOST_TABS} stops do not reach {wanted}")


@pytest.mark.parametrize("javascript", [True, False])
def test_by_keyboard_alone(visit: Visit, javascript: bool) -> None:
    page = visit("/", javascript=javascript)
    tab_to(page, page.locator("#q"))
    page.keyboard.type(QUERY)
    page.keyboard.press("Enter")
    found = page.locator(".results").get_by_role("link", name="Đăng ký khai sinh", exact=True).first
    expect(found).to_be_visible()
    tab_to(page, found)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Đăng ký khai sinh")
    for question, answer in ANSWERS.items():
        choices = page.get_by_role("group", name=question).get_by_role("radio")
        tab_to(page, choices.first)
        page.keyboard.press("Space")
        expect(page.get_by_role("group", name=question).get_by_label(answer, exact=True)).to_be_checked()
    tab_to(page, page.get_by_label("Bạn ở xã, phường nào?"))
    page.keyboard.type(PLACE)
    tab_to(page, page.get_by_role("button", name="Xem giấy tờ cần mang"))
    page.keyboard.press("Enter")
    expect(page.locator("#truong-hop .case-result")).to_be_visible()
    assert of_the_case(page) == EXPECTED
    tab_to(page, page.get_by_role("link", name="Bản in mang theo"))
    page.keyboard.press("Enter")
    expect(page.locator("article.sheet")).to_be_visible()
    assert of_the_pack(page) == EXPECTED
