"""Turtle, written one subject at a time: no graph is held, so a catalogue of any size fits in memory.

A JSON string without forced ASCII is a Turtle string too: each of its escapes is one of Turtle's
(https://www.w3.org/TR/turtle/#sec-escapes), and none of its characters stands bare where Turtle forbids it.
Every literal therefore stays on one line, and a line that begins with ``# `` is always a comment.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final
from urllib.parse import quote

from catalogue.record import Text

PREFIXES: Final = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "mc": "urn:mot-cua:profile:",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
RECORD: Final = "# "
"""Begins the line before each record's fragment."""

Pairs = Iterable[tuple[str, str | None]]


def header(base: str) -> str:
    """The lines a file begins with; ``base`` is the address of the site, which relative addresses follow."""
    lines = [f"@base {iri(base.rstrip('/') + '/')} ."]
    return "\n".join([*lines, *(f"@prefix {name}: <{meant}> ." for name, meant in PREFIXES.items()), "", ""])


def iri(address: str) -> str:
    """An address between its brackets; what may not stand there is percent-encoded."""
    return f"<{quote(address, safe=SAFE)}>"


SAFE: Final = "/:?#[]@!$&'()*+,;=%~"


def own(*parts: str, part: str = "") -> str:
    """An address of this site: each of ``parts`` a folder, ``part`` the fragment. Keys may hold anything."""
    path = "".join(f"{quote(piece, safe='')}/" for piece in parts)
    return f"<{path}#{quote(part, safe='')}>" if part else f"<{path}>"


def literal(text: str, language: str = "") -> str:
    """A text, with its language when it is one. A lone half of a surrogate pair is left out: no file holds it."""
    written = json.dumps(text.encode("utf-8", "ignore").decode(), ensure_ascii=False)
    return f"{written}@{language}" if language else written


def typed(value: object, kind: str) -> str:
    """A value of an XML Schema type: ``typed(5, "integer")``."""
    return f'"{value}"^^xsd:{kind}'


def day(value: date | None) -> str | None:
    return typed(value.isoformat(), "date") if value else None


def number(value: Decimal | int | None, kind: str) -> str | None:
    return None if value is None else typed(f"{Decimal(value):f}", kind)


def both(name: str, text: Text | None) -> Iterator[tuple[str, str]]:
    """A property in each language its text has, when it says anything."""
    if text is None:
        return
    for language, words in (("vi", text.vi), ("en", text.en)):
        if words and words.strip():
            yield name, literal(words, language)


def subject(name: str, kinds: str, *pairs: Pairs) -> str:
    """The statements about one thing; properties without a value are left out."""
    said = [(property_, value) for group in pairs for property_, value in group if value is not None]
    return (
        " ;\n  ".join([f"{name} a {kinds}", *(f"{property_} {value}" for property_, value in said)]) + " .\n"
    )
