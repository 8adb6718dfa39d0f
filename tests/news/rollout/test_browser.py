"""The rollout in a real browser: accessible at both widths and languages, charts as wide as the window allows."""

import pytest

from catalogue.importing import seeding as units
from portal.home.tree import ensure_site
from portal.news.rollout.seeding import seed
from tests.e2e.checks import DESK, PHONE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.conftest import Visit, visit

__all__ = ["visit"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATHS = ("/thi-diem/", "/thi-diem/huyen-cu/", "/thi-diem/huyen-cu/?q=dien+ban", "/thi-diem/huyen-cu/?q=zzzz")


@pytest.fixture
def site() -> None:
    ensure_site()
    units.apply_all()
    seed()


@pytest.mark.usefixtures("site")
def test_accessible_and_never_wider_than_the_window(visit: Visit) -> None:
    for path in (*PATHS, *(f"/en{path}" for path in PATHS)):
        for width in (PHONE, DESK):
            page = visit(path, width=width)
            assert_accessible(page)
            assert_no_sideways_scroll(page)
            page.context.close()


@pytest.mark.usefixtures("site")
def test_dark_is_accessible_too(visit: Visit) -> None:
    for path in PATHS[:2]:
        page = visit(path, width=PHONE)
        page.emulate_media(color_scheme="dark")
        assert_accessible(page)


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_words_of_the_chart_stay_in_it(visit: Visit, width: int) -> None:
    page = visit("/thi-diem/", width=width, javascript=False)
    out = page.eval_on_selector_all(
        "svg[role=img] text",
        """texts => texts.filter(text => {
            const [inner, outer] = [text, text.ownerSVGElement].map(e => e.getBoundingClientRect());
            return inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1 || inner.left < outer.left - 1;
        }).map(text => text.textContent)""",
    )
    assert out == []


@pytest.mark.usefixtures("site")
def test_bars_are_as_long_as_their_numbers(visit: Visit) -> None:
    page = visit("/thi-diem/")
    bars = page.eval_on_selector_all(
        "svg[role=img]:first-of-type",
        """charts => charts.map(chart => [...chart.querySelectorAll('rect')].map(
            bar => [bar.getBoundingClientRect().width, bar.nextElementSibling.textContent]))""",
    )
    for chart in bars:
        pairs = [(width, int(text.replace(".", ""))) for width, text in chart]
        widest, most = max(pairs)
        assert all(abs(width - widest * number / most) < 3 for width, number in pairs)
