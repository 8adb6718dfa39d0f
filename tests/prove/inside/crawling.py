"""The whole public site from its first page, link by link."""

import gzip
import re
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from html.parser import HTMLParser
from multiprocessing import get_context
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urljoin, urlsplit
from zlib import crc32

from django.db import connection
from django.test import Client

from catalogue.models import CounterEntry
from tests.catalogue.clicks import clicks

OURS = "http://testserver"
PROCESSES = 2
PART = 50  # addresses handed to a process at once
LOADING = {"img": "src", "script": "src", "iframe": "src", "source": "src", "audio": "src", "video": "src"}
LOADED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "preconnect", "dns-prefetch"}
MANY = 10  # of English pages of papers and the like, of print sheets and filtered lists every tenth is read
FEW = 5  # of English procedures every fifth is read: a thousand of the national ones
SHARED = ("bieu-mau", "giay-to", "van-ban", "co-quan")  # the thousands of things procedures share


class Read(NamedTuple):
    """One address read: where it sent us on, its links, its gzipped bytes, and what broke a promise."""

    address: str
    status: int
    links: list[str]
    size: int
    wrong: list[str]


class _Links(HTMLParser):
    """Links of a page, what it loads, and ids that fragments of its own links may name."""

    def __init__(self) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.loaded: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.ids.add(said.get("id", ""))
        if tag == "a" and "href" in said:
            self.links.add(said["href"])
        if tag in LOADING and said.get(LOADING[tag]):
            self.loaded.add(said[LOADING[tag]])
        if tag == "link" and set(said.get("rel", "").split()) & LOADED_LINKS:
            self.loaded.add(said.get("href", ""))
        if tag == "link" and said.get("rel") in ("alternate", "canonical"):
            self.links.add(said.get("href", ""))
        if tag == "use":
            self.loaded.add(said.get("href", said.get("xlink:href", "")))


def crawl() -> dict[str, Any]:
    """Breadth first; every list page, every Vietnamese procedure, a fifth of the English, a tenth of what is many."""
    slugs = CounterEntry.objects.filter(public=True).values_list("slug", flat=True)
    wanted = {f"/thu-tuc/{slug}/" for slug in slugs}
    connection.close()
    found: dict[str, str] = {"/": ""}  # address: the page that links to it
    left, reads = ["/", "/en/"], {}
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        while left:
            parts = [left[start : start + PART] for start in range(0, len(left), PART)]
            left = []
            for read in (one for part in pool.map(_read_all, parts) for one in part):
                reads[read.address] = read._replace(links=[])
                fresh = [link for link in read.links if link not in found and _worth(link)]
                found |= dict.fromkeys(fresh, read.address)
                left += fresh
    return _summary(list(reads.values()), found, wanted)


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
    """Whether an address is read: all, but a part of what comes in great number."""
    parts = urlsplit(address)
    if parts.path.startswith(("/admin/", "/tep/", "/static/")):
        return False
    return crc32(address.encode()) % _one_of(parts.path, parse_qs(parts.query)) == 0


def _one_of(path: str, query: dict[str, list[str]]) -> int:
    """Of how many such addresses one is read."""
    folder, name, *_ = [*path.removeprefix("/en").strip("/").split("/"), "", ""]
    if folder in ("in", "tim-kiem") or set(query) - {"trang"}:
        return MANY
    if path.startswith("/en/") and name:
        return {"thu-tuc": FEW}.get(folder, MANY if folder in SHARED else 1)
    return 1


def _read_all(addresses: list[str]) -> list[Read]:
    client = Client(raise_request_exception=False)
    return [_read(client, address) for address in addresses]


def _read(client: Client, address: str) -> Read:
    response = client.get(address)
    wrong = _headers(response)
    if response.status_code in (301, 302):
        return Read(
            address, response.status_code, [_absolute(address, response.headers["Location"])], 0, wrong
        )
    if response.status_code != 200 or "html" not in response.headers["Content-Type"]:
        return Read(address, response.status_code, [], 0, wrong)
    parser = _Links()
    content = response.content
    parser.feed(content.decode())
    wrong += [
        f"loads {url}" for url in parser.loaded if _absolute(address, url).startswith(("http:", "https:"))
    ]
    wrong += [
        f"no {link} on the page"
        for link in parser.links
        if re.match(r"#.", link) and link[1:] not in parser.ids
    ]
    links = [_absolute(address, link) for link in parser.links]
    ours = [link for link in links if link.startswith("/") and not link.startswith("//")]
    return Read(address, 200, ours, len(gzip.compress(content, 6)), wrong)


def _headers(response: Any) -> list[str]:
    vary = response.headers.get("Vary", "").lower()
    wrong = ["sets a cookie"] if response.cookies or "Set-Cookie" in response.headers else []
    wrong += [f"Vary: {vary}"] if "cookie" in vary or "accept-language" in vary else []
    return wrong


def _absolute(address: str, link: str) -> str:
    """The address a link leads to: from "/" when it is ours, whole when it is not; no fragment."""
    whole = urljoin(OURS + address, link).partition("#")[0]
    return whole.removeprefix(OURS) or "/" if whole.startswith(OURS) else whole


def _summary(reads: list[Read], found: dict[str, str], wanted: set[str]) -> dict[str, Any]:
    sizes = sorted((read.size, read.address) for read in reads if read.size)
    pages = [(size, address) for size, address in sizes if address in wanted]
    lost = [
        f"{read.status} {read.address} (linked from {found.get(read.address)})"
        for read in reads
        if read.status not in (200, 301, 302)
    ]
    wrong = [f"{read.address}: {problem}" for read in reads for problem in read.wrong]
    kinds = Counter("/".join(read.address.removeprefix("/en").split("/")[:2]) for read in reads)
    return {
        "read": len(reads),
        "kinds": kinds.most_common(),
        "redirects": sum(read.status in (301, 302) for read in reads),
        "lost": lost,
        "wrong": wrong,
        "unreached": sorted(wanted - {read.address for read in reads}),
        "procedures": len(pages),
        "sizes": _distribution(pages),
        "other_sizes": _distribution([one for one in sizes if one[1] not in wanted]),
    }


def _distribution(sizes: list[tuple[int, str]]) -> dict[str, Any]:
    """Of gzipped bytes: median, 99th of a hundred, the longest three, and how many exceed 14 KB."""
    return {
        "p50": sizes[len(sizes) // 2][0],
        "p99": sizes[len(sizes) * 99 // 100][0],
        "longest": sizes[-3:][::-1],
        "over": sum(size > 14 * 1024 for size, _ in sizes),
    }
