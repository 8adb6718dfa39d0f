"""Families of procedures: a base procedure, its special forms, the same thing at other levels, earlier titles.

`propose` reads titles and guesses; people confirm what is right in ``seed/families.tsv``, and only that is used.
Reading the list aside, pure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from search.vietnamese.text import fold

from .importing import seeds

Role = Literal["base", "form", "level", "former"]
ROLES: Final[tuple[Role, ...]] = ("base", "form", "level", "former")

#: Words at the end of a title that say who decides, not what is done (folded).
_WHO: Final = re.compile(
    r"( thuoc tham quyen.*| thuc hien (tai|o) cap [\w ]+| (tai |o )?cap (tinh|xa|bo|huien|trung uong|tw)"
    r"| (tai )?(dia phuong|trung uong|cong an cap (tinh|xa)))+$"
)
#: What is done to a paper that exists already: such a procedure is a special form of the one that gives it.
_AGAIN: Final = re.compile(
    r"^(cap lai|cap doi|cap sua doi bo sung|cap dieu chinh|sua doi bo sung|dieu chinh|gia han|thu hoi|dang ki lai|"
    r"dang ki thai doi|doi|xoa dang ki|huy) "
)
_GIVES: Final = re.compile(r"^(cap moi|cap lan dau|cap|dang ki lan dau|dang ki) ")
LEAST_WORDS: Final = 2
#: Two titles that share so much of their words and their beginning, at the same level, are one procedure's old and
#: new title.
SAME_TITLE: Final = 0.9
SAME_START: Final = 3


@dataclass(frozen=True, slots=True)
class Titled:
    """A procedure as a family sees it; `known` is how many everyday names it has."""

    code: str
    title: str
    topic: str = ""
    levels: tuple[str, ...] = ()
    known: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """A procedure's place in its family."""

    family: str
    code: str
    role: Role


def bare(title: str) -> str:
    """A folded title without "thủ tục" and without the words that say who decides."""
    folded = fold(title).removeprefix("thu tuc ")
    return _WHO.sub("", folded) or folded


def subject(title: str) -> str:
    """What a title is about: without what is done with it."""
    told = bare(title)
    return _GIVES.sub("", _AGAIN.sub("", told))


def propose(procedures: Iterable[Titled]) -> Iterator[list[Member]]:
    """Families of two or more, guessed within each topic; the base first."""
    by_topic: dict[str, list[Titled]] = defaultdict(list)
    for one in procedures:
        by_topic[one.topic].append(one)
    for topic in sorted(by_topic):
        yield from _in_topic(by_topic[topic])


def _in_topic(procedures: Sequence[Titled]) -> Iterator[list[Member]]:
    """Shorter titles first: each is the base of those left whose subject contains its own."""
    left = sorted(_once(procedures), key=_before)
    while left:
        base, *others = left
        about = subject(base.title)
        if len(about.split()) < LEAST_WORDS or _is_again(base):
            left = others
            continue
        close = [one for one in others if f" {about} " in f" {subject(one.title)} "]
        if close:
            yield _family(base, close)
        taken = {one.code for one in close}
        left = [one for one in others if one.code not in taken]


def _before(one: Titled) -> tuple[bool, int, bool, int, str]:
    """Short titles are bases; of level twins the one nearest to people."""
    return _is_again(one), len(bare(one.title).split()), "commune" not in one.levels, -one.known, one.code


def _once(procedures: Iterable[Titled]) -> Iterator[Titled]:
    """Without copies, title and levels the same: search shows those as one without being told."""
    seen: set[tuple[str, frozenset[str]]] = set()
    for one in sorted(procedures, key=lambda p: (-p.known, p.code)):
        key = fold(one.title), frozenset(one.levels)
        if key not in seen:
            seen.add(key)
            yield one


def _is_again(one: Titled) -> bool:
    return bool(_AGAIN.match(bare(one.title)))


def _family(base: Titled, others: Sequence[Titled]) -> list[Member]:
    return [Member(base.code, base.code, "base")] + [
        Member(base.code, one.code, _role(base, one)) for one in sorted(others, key=lambda o: o.code)
    ]


def _role(base: Titled, other: Titled) -> Role:
    ours, theirs = bare(base.title).split(), bare(other.title).split()
    if ours == theirs and set(base.levels) != set(other.levels):
        return "level"
    alike = len(set(ours) & set(theirs)) / len(set(ours) | set(theirs))
    same = ours[:SAME_START] == theirs[:SAME_START] and alike >= SAME_TITLE
    return "former" if same and base.levels == other.levels else "form"


def read_families(rows: Iterable[Mapping[str, str]]) -> dict[str, Member]:
    """Members by code. Raises ValueError on a role that is not known, or a code that stands twice."""
    members: dict[str, Member] = {}
    for row in rows:
        role = next((known for known in ROLES if known == row["role"]), None)
        if role is None or row["code"] in members:
            raise ValueError(f"families: {row['code']}: role {row['role']!r}, or listed twice")
        members[row["code"]] = Member(row["family"], row["code"], role)
    return members


@cache
def shipped() -> Mapping[str, Member]:
    """The confirmed members by code. Raises ValueError as `read_families`."""
    return read_families(seeds.rows("families.tsv"))


@cache
def _by_family() -> Mapping[str, tuple[Member, ...]]:
    families: dict[str, list[Member]] = defaultdict(list)
    for member in shipped().values():
        families[member.family].append(member)
    return {family: tuple(members) for family, members in families.items()}


def relatives(code: str) -> tuple[Member, ...]:
    """The other members of a procedure's family, the base first; none when it has no family."""
    own = shipped().get(code)
    return tuple(member for member in _by_family()[own.family] if member.code != code) if own else ()
