"""The unit of today that somebody means who says where they live, by any name the place has had."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Final

from catalogue.models import Unit
from portal.core.collation import collation_key

from .names import Known, Names, Now, names
from .wording import COMMUNE_KINDS, MOST_READINGS, Named, readings, segments

MOST_CHOICES: Final = 40
_DISTRICTS: Final = frozenset(("quan", "huyen", "thi xa", "thanh pho"))
_PROVINCES: Final = frozenset(("tinh", "thanh pho"))


@dataclass(frozen=True, slots=True)
class OldName:
    """An old name that matched. ``parent``: what it belonged to, "" when not known or when it was a district."""

    name: str
    parent: str = ""
    partial: bool = False
    renamed: bool = False
    """Whether the unit of today took in nothing else: "nay là" instead of "nay thuộc"."""
    district: bool = False

    def __str__(self) -> str:
        return f"{self.name}, {self.parent}" if self.parent else self.name


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit of today that may be meant, and the old name that led to it (None: its own name)."""

    unit: Unit
    by: OldName | None = None

    @property
    def parent(self) -> Unit | None:
        """Its province."""
        return self.unit.parent


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """What a text names.

    ``unit`` when exactly one is meant, or only one in the centre's own province: then ``choices`` holds the others.
    Without ``unit`` the choices are what may be meant. ``ended``: a unit that is no more and whose successor is not
    known. ``unread``: the part of the text in which nothing was recognised.
    """

    unit: Unit | None = None
    choices: tuple[Choice, ...] = ()
    said: OldName | None = None
    ended: Unit | None = None
    unread: str = ""
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.unit or self.choices or self.ended)


NOTHING: Final = PlaceFound()


def find_places(text: str) -> PlaceFound:
    """Return what ``text`` names: one query, none for what is no name of a place; never raises for any text."""
    parts = segments(text)
    if not parts:
        return NOTHING
    known = names()
    read = [readings(part, known.known) for part in parts]
    unread = [part for part, rows in zip(parts, read, strict=True) if not rows]
    rows = _rows([rows for rows in read if rows])
    hits = _hits(rows, known)
    doubtful = any(part[0].plain in _KIND_WORDS for part in unread)
    said = ", ".join(" ".join(word.raw for word in part) for part in unread)
    return replace(_result(hits, known, doubtful) if hits else _ended(rows, known), unread=said)


#: With these before it, a part in which nothing was recognised names a commune, and is no street.
_KIND_WORDS: Final = frozenset(("phuong", "xa", "thi", "p", "tt", "dac"))


def _rows(read: Sequence[Sequence[tuple[Named, ...]]]) -> list[tuple[Named, ...]]:
    """The ways to read all parts together, those with the fewest names that take the most words first."""
    every = (sum(ways, ()) for ways in islice(product(*read), MOST_READINGS))
    return sorted((row for row in every if row), key=_plainness)


def _plainness(row: Sequence[Named]) -> tuple[int, int]:
    return len(row), -sum(len(named.plain) for named in row)


def _hits(rows: Sequence[tuple[Named, ...]], known: Names) -> list[Known]:
    """What is meant by the plainest reading that means anything, and by others as plain."""
    hits: list[Known] = []
    for at, row in enumerate(rows):
        if hits and _plainness(row) > _plainness(rows[at - 1]):
            break
        hits += [hit for hit in _meant(row, known) if hit not in hits]
    return hits


def _meant(row: Sequence[Named], known: Names) -> list[Known]:
    """The entries that the first name means which lies in all the others; people may begin with the largest."""
    for at, named in enumerate(row):
        others = [*row[:at], *row[at + 1 :]]
        found = [entry for entry in _named(named, known) if all(_lies_in(entry, other) for other in others)]
        if not found:
            found = [
                entry
                for entry in _named(named, known)
                if entry.loose and all(_may_lie_in(entry, other, known) for other in others)
            ]
        if found:
            return found
    return []


