"""Numbers of legal acts: many writings, one act."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from .provinces import province_of, titled
from .shapes import ActDraft, ProcedureDraft
from .text import line, matching

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
_LOCAL: Final = (
    ("NQ-HĐND", "Hội đồng nhân dân"),
    ("QĐ-UBND", "Ủy ban nhân dân"),
    ("CT-UBND", "Ủy ban nhân dân"),
    ("KH-UBND", "Ủy ban nhân dân"),
)
_KIND_ALONE: Final = re.compile(
    r"(?:(?:bộ luật|luật|pháp lệnh|nghị quyết|nghị định|thông tư|quyết định)(?: liên tịch)?)?(?: số)?:?",
    re.IGNORECASE,
)
_MARKS: Final = " .;,:-–+*()[]/"
_OPENS_WITH_KIND: Final = re.compile(
    r"(?:Bộ luật|Luật|Nghị định|Nghị quyết|Thông tư|Quyết định) (?:số )?(?=\d)"
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
    found = _NUMBER.finditer(_spelt(text))
    return list(dict.fromkeys(filter(None, (_normal(*one.groups()) for one in found))))


def _spelt(text: str) -> str:
    """``text`` on one line, with the letters, capitals and blanks that numbers of acts should have."""
    text = line(text).replace("Ð", "Đ")
    text = re.sub(r"(?i)\bn[dđ]\s?[-–]\s?cp\b", "NĐ-CP", text)
    text = re.sub(r"(?<=/)[a-zđ]{2,4}(?:-[a-zđ]{2,5}\b|(?=-))", lambda found: found[0].upper(), text)
    return re.sub(r"(?i)\b(số|TT|NĐ|NQ|QĐ)(?=\d+/)", r"\1 ", text).replace("//", "/").lstrip(". ")


def _normal(number: str, year: str | None, suffix: str) -> str:
    suffix = re.sub(r"\s*[-–_/]\s*", "-", suffix)
    if "-" not in suffix and not _LAW.search(suffix):
        return ""
    suffix = re.sub(r"-TTG$", "-TTg", suffix.upper())
    return f"{number}/{year}/{suffix}" if year else f"{number}/{suffix}"


def act_of(code: str, name: str, publisher: str = "") -> tuple[ActDraft, bool]:
    """Return the act that a row of the source names, and whether its number is sure.

    The number is sought in the code; when that has only its beginning, in the name. ``publisher``: who published
    the procedure; an act of a province that names none may be that province's.
    """
    code, name = line(code), line(name)
    found = numbers_in(code)
    if len(found) != 1 and code:
        begun = re.sub(r"^\D*", "", code)
        named = [number for number in numbers_in(name) if begun and number.startswith(f"{begun}/")]
        found = named if len(named) == 1 else [] if found else _opening(name)
    number = found[0] if len(found) == 1 else (code or name)[:255]
    title = "" if name == number or _says_only(name, number) else name
    issuer = issuer_of(number, f"{code} {name}", publisher)
    act = ActDraft(number=number, title=title, kind=kind_of(number, name), issuer_vi=issuer)
    return act, len(found) == 1


def beside_number(code: str, act: ActDraft) -> str:
    """What a code says besides the number of its act and the kind, where the title does not say it, too."""
    if act.number == line(code)[:255]:
        return ""
    words = _NUMBER.sub(lambda found: "" if _normal(*found.groups()) else found[0], _spelt(code)).split()
    left = " ".join(word for word in words if not act.number.startswith(word.strip(_MARKS) or word))
    left = left.strip(_MARKS)
    if _KIND_ALONE.fullmatch(f" {left}") or _KIND_ALONE.fullmatch(left) or _LONE_KINDS.match(left):
        return ""
    title = line(act.title.replace(act.number, " "))
    return "" if matching(left) in matching(title) else left


def _opening(name: str) -> list[str]:
    """The number with which a title opens: "Nghị định số 41/2016/NĐ-CP …"."""
    opening = _OPENS_WITH_KIND.match(name)
    numbers = numbers_in(name)
    return numbers[:1] if opening and numbers and name[opening.end() :].startswith(numbers[0]) else []


def _says_only(title: str, number: str) -> bool:
    """Whether a title says no more than the kind of the act and its number: "Nghị định 31/2018/NĐ-CP"."""
    left = title.replace("Ð", "Đ").replace(number, "").strip(" .;,:-–+*")
    return _KIND_ALONE.fullmatch(left) is not None


def issuer_of(number: str, text: str, publisher: str) -> str:
    """Return the council or committee that issued an act of a province; "" for other acts and when it is not sure.

    Every province numbers its own. The province is the one that ``text`` names. When it names none, it is that of
    the publisher, but only where no other province became part of it on 2025-07-01 or the act is younger than that.
    """
    body = next((name for suffix, name in _LOCAL if number.endswith(suffix)), "")
    if not body:
        return ""
    year = re.search(r"/(\d{4})/", number)
    province = province_of(text, publisher, int(year[1]) if year else 0)
    return f"{body} {titled(province)}" if province else ""


def issuer_unclear(act: ActDraft) -> bool:
    """Whether an act is a province's and nobody says which one's."""
    return not act.issuer_vi and any(act.number.endswith(suffix) for suffix, _ in _LOCAL)


def identity(number: str, issuer: str) -> str:
    """The key of an act: its number and, for an act of a province, who issued it."""
    return f"{number} {issuer}".strip()


def note_other_titles(drafts: Iterable[ProcedureDraft], titles: Mapping[str, str]) -> None:
    """Leave a finding for each act that the source calls otherwise than it is known.

    ``titles``: of acts known already, by :func:`identity`. An act not among them gets its first title in ``drafts``.
    """
    known = dict(titles)
    drafts = list(drafts)
    for basis in (basis for draft in drafts for basis in draft.bases):
        key = identity(basis.act.number, basis.act.issuer_vi)
        if key not in titles and not known.get(key):
            known[key] = basis.act.title
    for draft in drafts:
        for basis in draft.bases:
            act = basis.act
            title = known[identity(act.number, act.issuer_vi)]
            if act.title and matching(act.title) != matching(title):
                draft.find("act-titled-otherwise", basis.place, f"{act.number} | {act.title}")


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
