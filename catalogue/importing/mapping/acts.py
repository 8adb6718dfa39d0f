"""Numbers of legal acts: many writings, one act."""

import re
from typing import Final

from .shapes import ActDraft
from .text import line

_NUMBER = re.compile(
    r"(?<![\w./])(\d{1,5}(?:[.][a-zđ0-9]{1,3})?[a-zđ]?)\.?\s*/\s*"
    r"(?:(\d{4})\s*[/-]\s*)?"
    r"([A-ZĐ]{1,8}\d{0,2}(?:\s?[-–_/]\s?[A-ZĐ][A-Za-zĐđƯư]*\d{0,2})*)(?![\w/])"
)
_LAW = re.compile(r"\b(?:QH|UBTVQH)\d{1,2}$")
_LONE_KINDS: Final = re.compile(r"^(?:QĐ|NQ|NĐ|TT|TTLT|CT|CV|KH|TB|HD|PL|L|VBHN)$")

KINDS: Final[tuple[tuple[str, str], ...]] = (
    ("NQLT", "Nghị quyết liên tịch"),
    ("TTLT", "Thông tư liên tịch"),
    ("TT", "Thông tư"),
    ("NĐ", "Nghị định"),
    ("NQ", "Nghị quyết"),
    ("QĐ", "Quyết định"),
    ("CT", "Chỉ thị"),
    ("VBHN", "Văn bản hợp nhất"),
    ("PL", "Pháp lệnh"),
)
_NAMED: Final[tuple[str, ...]] = (
    "Hiến pháp",
    "Bộ luật",
    "Luật",
    "Pháp lệnh",
    "Nghị quyết",
    "Nghị định",
    "Thông tư",
)


def numbers_in(text: str) -> list[str]:
    """Return the numbers of the acts that ``text`` names, normalised, each once, in their order."""
    text = line(text).replace("Ð", "Đ")
    text = re.sub(r"(?i)\bn[dđ]\s?[-–]\s?cp\b", "NĐ-CP", text)
    text = re.sub(r"(?<=/)[a-zđ]{2}(?=-)", lambda found: found[0].upper(), text)
    return list(dict.fromkeys(filter(None, (_normal(*found.groups()) for found in _NUMBER.finditer(text)))))


def _normal(number: str, year: str | None, suffix: str) -> str:
    suffix = re.sub(r"\s*[-–_/]\s*", "-", suffix)
    if "-" not in suffix and not _LAW.search(suffix):
        return ""
    suffix = re.sub(r"-TTG$", "-TTg", suffix.upper())
    return f"{number}/{year}/{suffix}" if year else f"{number}/{suffix}"


def act_of(code: str, name: str) -> tuple[ActDraft, bool]:
    """Return the act that a row of the source names, and whether its number is sure.

    The number is sought in the code; when that has only its beginning, in the name.
    """
    code, name = line(code), line(name)
    found = numbers_in(code)
    if len(found) != 1 and code:
        begun = re.sub(r"^\D*", "", code)
        named = [number for number in numbers_in(name) if begun and number.startswith(f"{begun}/")]
        found = named if len(named) == 1 else found[:1] if len(found) == 1 else []
    number = found[0] if len(found) == 1 else (code or name)[:255]
    title = "" if name in {code, number} else name
    return ActDraft(number=number, title=title, kind=kind_of(number, title)), len(found) == 1


def kind_of(number: str, title: str) -> str:
    """Return what sort of act it is, by its number and, for acts of the National Assembly, by its name."""
    suffix = number.rsplit("/", 1)[-1]
    for beginning, kind in KINDS:
        if suffix == beginning or suffix.startswith(f"{beginning}-"):
            return kind
    named = next((kind for kind in _NAMED if title.startswith(kind) or number.startswith(kind)), "")
    if named:
        return named
    if _LAW.search(suffix):
        return "Pháp lệnh" if "UBTVQH" in suffix else "Luật"
    return ""