def _named(named: Named, known: Names) -> list[Known]:
    """Entries of a name; of the kind said if there are any, else of a kind people mix up with it."""
    found: Sequence[Known] = known.by_plain.get(named.plain, ())
    if named.kind:
        same = [entry for entry in found if entry.key.kind == named.kind]
        found = same or [entry for entry in found if _alike(entry.key.kind, named.kind)]
    if named.has_marks:
        found = [entry for entry in found if entry.key.marked == named.marked] or found
    return list(found)


def _alike(one: str, other: str) -> bool:
    return any(one in kinds and other in kinds for kinds in (COMMUNE_KINDS, _DISTRICTS, _PROVINCES))


def _lies_in(entry: Known, other: Named) -> bool:
    return any(
        plain == other.plain and (not other.kind or kind == other.kind or _alike(kind, other.kind))
        for kind, plain in entry.scopes
    )


def _may_lie_in(entry: Known, other: Named, known: Names) -> bool:
    return _lies_in(entry, other) or other.plain in known.districts


def _result(hits: Sequence[Known], known: Names, doubtful: bool) -> PlaceFound:
    choices = _choices(hits, known)
    sure = [now for now, by in choices if by is None or not by.partial]
    at_home = [now for now in sure if now.parent in known.home or now.pk in known.home]
    one = None
    if not doubtful and len(choices) == len(sure) == 1:
        one = sure[0]
    elif not doubtful and len(at_home) == 1 and len(_at_home(choices, known)) == 1:
        one = at_home[0]
    said = next((by for now, by in choices if one and now.pk == one.pk), None)
    shown = [(now, by) for now, by in choices if one is None or now.pk != one.pk]
    return PlaceFound(
        unit=_unit(one, known) if one else None,
        choices=tuple(Choice(_unit(now, known), by) for now, by in shown[:MOST_CHOICES]),
        said=said,
        more=max(0, len(shown) - MOST_CHOICES),
    )


def _at_home(choices: Iterable[tuple[Now, OldName | None]], known: Names) -> list[Now]:
    return [now for now, _by in choices if now.parent in known.home or now.pk in known.home]


def _choices(hits: Sequence[Known], known: Names) -> list[tuple[Now, OldName | None]]:
    """Units with the nearest name that led to each: its own before an old one, an old one before a district."""
    found: dict[int, OldName | None] = {}
    for how in ("today", "former", "district"):
        for hit in hits:
            for pk in hit.units if hit.how == how else ():
                found.setdefault(pk, _old(hit))
    said = {hit.key.plain for hit in hits}
    choices = [(known.units[pk], by) for pk, by in found.items()]
    return sorted(choices, key=lambda choice: _order(choice, said, known))


def _order(
    choice: tuple[Now, OldName | None], said: set[str], known: Names
) -> tuple[bool, bool, bool, str, str]:
    now, by = choice
    away = now.parent not in known.home and now.pk not in known.home
    return away, by is not None, now.key.plain not in said, collation_key(now.name_vi), now.code


def _old(hit: Known) -> OldName | None:
    if hit.how == "today":
        return None
    return OldName(hit.name, hit.parent, hit.partial, hit.whole, hit.how == "district")


def _unit(now: Now, known: Names) -> Unit:
    return now.unit(known.units.get(now.parent) if now.parent else None)


def _ended(rows: Iterable[Sequence[Named]], known: Names) -> PlaceFound:
    """A unit that is no more, when nothing of today has the name."""
    gone = {now.pk: now for row in rows if row for now in _gone(row[0], known)}
    return PlaceFound(ended=_unit(next(iter(gone.values())), known)) if len(gone) == 1 else NOTHING


def _gone(named: Named, known: Names) -> Iterator[Now]:
    for now in known.ended.get(named.plain, ()):
        if not named.kind or _alike(now.key.kind, named.kind):
            yield now
