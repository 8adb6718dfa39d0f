"""Reading the structured data of a page back, as a program does."""

import json
from html.parser import HTMLParser
from typing import Any


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and ("type", "application/ld+json") in attrs:
            self._inside = True
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data


def things(html: str) -> dict[str, list[dict[str, Any]]]:
    """The JSON-LD objects of a page by type; raises json.JSONDecodeError for a broken block."""
    parser = _Blocks()
    parser.feed(html)
    assert len(parser.texts) <= 1, "structured data is written once"
    found: dict[str, list[dict[str, Any]]] = {}
    for text in parser.texts:
        said = json.loads(text)
        for thing in said if isinstance(said, list) else [said]:
            found.setdefault(thing["@type"], []).append(thing)
    return found


def prices(service: dict[str, Any]) -> list[Any]:
    """Every price of a service, of tiers too."""
    found: list[Any] = []
    for offer in service.get("offers", ()):
        said = offer["priceSpecification"]
        found += [one["price"] for one in (said if isinstance(said, list) else [said])]
    return found
