"""One address as a program reads it: links, what the page loads, and what its head says and promises."""

import gzip
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from django.test import Client

from . import feeds

OURS = "http://testserver"
TITLE = 90  # characters with the name of the site
DESCRIPTION = 160
LOADING = {"img": "src", "script": "src", "iframe": "src", "source": "src", "audio": "src", "video": "src"}
LOADED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "preconnect", "dns-prefetch"}
FOLLOWED = {"alternate", "canonical", "search", "next", "prev"}
ADDRESSES = {"@id", "contentUrl", "embedUrl", "item", "mainEntityOfPage", "url"}  # of structured data


class Head(NamedTuple):
    """What a page says of itself to programs; addresses of the site begin with "/"."""

    indexable: bool
    language: str
    title: str
    description: str
    canonical: str
    alternates: dict[str, str]


class Read(NamedTuple):
    """One address read: where it leads, its gzipped bytes, what broke a promise; ``head`` only of a page."""

    address: str
    status: int
    links: list[str]
    size: int
    wrong: list[str]
    head: Head | None = None
    kind: str = ""


class Page(HTMLParser):
    """A page taken apart."""

    def __init__(self, html: str, robots: str = "") -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.followed: set[str] = set()
        self.loaded: set[str] = set()
        self.ids: set[str] = set()
        self.meta: dict[str, str] = {"robots": robots} if robots else {}
        self.canonical: list[str] = []
        self.alternates: dict[str, str] = {}
        self.title = self.language = self.data = ""
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.ids.add(said.get("id", ""))
        if tag == "a" and "href" in said:
            self.anchors.add(said["href"])
        if said.get(LOADING.get(tag, "")):
            self.loaded.add(said[LOADING[tag]])
        if tag == "use":
            self.loaded.add(said.get("href", said.get("xlink:href", "")))
        if tag in ("html", "meta", "link", "title", "script"):
            self._head(tag, said)

    def _head(self, tag: str, said: dict[str, str]) -> None:
        if tag == "html":
            self.language = said.get("lang", "")
        if tag == "meta" and "content" in said:
            self.meta.setdefault(said.get("name") or said.get("property", ""), said["content"])
        if tag == "link":
            self._link(set(said.get("rel", "").split()), said)
        if tag == "title" and not self.title:  # a drawing has a title too
            self._inside = "title"
        if tag == "script" and said.get("type") == "application/ld+json":
            self._inside = "data"

    def _link(self, kinds: set[str], said: dict[str, str]) -> None:
        href = said.get("href", "")
        if kinds & LOADED_LINKS:
            self.loaded.add(href)
        if kinds & FOLLOWED:
            self.followed.add(href)
        if "canonical" in kinds:
            self.canonical.append(href)
        if "alternate" in kinds and "hreflang" in said:
            self.alternates[said["hreflang"]] = href

    def handle_endtag(self, tag: str) -> None:
        if tag in ("title", "script"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data
        elif self._inside == "data":
            self.data += data

    @property
    def indexable(self) -> bool:
        return "noindex" not in self.meta.get("robots", "")


def read(client: Client, address: str) -> Read:
    """Ask for an address as a stranger."""
    response = client.get(address)
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    wrong = list(_headers(response))
    if response.status_code in (301, 302):
        return Read(
            address, response.status_code, [absolute(address, response.headers["Location"])], 0, wrong
        )
    if response.status_code != 200:
        return Read(address, response.status_code, [], 0, wrong)
    if kind in feeds.KINDS:
        links, faults = feeds.read(kind, response.content)
        return Read(address, 200, ours(address, links), 0, [*wrong, *faults], None, kind)
    if kind != "text/html":
        return Read(address, 200, [], 0, wrong, None, kind)
    page = Page(response.content.decode(), response.headers.get("X-Robots-Tag", ""))
    wrong += [*_body(address, page), *_head(address, page)]
    links = [*page.anchors, *page.followed, *_said(page)]
    size = len(gzip.compress(response.content, 6))
    return Read(address, 200, ours(address, links), size, wrong, _said_of_itself(address, page), kind)


def absolute(address: str, link: str) -> str:
    """The address a link leads to: from "/" when it is ours, whole when it is not; no fragment."""
    whole = urljoin(OURS + address, link).partition("#")[0]
    return whole.removeprefix(OURS) or "/" if whole.startswith(OURS) else whole


def ours(address: str, links: Any) -> list[str]:
    """Those of the links of a page that stay on the site, once each."""
    whole = {absolute(address, link) for link in links}
    return sorted(link for link in whole if link.startswith("/") and not link.startswith("//"))


def own_address(address: str) -> str:
    """The one address of a page: of all queries only the number of a list's page is kept."""
    parts = urlsplit(address)
    return address if re.fullmatch(r"trang=\d+", parts.query) else parts.path


def _headers(response: Any) -> Iterator[str]:
    vary = response.headers.get("Vary", "").lower()
    if response.cookies or "Set-Cookie" in response.headers:
        yield "sets a cookie"
    if "cookie" in vary or "accept-language" in vary:
        yield f"Vary: {vary}"


def _body(address: str, page: Page) -> Iterator[str]:
    for url in page.loaded:
        if absolute(address, url).startswith(("http:", "https:")):
            yield f"loads {url}"
    for link in page.anchors:
        if re.match(r"#.", link) and link[1:] not in page.ids:
            yield f"no {link} on the page"


def _head(address: str, page: Page) -> Iterator[str]:
    """What is wrong with the head; a page that is not for search engines needs no canonical address."""
    description, language = page.meta.get("description", ""), "en" if _english(address) else "vi"
    if not page.title.strip(" –"):
        yield "no title"
    if not description.strip():
        yield "no description"
    if page.language != language:
        yield f"lang is {page.language}"
    if not page.indexable:
        return
    if len(page.title) > TITLE:
        yield f"title of {len(page.title)} characters"
    if len(description) > DESCRIPTION:
        yield f"description of {len(description)} characters"
    if page.canonical != [OURS + own_address(address)]:
        yield f"canonical {page.canonical}"
    expected = {"DC.language": language, "DC.identifier": page.canonical[0] if page.canonical else ""}
    expected["og:url"] = expected["DC.identifier"]
    for name, value in expected.items():
        if page.meta.get(name) != value:
            yield f"{name} {page.meta.get(name)}"
    if not page.meta.get("DC.title"):
        yield "no DC.title"


def _english(address: str) -> bool:
    return address.startswith("/en/")


def _said_of_itself(address: str, page: Page) -> Head:
    return Head(
        page.indexable,
        "en" if _english(address) else "vi",
        page.title,
        page.meta.get("description", ""),
        absolute(address, page.canonical[0]) if page.canonical else "",
        {language: absolute(address, link) for language, link in page.alternates.items()},
    )


def _said(page: Page) -> Iterator[str]:
    """Addresses in the structured data; raises json.JSONDecodeError when it is broken."""
    return _addresses(json.loads(page.data)) if page.data else iter(())


def _addresses(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for inner in value:
            yield from _addresses(inner)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in ADDRESSES and isinstance(inner, str):
                yield inner
            else:
                yield from _addresses(inner)
