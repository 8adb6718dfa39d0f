"""Everyday names of procedures that would lead a person astray.

A name is compared in the form in which search reads it: without marks, "hoà" = "hòa", "lý" = "lí". Procedures whose
titles differ only in a closing bracket, "(cấp xã)" and "(cấp tỉnh)", are one family and may share their names.
Raises nothing.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from search.vietnamese.text import fold

Rule = Literal[
    "title", "shared", "crowded", "twice", "short", "generic", "long", "digits", "composed", "loose"
]

#: Rules that no name of the shipped list breaks; "shared" is a question to a person, not a mistake.
MISTAKES: Final[frozenset[Rule]] = frozenset(
    {"title", "crowded", "twice", "short", "generic", "long", "digits", "composed", "loose"}
)
SHORTEST = 4  # letters and digits
LONGEST = 60  # characters
MOST_FAMILIES = 4  # a name of more families than search offers in a fork says nothing
GENERIC: Final = frozenset(
    fold(name)
    for name in (
        "thủ tục",
        "hồ sơ",
        "giấy tờ",
        "giấy phép",
        "giấy chứng nhận",
        "chứng chỉ",
        "xin phép",
        "xin giấy phép",
        "đăng ký",
        "cấp mới",
        "cấp lại",
        "cấp đổi",
        "làm lại",
        "gia hạn",
        "thu hồi",
        "điều chỉnh",
        "chấm dứt",
        "tạm ngừng",
        "mất giấy",
        "mất giấy tờ",
        "làm giấy",
        "làm giấy tờ",
        "hỗ trợ",
        "trợ cấp",
        "xác nhận",
        "giấy xác nhận",
        "xin tiền",
        "nộp tiền",
        "lệ phí",
        "thông báo",
        "khai báo",
        "báo mất",
        "ra xã",
        "ra phường",
        "",
    )
)
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_OPENING = re.compile(r"^thu tuc (?!hai quan)")


@dataclass(frozen=True, slots=True)
class NameProblem:
    """A name of a procedure, the rule it breaks, and the codes of the procedures it also leads to."""

    code: str
    name: str
    rule: Rule
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """Every procedure's family and, by the searched form, the codes that own a title or a name."""

    families: Mapping[str, frozenset[str]]
    titles: Mapping[str, frozenset[str]]
    names: Mapping[str, frozenset[str]]


def known(titles: Mapping[str, Sequence[str]], names: Mapping[str, Sequence[str]]) -> Known:
    """Index the titles (official, plain) and the names of all procedures, by code."""
    return Known(
        {code: frozenset(map(family, filter(None, own))) for code, own in titles.items()},
        _by_form({code: [_bare(title) for title in own] for code, own in titles.items()}),
        _by_form(names),
    )


def family(title: str) -> str:
    """Return what procedures of one family share: "Cấp lại thẻ căn cước (cấp xã)" -> "cap lai the can cuoc"."""
    return _OPENING.sub("", fold(_BRACKET.sub("", title)))


def problems(code: str, names: Sequence[str], everything: Known) -> Iterator[NameProblem]:
    """Yield what is wrong with the names of one procedure."""
    seen: set[str] = set()
    for name in names:
        form = fold(name)
        if form in seen:
            yield NameProblem(code, name, "twice")
        seen.add(form)
        yield from (NameProblem(code, name, rule) for rule in _by_itself(name, form))
        yield from _beside_others(code, name, form, everything)


def all_problems(
    titles: Mapping[str, Sequence[str]], names: Mapping[str, Sequence[str]]
) -> Iterator[NameProblem]:
    """Yield what is wrong with the names of all procedures, by code."""
    everything = known(titles, names)
    for code in sorted(names):
        yield from problems(code, names[code], everything)


def _by_itself(name: str, form: str) -> Iterator[Rule]:
    if not unicodedata.is_normalized("NFC", name):
        yield "composed"
    if name != " ".join(name.split()):
        yield "loose"
    if len(name) > LONGEST:
        yield "long"
    bare = form.replace(" ", "")
    if bare.isdigit():
        yield "digits"
    elif len(bare) < SHORTEST:
        yield "short"
    elif form in GENERIC:
        yield "generic"


def _beside_others(code: str, name: str, form: str, everything: Known) -> Iterator[NameProblem]:
    titled = _strangers(code, everything.titles.get(form, frozenset()), everything)
    if titled and code not in everything.titles[form]:
        yield NameProblem(code, name, "title", titled)
    named = _strangers(code, everything.names.get(form, frozenset()), everything)
    if named:
        count = len({min(everything.families.get(other) or {other}) for other in (code, *named)})
        yield NameProblem(code, name, "crowded" if count > MOST_FAMILIES else "shared", named)


def _strangers(code: str, codes: frozenset[str], everything: Known) -> tuple[str, ...]:
    own = everything.families.get(code, frozenset())
    return tuple(
        sorted(
            other
            for other in codes
            if other != code and not own & everything.families.get(other, frozenset())
        )
    )


def _bare(title: str) -> str:
    return _BRACKET.sub("", title)


def _by_form(texts: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for code, own in texts.items():
        for text in own:
            if text:
                found[fold(text)].add(code)
    return {form: frozenset(codes) for form, codes in found.items()}
