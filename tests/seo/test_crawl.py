"""The whole sample site from its first pages, in both languages, as a search engine sees it."""

from collections import Counter
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree
from zlib import crc32

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

OURS = "http://testserver"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
SKIPPED = ("/admin/", "/static/", "/media/", "/tep/")
TITLE = 90  # characters with the name of the site
DESCRIPTION = 160
MANY = ("in", "noi-nop", "van-ban", "giay-to", "bieu-mau", "co-quan")
ONE_OF = 25  # of what comes in hundreds, or is a PDF, one in so many is read, the same ones in both languages

pytestmark = pytest.mark.django_db


class Page(HTMLParser):
    """What a crawler reads of a page: its links, and what its head says."""

    def __init__(self, status: int, html: str, robots: str) -> None:
        super().__init__()
        self.status = status
        self.links: set[str] = set()
        self.meta: dict[str, str] = {"robots": robots} if robots else {}
        self.canonical: list[str] = []
        self.alternates: dict[str, str] = {}
        self.title = ""
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and said.get("href"):
            self.links.add(said["href"])
        if tag == "meta" and "content" in said:
            self.meta.setdefault(said.get("name") or said.get("property", ""), said["content"])
        if tag == "link" and said.get("rel") == "canonical":
            self.canonical.append(said["href"])
        if tag == "link" and said.get("rel") == "alternate" and "hreflang" in said:
            self.alternates[said["hreflang"]] = said["href"]
        self._in_title = tag == "title" and not self.title  # a drawing has a title too

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    @property
    def indexable(self) -> bool:
        return self.status == 200 and "noindex" not in self.meta.get("robots", "")


def read(client: Client, path: str) -> tuple[Page | None, int, str]:
    """The page at a path (None for what is no page), its status, and where it sends one on."""
    response = client.get(path)
    kind = response.headers.get("Content-Type", "")
    if response.status_code != 200 or not kind.startswith("text/html"):
        return None, response.status_code, response.headers.get("Location", "")
    html = response.content.decode()
    return Page(200, html, response.headers.get("X-Robots-Tag", "")), 200, ""


def local(base: str, link: str) -> str:
    """The path and query of a link within the site; "" for any other."""
    parts = urlsplit(urljoin(OURS + base, link))
    if f"{parts.scheme}://{parts.netloc}" != OURS or parts.path.startswith(SKIPPED):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def worth(path: str) -> bool:
    """Of the endless lists and cases behind a query only the pages of lists are walked."""
    parts = urlsplit(path)
    folder, _, name = parts.path.removeprefix("/en").strip("/").partition("/")
    if ((folder in MANY and name) or parts.query) and crc32(
        f"{folder}/{name}{parts.query}".encode()
    ) % ONE_OF:
        return False
    return not parts.query or (parts.query.startswith("trang=") and "&" not in parts.query)


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Any:
    """The sample site read whole: pages by path, and what answered with anything but a page."""
    with django_db_blocker.unblock():
        from django.db import transaction

        with transaction.atomic():
            call_command("load_sample", verbosity=0)
            yield crawl(Client())
            transaction.set_rollback(True)


def crawl(client: Client) -> dict[str, Any]:
    pages: dict[str, Page] = {}
    broken, seen, left = {}, {"/": "", "/en/": ""}, ["/", "/en/"]
    while left:
        path = left.pop(0)
        page, status, to = read(client, path)
        if status not in (200, 301, 302):
            broken[path] = (status, seen[path])
        links = page.links if page else {to} if to else set()
        if page:
            pages[path] = page
        for found in sorted(local(path, link) for link in links):
            if found and found not in seen and worth(found):
                seen[found] = path
                left.append(found)
    named = sitemap(client)
    return {"pages": pages, "broken": broken, "named": named, "client": client}


def sitemap(client: Client) -> dict[str, dict[str, str]]:
    """Every address the sitemaps name, with its alternates."""
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    found: dict[str, dict[str, str]] = {}
    for part in (local("/", str(loc.text)) for loc in index.iter(f"{SITEMAP}loc")):
        for url in ElementTree.fromstring(client.get(part).content).iter(f"{SITEMAP}url"):
            path = local("/", str(url.findtext(f"{SITEMAP}loc")))
            found[path] = {link.attrib["hreflang"]: link.attrib["href"] for link in url.iter(LINK)}
    return found


def test_the_whole_site(site: dict[str, Any]) -> None:
    """One reading of the site, many promises: it takes the longest of all."""
    pages: dict[str, Page] = site["pages"]
    assert len(pages) > 100
    assert site["broken"] == {}
    _heads(pages)
    _unique(pages)
    _alternates(pages, site["client"])
    _sitemaps(pages, site["named"], site["client"])


def _heads(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        if not page.indexable:
            continue
        assert page.title.strip(" –"), path
        assert len(page.title) <= TITLE, (path, page.title)
        assert 0 < len(page.meta.get("description", "")) <= DESCRIPTION, path
        assert page.canonical == [OURS + path], path
        assert page.meta["DC.title"], path
        assert page.meta["DC.language"] == ("en" if path.startswith("/en/") else "vi"), path
        assert page.meta["DC.identifier"] == page.meta["og:url"] == OURS + path


def _unique(pages: dict[str, Page]) -> None:
    for language in ("vi", "en"):
        of_language = [page for page in pages.values() if page.meta.get("DC.language") == language]
        own = [page for page in of_language if page.indexable]
        for said in ("title", "description"):
            counted = Counter(page.title if said == "title" else page.meta["description"] for page in own)
            assert [(words, n) for words, n in counted.items() if n > 1] == []


def _alternates(pages: dict[str, Page], client: Client) -> None:
    """Each page names itself and the other language; the other names it back."""
    for path, page in pages.items():
        if not page.indexable:
            continue
        assert set(page.alternates) == {"vi", "en", "x-default"}, path
        assert page.alternates["x-default"] == page.alternates["vi"], path
        assert OURS + path in page.alternates.values(), path
        for address in page.alternates.values():
            other = pages.get(local("/", address)) or read(client, local("/", address))[0]
            assert other is not None, (path, address)
            assert other.alternates == page.alternates, (path, address)


def _sitemaps(pages: dict[str, Page], named: dict[str, dict[str, str]], client: Client) -> None:
    for path, alternates in named.items():
        if not worth(path):
            continue
        page = pages.get(path) or read(client, path)[0]
        assert page is not None, path
        assert page.indexable, path
        assert page.canonical == [OURS + path]
        assert page.alternates == (alternates or page.alternates), path
    first_pages = {path for path, page in pages.items() if page.indexable and "?" not in path}
    assert sorted(first_pages - set(named)) == []
