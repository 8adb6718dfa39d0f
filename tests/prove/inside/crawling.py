"""The whole public site from its first pages, link by link, and every address of its sitemaps."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zlib import crc32

from django.db import connection
from django.test import Client

from catalogue.models import CounterEntry
from tests.catalogue.clicks import clicks
from tests.seo import feeds, sitemaps, walking
from tests.seo.pages import Read, own_address, read
from tests.seo.walking import Walk

PROCESSES = 2
PART = 50  # addresses handed to a process at once
MANY = 10  # of print sheets, answers and filtered lists every tenth is read
SMALL = 14 * 1024  # gzipped bytes
SHOWN = 5  # of pages that say the same


def crawl() -> dict[str, Any]:
    """Every page in both languages, of print sheets and of what stands behind a query a tenth, and the sitemaps."""
    slugs = CounterEntry.objects.filter(public=True).values_list("slug", flat=True)
    wanted = {f"/thu-tuc/{slug}/" for slug in slugs}
    found = sitemaps.read(Client())
    connection.close()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:

        def read_all(addresses: list[str]) -> Iterator[Read]:
            parts = [addresses[start : start + PART] for start in range(0, len(addresses), PART)]
            return (one for part in pool.map(_read_all, parts) for one in part)

        walk = Walk(read_all, _worth)
        walk.go(("/", "/en/"), "")
        linked = set(walk.reads)
        walk.go(found.named, "a sitemap")
        walk.go(walking.unread(walk.heads), "a head")
    return _links(walk, linked, wanted) | _promises(walk, found, linked)


def three_clicks() -> dict[str, Any]:
    """By language: procedures by how many clicks from home they are, those further away, pages read on the way."""
    slugs = list(CounterEntry.objects.filter(public=True).values_list("slug", flat=True))
    connection.close()
    prefixes = ("", "/en")
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        found = dict(zip(prefixes, pool.map(_clicks, prefixes), strict=True))
    return {
        prefix or "/": {
            "public": len(slugs),
            "by_clicks": sorted(Counter(reached.values()).items()),
            "further": sorted({f"{prefix}/thu-tuc/{slug}/" for slug in slugs} - set(reached)),
            "read": read,
        }
        for prefix, (reached, read) in found.items()
    }


def _clicks(prefix: str) -> tuple[dict[str, int], int]:
    return clicks(Client(), prefix)


def _worth(address: str) -> bool:
    """Whether an address that a page links to is read: all, but a part of what comes in great number."""
    parts = urlsplit(address)
    if parts.path.startswith(("/admin/", "/tep/", "/static/", "/media/")):
        return False
    sampled = parts.path.removeprefix("/en").split("/")[1] in ("in", "tim-kiem") or (
        set(parse_qs(parts.query)) - {"trang"}
    )
    return not sampled or crc32(address.encode()) % MANY == 0


def _read_all(addresses: list[str]) -> list[Read]:
    client = Client(raise_request_exception=False)
    return [read(client, address) for address in addresses]


def _links(walk: Walk, linked: set[str], wanted: set[str]) -> dict[str, Any]:
    """Where links lead, and how many bytes pages have."""
    reads = walk.reads.values()
    sizes = sorted((read.size, read.address) for read in reads if read.size)
    kinds = Counter("/".join(read.address.removeprefix("/en").split("/")[:2]) for read in reads)
    return {
        "read": len(reads),
        "kinds": kinds.most_common(),
        "redirects": sum(read.status in (301, 302) for read in reads),
        "lost": walk.lost(),
        "wrong": walk.wrong(),
        "unreached": sorted(wanted - linked),
        "procedures": len(wanted & linked),
        "sizes": _distribution([one for one in sizes if one[1] in wanted]),
        "other_sizes": _distribution([one for one in sizes if one[1] not in wanted]),
        "all_sizes": _distribution(sizes),
    }


def _promises(walk: Walk, found: sitemaps.Sitemaps, linked: set[str]) -> dict[str, Any]:
    """What pages say of themselves and of each other, sitemaps of pages, and feeds of both."""
    heads = walk.heads
    indexable = {address for address, head in heads.items() if head.indexable}
    named = Counter("en" if path.startswith("/en/") else "vi" for path in found.named)
    return {
        "pages": len(heads),
        "indexable": len(indexable),
        "own": sum(own_address(address) == address for address in indexable),
        "alternates": list(walking.alternates(heads)),
        "twice": {
            said: {"words": len(same), "pages": sum(n for _, n, _ in same), "most": same[:SHOWN]}
            for said, same in walking.twice(heads).items()
        },
        "sitemap_files": found.files,
        "named": named,
        "sitemaps": [*found.wrong, *sitemaps.faults(found.named, heads, found.named)],
        "unlinked": sorted(set(found.named) - linked),
        "feeds": Counter(read.kind for read in walk.reads.values() if read.kind in feeds.KINDS),
    }


def _distribution(sizes: list[tuple[int, str]]) -> dict[str, Any]:
    """Of gzipped bytes: median, 99th of a hundred, the longest three, how many pages and how many exceed 14 KB."""
    return {
        "pages": len(sizes),
        "p50": sizes[len(sizes) // 2][0],
        "p99": sizes[len(sizes) * 99 // 100][0],
        "longest": sizes[-3:][::-1],
        "over": sum(size > SMALL for size, _ in sizes),
    }
