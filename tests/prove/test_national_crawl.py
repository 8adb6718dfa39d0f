"""8. The whole site from its first page, on the national records."""

import time
from typing import Any

import pytest

from tests.prove.conftest import Figure
from tests.prove.portals import Portal

pytestmark = [pytest.mark.prove, pytest.mark.national]

LONGEST = 26 * 1024  # gzipped bytes
SMALL = 14 * 1024


@pytest.fixture(scope="module")
def crawled(national_site: Portal, figure: Figure) -> dict[str, Any]:
    begun = time.monotonic()
    found: dict[str, Any] = national_site.ask("crawling.crawl")
    figure("addresses read; seconds", f"{found['read']}; {time.monotonic() - begun:.0f}")
    figure("by first part of the address", ", ".join(f"{kind or '/'} {n}" for kind, n in found["kinds"][:12]))
    return found


def test_every_link_leads_somewhere(crawled: dict[str, Any], figure: Figure) -> None:
    figure("redirects; links that lead nowhere", f"{crawled['redirects']}; {len(crawled['lost'])}")
    assert crawled["lost"] == []


def test_no_cookie_no_vary_nothing_from_elsewhere(crawled: dict[str, Any], figure: Figure) -> None:
    figure("cookies, Vary, loads from elsewhere, dead fragments", len(crawled["wrong"]))
    assert crawled["wrong"] == []


def test_every_public_procedure_is_reached(crawled: dict[str, Any], figure: Figure) -> None:
    figure(
        "procedure pages read; public ones not reached",
        f"{crawled['procedures']}; {len(crawled['unreached'])}",
    )
    assert crawled["unreached"] == []


@pytest.fixture(scope="module")
def clicked(national_site: Portal) -> dict[str, Any]:
    found: dict[str, Any] = national_site.ask("crawling.three_clicks")
    return found


@pytest.mark.parametrize("language", ["/", "/en"])
def test_every_public_procedure_is_three_clicks_from_home(
    language: str, clicked: dict[str, Any], figure: Figure
) -> None:
    found = clicked[language]
    by_clicks = ", ".join(f"{number} clicks: {count}" for number, count in found["by_clicks"])
    figure(f"from {language}: {found['public']} public; pages read", f"{by_clicks}; {found['read']}")
    assert found["public"] > 0
    assert found["further"] == []


def test_pages_are_small(crawled: dict[str, Any], figure: Figure) -> None:
    for name, key in (("procedure pages", "sizes"), ("other pages", "other_sizes")):
        sizes = crawled[key]
        figure(f"{name}: gzipped bytes p50; p99", f"{sizes['p50']}; {sizes['p99']}")
        figure(f"{name}: over 14 KB", sizes["over"])
        for size, address in sizes["longest"]:
            figure(f"{name}: longest", f"{size} {address[:60]}")
    assert crawled["sizes"]["p99"] <= SMALL
    for key in ("sizes", "other_sizes"):
        assert crawled[key]["longest"][0][0] <= LONGEST
