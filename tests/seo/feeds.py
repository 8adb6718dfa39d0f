"""What programs subscribe to, read as they do: Atom, JSON feeds and the description of the search."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"

Faults = list[str]


def read(kind: str, content: bytes) -> tuple[list[str], Faults]:
    """The addresses a feed names, and what it lacks."""
    try:
        return KINDS[kind](content)
    except (ElementTree.ParseError, ValueError) as error:
        return [], [f"can't be read as {kind}: {error}"]


def _atom(content: bytes) -> tuple[list[str], Faults]:
    root = ElementTree.fromstring(content)
    entries = root.findall(f"{ATOM}entry")
    faults = [f"a feed without {name}" for name in _lacking(root)]
    faults += [f"an entry without {name}" for entry in entries for name in _lacking(entry)]
    links = [link.attrib["href"] for link in root.iter(f"{ATOM}link") if link.attrib.get("rel") != "hub"]
    return links, faults


def _lacking(element: ElementTree.Element) -> Iterator[str]:
    """What RFC 4287 asks of a feed and of an entry."""
    for name in ("id", "title", "updated"):
        if not (element.findtext(f"{ATOM}{name}") or "").strip():
            yield name
    if element.find(f"{ATOM}link") is None:
        yield "link"
    datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "")


def _json(content: bytes) -> tuple[list[str], Faults]:
    feed: dict[str, Any] = json.loads(content)
    faults = [f"a feed without {name}" for name in ("version", "title", "items") if name not in feed]
    links = [feed[name] for name in ("home_page_url", "feed_url", "next_url") if feed.get(name)]
    for item in feed.get("items", ()):
        faults += [f"an item without {name}" for name in ("id", "url", "title") if not item.get(name)]
        datetime.fromisoformat(item["date_published"])
        links.append(item.get("url", ""))
    return links, faults


def _search(content: bytes) -> tuple[list[str], Faults]:
    templates = [url.attrib["template"] for url in ElementTree.fromstring(content).iter(f"{SEARCH}Url")]
    return [_filled(one) for one in templates], [] if templates else ["no address to search at"]


def _filled(template: str) -> str:
    filled = template.replace("{searchTerms}", "khai+sinh")
    return filled.replace("{startPage?}", "1").replace("{startIndex?}", "1").replace("{count?}", "10")


KINDS: dict[str, Callable[[bytes], tuple[list[str], Faults]]] = {
    "application/atom+xml": _atom,
    "application/feed+json": _json,
    "application/opensearchdescription+xml": _search,
}
