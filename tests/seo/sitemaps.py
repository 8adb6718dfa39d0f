"""The sitemaps as a search engine reads them, held against the pages themselves."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

from django.test import Client

from .pages import OURS, Head, absolute, own_address

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
MOST = 50_000  # addresses of a file, says sitemaps.org
LARGEST = 50 * 1024 * 1024  # bytes of a file

Named = dict[str, dict[str, str]]


class Sitemaps(NamedTuple):
    """Every address named, with its alternates, and what is wrong with the files."""

    named: Named
    files: int
    wrong: list[str]


def read(client: Client) -> Sitemaps:
    """All the files that robots.txt leads to."""
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").content.decode().splitlines())
    named: Named = {}
    wrong: list[str] = []
    files = _files(client, [absolute("/", address) for address in robots.site_maps() or ()])
    for file, root in files.items():
        wrong += [f"{file}: {fault}" for fault in _take(root, named)]
    wrong += [f"robots.txt keeps out {path}" for path in named if not robots.can_fetch("*", OURS + path)]
    return Sitemaps(named, len(files), wrong)


def _files(client: Client, wanted: list[str]) -> dict[str, ElementTree.Element]:
    """Files by address; an index leads to more."""
    found: dict[str, ElementTree.Element] = {}
    for file in wanted:
        response = client.get(file)
        assert response.status_code == 200, file
        assert len(response.content) <= LARGEST, file
        found[file] = ElementTree.fromstring(response.content)
        if found[file].tag == f"{NAMESPACE}sitemapindex":
            locations = [absolute("/", str(loc.text)) for loc in found[file].iter(f"{NAMESPACE}loc")]
            wanted += [location for location in locations if location not in wanted]
    return found


def _take(root: ElementTree.Element, named: Named) -> Iterator[str]:
    urls = root.findall(f"{NAMESPACE}url")
    if len(urls) > MOST:
        yield f"{len(urls)} addresses"
    for url in urls:
        path = absolute("/", str(url.findtext(f"{NAMESPACE}loc")))
        alternates = {link.attrib["hreflang"]: absolute("/", link.attrib["href"]) for link in url.iter(LINK)}
        if not path.startswith("/"):
            yield f"not ours: {path}"
        if alternates and named.get(path):
            yield f"twice: {path}"
        if date.fromisoformat(url.findtext(f"{NAMESPACE}lastmod") or "2000-01-01") > date.today():
            yield f"from the future: {path}"
        named[path] = alternates or named.get(path, {})


def faults(named: Named, heads: Mapping[str, Head], asked: Collection[str]) -> Iterator[str]:
    """What a sitemap says wrongly of those of its addresses that were asked for, and the pages it forgets."""
    for path in asked:
        head = heads.get(path)
        if head is None or not head.indexable:
            yield f"in a sitemap, no page to be found: {path}"
        elif head.canonical != path:
            yield f"in a sitemap, stands at {head.canonical}: {path}"
        elif head.alternates != (named[path] or head.alternates):
            yield f"in a sitemap with other alternates: {path}"
    for path, head in heads.items():
        if head.indexable and "?" not in path and own_address(path) == path and path not in named:
            yield f"in no sitemap: {path}"
