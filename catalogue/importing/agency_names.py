"""English names of agencies, from a shipped list of names and the places and owners that follow them.

In the list ministries and long-standing bodies have the English name they go by; the others are plain translations.
"Sở Y tế tỉnh Lào Cai" is "Sở Y tế" of the list and a province; "Cục Thuế - Bộ tài chính" is two names of the list.
Where any part is not known there is no English name: half a translation would pass for a whole one.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from .mapping.text import line, matching
from .seeds import rows

SLOT: Final = "{}"
"""In the list: a proper name or a number, which is kept without its marks."""
_PROPER: Final = re.compile(r"[A-ZĐÀ-Ỹ0-9][\w.]*(?: [A-ZĐÀ-Ỹ0-9][\w.]*){0,3}")
_CUT: Final = re.compile(r"\s*[-/]\s*")
_PLACE: Final = re.compile(r"[\s,-]*\b(tỉnh|thành phố|tp)\b\.?\s*", re.IGNORECASE)
_OF: Final = {"tỉnh": "Province", "thành phố": "City", "tp": "City"}
_SHORT: Final = {"hcm": "Ho Chi Minh"}


def english_name(name: str) -> str:
    """The English name of an agency; empty when it is not known whole."""
    name = line(name)
    return _listed(name) or _owned(name) or _placed(name)


def _listed(name: str) -> str:
    known = _names().get(matching(name))
    return known or next(_filled(name), "")


def _filled(name: str) -> Iterator[str]:
    """By a row with a slot, when what stands there is a proper name."""
    for before, english in _slots():
        rest = name[len(before) :].strip()
        if matching(name).startswith(before) and _PROPER.fullmatch(rest):
            yield english.replace(SLOT, unmarked(rest))


def _owned(name: str) -> str:
    """A part of a larger one: "Cục Thuế - Bộ tài chính"."""
    for cut in _CUT.finditer(name):
        part, owner = english_name(name[: cut.start()]), _listed(name[cut.end() :])
        if part and owner:
            return f"{part}, {owner}"
    return ""


def _placed(name: str) -> str:
    """That of a place: its kind is said, or it is a province of today."""
    for found in _PLACE.finditer(name):
        part, rest = _listed(name[: found.start()]), name[found.end() :].strip()
        if part and _PROPER.fullmatch(rest.title()):
            bare = _SHORT.get(rest.lower()) or unmarked(rest.title())
            return _at(part, _provinces().get(bare.lower()) or f"{bare} {_OF[found[1].lower()]}")
    for bare, province in _provinces().items():
        part = _listed(name[: -len(bare)]) if unmarked(name.lower()).endswith(f" {bare}") else ""
        if part:
            return _at(part, province)
    return ""


def _at(part: str, place: str) -> str:
    return f"{part} of {place}" if part in {"People's Committee", "People's Council"} else f"{part}, {place}"


def unmarked(text: str) -> str:
    """Without marks, as Vietnamese names are written in English: "Điện Biên" -> "Dien Bien"."""
    parts = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


@cache
def _names() -> dict[str, str]:
    listed = rows("agencies_en.tsv")
    return {matching(row["name_vi"]): row["name_en"] for row in listed if SLOT not in row["name_vi"]}


@cache
def _slots() -> list[tuple[str, str]]:
    """What stands before a slot, the longest first."""
    slotted = [row for row in rows("agencies_en.tsv") if SLOT in row["name_vi"]]
    found = [(matching(row["name_vi"].replace(SLOT, "")), row["name_en"]) for row in slotted]
    return sorted(found, key=lambda pair: -len(pair[0]))


@cache
def _provinces() -> dict[str, str]:
    """English name of each province of today, by its bare name in lower case without marks."""
    return {
        row["name_en"].removesuffix(" Province").removesuffix(" City").lower(): row["name_en"]
        for row in rows("provinces.tsv")
    } | {"ha noi": "Hanoi City"}
