"""From the home page over suggestions, results and a choice to the procedure, with and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from portal.core import outbox
from portal.home.tree import ensure_site
from search import suggesting
from search.engines.select import embedded
from search.indexing.rebuild import rebuild
from search.understanding import Lexicon
from search.understanding.lexicon import Rows
from search.understanding.tables import ForkRow
from tests.catalogue.factories import published
from tests.e2e.checks import DESK, PHONE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.conftest import Visit
from tests.services.fixtures import BuiltOnce

pytestmark = pytest.mark.django_db(transaction=True)

WORD = "nhập khẩu"
READINGS = (
    ForkRow(WORD, "Vào hộ khẩu", "Register residence", "đăng ký thường trú"),
    ForkRow(WORD, "Đưa hàng về nước", "Bring goods in", "cấp giấy phép nhập khẩu"),
)


def three_procedures() -> None:
    ensure_site()
    published("1.004222", title="Đăng ký thường trú")
    published("1.004194", title="Đăng ký tạm trú")
    published("1.000555", title="Cấp giấy phép nhập khẩu hàng hóa")
    outbox.drain()
    rebuild(embedded())


@pytest.fixture(autouse=True)
def site(built_once: BuiltOnce, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three procedures, and one word that may mean two of them."""
    built_once(three_procedures)
    suggesting.forget()
    forks = Lexicon.of(Rows(forks=READINGS))
    monkeypatch.setattr("search.site.lexicon", lambda: forks)


def choose_a_reading(page: Page, reading: str) -> None:
    page.get_by_role("navigation", name="có nhiều nghĩa").get_by_role("link", name=reading).click()
    expect(page.locator("h1")).to_contain_text("đăng ký thường trú")
    page.locator(".results").get_by_role("link", name="Đăng ký thường trú").click()
    expect(page.locator("h1")).to_have_text("Đăng ký thường trú")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_without_javascript(visit: Visit, width: int) -> None:
    page = visit("/", width=width, javascript=False)
    page.locator("#q").fill("nhap khau")
    page.locator("form.search-box button").click()
    assert page.locator("[role=combobox]").count() == 0
    assert_no_sideways_scroll(page)
    choose_a_reading(page, "Vào hộ khẩu")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_with_javascript_by_keyboard_alone(visit: Visit, width: int) -> None:
    page = visit("/", width=width)
    field = page.get_by_role("combobox")
    before = page.locator("main").bounding_box()
    field.press_sequentially("thuong t")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Đăng ký thường trú")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert page.locator("main").bounding_box() == before
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert_accessible(page)
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("Escape")
    expect(options.first).to_be_hidden()
    assert field.input_value() == "thuong t"
    field.fill("nhap khau")
    expect(options.first).to_contain_text("nhập khẩu")
    field.press("Enter")
    expect(page.locator("h1")).to_contain_text("nhap khau")
    choose_a_reading(page, "Vào hộ khẩu")


def test_a_suggestion_leads_to_its_page(visit: Visit) -> None:
    page = visit("/tim-kiem/?q=khong+co", width=PHONE)
    field = page.get_by_role("combobox")
    field.fill("tam tr")
    page.get_by_role("option", name="Đăng ký tạm trú").click()
    expect(page.locator("h1")).to_have_text("Đăng ký tạm trú")


def test_what_is_typed_is_readable(visit: Visit) -> None:
    page = visit("/", width=PHONE)
    colours = page.locator("#q").evaluate(
        "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    )
    assert colours[0] != colours[1]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "query", ["nhap+khau", "dang+ky+tam+tru+bao+lau", "dang+ky&cap=commune", "qwerty", ""]
)
def test_every_state_is_accessible(visit: Visit, prefix: str, query: str) -> None:
    page = visit(f"{prefix}/tim-kiem/?q={query}", width=PHONE)
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        assert_no_sideways_scroll(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert_accessible(page)
