"""The whole sample site from its first pages, in both languages, as a search engine sees it."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit
from zlib import crc32

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from . import feeds, sitemaps, walking
from .pages import read
from .walking import Walk

SKIPPED = ("/admin/", "/static/", "/media/", "/tep/")
MANY = ("in", "noi-nop", "van-ban", "giay-to", "bieu-mau", "co-quan")
ONE_OF = 25  # of what comes in hundreds, or is a PDF, one in so many is read, the same ones in both languages

pytestmark = pytest.mark.django_db


class Site(NamedTuple):
    walk: Walk
    sitemaps: sitemaps.Sitemaps
    asked: list[str]


def worth(address: str) -> bool:
    """Of the endless lists and cases behind a query only the pages of lists are walked."""
    parts = urlsplit(address)
    if parts.path.startswith(SKIPPED):
        return False
    folder, _, name = parts.path.removeprefix("/en").strip("/").partition("/")
    if ((folder in MANY and name) or parts.query) and crc32(
        f"{folder}/{name}{parts.query}".encode()
    ) % ONE_OF:
        return False
    return not parts.query or (parts.query.startswith("trang=") and "&" not in parts.query)


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """The sample site read once for all that is asked of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_sample", verbosity=0)
        yield crawl(Client())
        transaction.set_rollback(True)


def crawl(client: Client) -> Site:
    walk = Walk(lambda addresses: (read(client, address) for address in addresses), worth)
    walk.go(("/", "/en/"), "")
    found = sitemaps.read(client)
    asked = [path for path in found.named if worth(path)]
    walk.go(asked, "a sitemap")
    walk.go(walking.unread(walk.heads), "a head")
    return Site(walk, found, asked)


def test_every_link_leads_somewhere(site: Site) -> None:
    assert len(site.walk.heads) > 100
    assert site.walk.lost() == []


def test_heads_and_bodies_keep_their_promises(site: Site) -> None:
    """Title, description and canonical address; no cookie, nothing from elsewhere, no dead fragment; whole feeds."""
    assert site.walk.wrong() == []


def test_no_two_pages_say_the_same_of_themselves(site: Site) -> None:
    assert walking.twice(site.walk.heads) == {"title": [], "description": []}


def test_each_language_leads_to_the_other_and_back(site: Site) -> None:
    assert list(walking.alternates(site.walk.heads)) == []


def test_the_sitemaps_name_every_page_and_nothing_else(site: Site) -> None:
    assert site.sitemaps.wrong == []
    assert list(sitemaps.faults(site.sitemaps.named, site.walk.heads, site.asked)) == []


def test_feeds_are_found(site: Site) -> None:
    """What they hold was followed with the pages."""
    assert {read.kind for read in site.walk.reads.values()} >= set(feeds.KINDS)
