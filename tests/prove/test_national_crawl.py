"""8. The whole site from its first pages and its sitemaps, on the national records."""

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
    figure(
        "pages; for search engines; of these at their own address",
        f"{found['pages']}; {found['indexable']}; {found['own']}",
    )
    figure("by first part of the address", ", ".join(f"{kind or '/'} {n}" for kind, n in found["kinds"][:12]))
    return found


def test_every_link_leads_somewhere(crawled: dict[str, Any], figure: Figure) -> None:
    figure("redirects; links that lead nowhere", f"{crawled['redirects']}; {len(crawled['lost'])}")
    assert crawled["lost"] == []


def test_every_page_keeps_its_promises(crawled: dict[str, Any], figure: Figure) -> None:
    """Title, description, canonical address; no cookie, nothing from elsewhere, no dead fragment; whole feeds."""
    figure("heads with a gap, cookies, Vary, loads from elsewhere, dead fragments", len(crawled["wrong"]))
    assert crawled["wrong"] == []


def test_no_two_pages_say_the_same_of_themselves(crawled: dict[str, Any], figure: Figure) -> None:
    for said, same in crawled["twice"].items():
        figure(f"{said}s that several pages have; those pages", f"{same['words']}; {same['pages']}")
    assert {said: same["most"] for said, same in crawled["twice"].items()} == {"title": [], "description": []}


def test_each_language_leads_to_the_other_and_back(crawled: dict[str, Any], figure: Figure) -> None:
    figure("pages whose alternates don't return", len(crawled["alternates"]))
    assert crawled["alternates"] == []


def test_the_sitemaps_name_every_page_and_nothing_else(crawled: dict[str, Any], figure: Figure) -> None:
    """Every address they name was asked for; every page at its own address, but later ones of lists, is in one."""
    named = crawled["named"]
    figure("sitemap files; Vietnamese, English addresses", f"{crawled['sitemap_files']}; {named}")
    figure("wrong in sitemaps; in sitemaps alone", f"{len(crawled['sitemaps'])}; {len(crawled['unlinked'])}")
    assert crawled["sitemaps"] == []
    assert crawled["unlinked"] == []


def test_feeds_are_whole(crawled: dict[str, Any], figure: Figure) -> None:
    """What they hold was followed with the pages; what they lack is among the broken promises."""
    figure("feeds read", ", ".join(f"{kind} {n}" for kind, n in crawled["feeds"].items()))
    assert len(crawled["feeds"]) == 3


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
    """99 of 100 within 14 KB, of procedures and of everything."""
    for name, key in (
        ("procedures", "sizes"),
        ("other pages", "other_sizes"),
        ("all pages", "all_sizes"),
    ):
        sizes = crawled[key]
        share = 100 * (1 - sizes["over"] / sizes["pages"])
        figure(f"{name}: gzipped bytes p50; p99", f"{sizes['p50']}; {sizes['p99']}")
        figure(f"{name}: over 14 KB; % within", f"{sizes['over']} of {sizes['pages']}; {share:.2f}")
        for size, address in sizes["longest"]:
            figure(f"{name}: longest", f"{size} {address[:60]}")
    assert crawled["sizes"]["p99"] <= SMALL
    assert crawled["all_sizes"]["p99"] <= SMALL
    assert crawled["all_sizes"]["longest"][0][0] <= LONGEST
