"""What the site knows of how people ask: ask phrases, abbreviations, everyday names, dialect, forks, places, pins.

Built from rows: the shipped lists, or what editors made of them. `understand` only sees a Lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import cast, get_args

from search.sources import AskedField, Place
from search.understanding import tables
from search.understanding.phrases import Found, Phrases
from search.understanding.tables import AbbreviationRow, AskRow, DialectRow, ForkRow, NameRow
from search.vietnamese.prepare import prepare
from search.vietnamese.text import Syllable, fold

ASKED_FIELDS: tuple[AskedField, ...] = get_args(AskedField)


@dataclass(frozen=True, slots=True)
class AskPhrase:
    """A phrase of asking; `asked` is None for one that only asks politely."""

    text: str
    asked: AskedField | None


@dataclass(frozen=True, slots=True)
class EverydayName:
    """What an everyday name may mean: official wordings."""

    official: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """What an abbreviation stands for, in the context of words (folded phrases; none: anywhere)."""

    expansions: tuple[str, ...]
    context: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A unit that a name may mean. `sure` names say their kind ("phường Cẩm Phô")."""

    key: str
    current: str
    sure: bool
    old: bool


@dataclass(frozen=True, slots=True)
class Pin:
    """A ref that an editor puts first, on the days between (inclusive; None: without end)."""

    ref: str
    starts: date | None = None
    ends: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return (self.starts is None or self.starts <= on) and (self.ends is None or on <= self.ends)


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything a lexicon is made of."""

    asks: Sequence[AskRow] = ()
    names: Sequence[NameRow] = ()
    abbreviations: Sequence[AbbreviationRow] = ()
    dialect: Sequence[DialectRow] = ()
    forks: Sequence[ForkRow] = ()
    places: Sequence[Place] = ()
    pins: Sequence[tuple[str, Pin]] = ()


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Immutable; made by `of`. `exact` and `bare` are its words as written and without marks: neither slips nor
    keystrokes."""

    asks: Phrases[AskPhrase]
    names: Phrases[EverydayName]
    abbreviations: Phrases[Abbreviation]
    dialect: Phrases[str]
    forks: Phrases[ForkRow]
    places: Phrases[PlaceName]
    pins: Mapping[str, tuple[Pin, ...]] = field(default_factory=dict)
    exact: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()

    @classmethod
    def of(cls, rows: Rows) -> Lexicon:
        """Raises ValueError on an ask phrase whose meaning is not known."""
        asks = Phrases((row.phrase, _ask(row)) for row in rows.asks)
        names = Phrases((name, EverydayName(row.official)) for row in rows.names for name in row.everyday)
        short = Phrases((row.short, _abbreviation(row)) for row in rows.abbreviations)
        dialect = Phrases((row.word, row.standard) for row in rows.dialect)
        places = Phrases(pair for place in rows.places for pair in _place_names(place))
        pins: dict[str, tuple[Pin, ...]] = {}
        for query, pin in rows.pins:
            pins[fold(query)] = (*pins.get(fold(query), ()), pin)
        forks = Phrases((row.word, row) for row in rows.forks)
        listed = [one.words for one in (asks, names, short, dialect, places)]
        exact = frozenset(s.exact for words in listed for s in words)
        bare = frozenset(s.folded for words in listed for s in words)
        return cls(asks, names, short, dialect, forks, places, pins, exact, bare)

    def knows(self, word: Syllable) -> bool:
        """Whether a word as typed is one of this lexicon's."""
        return word.exact in self.exact or (not word.marked and word.folded in self.bare)

    def asked_at(self, query: Sequence[Syllable], start: int, *, marked: bool) -> Found[AskPhrase] | None:
        """The longest phrase of asking at a place; `marked`: the query has marks somewhere, so that a bare word is
        one without marks. A single word must be written as listed: bare "thi" may be "thì" or an exam, so the list
        names the bare forms that are safe."""
        found = self.asks.at(query, start, strict=marked)
        if found and (marked or found.size > 1):
            return found
        return self.asks.at(query[: start + 1], start, strict=True)

    def pinned(self, text: str, on: date) -> tuple[str, ...]:
        """Refs that editors put first for this query on a day, in their order."""
        pins = self.pins.get(fold(text), ()) if self.pins else ()
        return tuple(dict.fromkeys(pin.ref for pin in pins if pin.holds(on)))


def _ask(row: AskRow) -> AskPhrase:
    if row.meaning not in (*ASKED_FIELDS, "stop"):
        raise ValueError(f"ask phrase {row.phrase!r}: unknown meaning {row.meaning!r}")
    return AskPhrase(row.phrase, None if row.meaning == "stop" else cast(AskedField, row.meaning))


def _abbreviation(row: AbbreviationRow) -> Abbreviation:
    return Abbreviation(row.expansions, tuple(prepare(word).folded for word in row.context))


#: Words before a unit's own name; without one a name is less sure to be a place.
_KINDS = (
    "thành phố", "thị xã", "thị trấn", "đặc khu", "phường", "quận", "huyện", "tỉnh", "xã", "tp",
)  # fmt: skip


def _place_names(place: Place) -> Iterable[tuple[str, PlaceName]]:
    """The name with and without its kind; also "tp", which people write."""
    old = place.name != place.current
    kind = next((one for one in _KINDS if place.name.lower().startswith(f"{one} ")), "")
    bare = place.name[len(kind) :].strip()
    yield place.name, PlaceName(place.key, place.current, bool(kind), old)
    if not kind:
        return
    if kind == "thành phố":
        yield f"tp {bare}", PlaceName(place.key, place.current, True, old)
    if not bare.isdigit():
        yield bare, PlaceName(place.key, place.current, False, old)


def read_phrases(lines: Iterable[str]) -> Lexicon:
    """A lexicon of ask phrases alone, from TSV lines. Raises ValueError on a line whose meaning is not known."""
    return Lexicon.of(Rows(asks=[tables.ask_row(cells) for cells in tables.entries(lines)]))


@lru_cache(maxsize=1)
def shipped_rows() -> Rows:
    """The rows of `search/seed`. Raises ValueError on a line that can't be read."""

    def cells(kind: str) -> Iterable[list[str]]:
        return tables.entries(tables.shipped_lines(kind))

    return Rows(
        asks=[tables.ask_row(one) for one in cells("ask")],
        names=[tables.name_row(one) for one in cells("name")],
        abbreviations=[tables.abbreviation_row(one) for one in cells("abbreviation")],
        dialect=[tables.dialect_row(one) for one in cells("dialect")],
        forks=[tables.fork_row(one) for one in cells("fork")],
    )


@lru_cache(maxsize=1)
def shipped() -> Lexicon:
    """The lexicon of `search/seed`."""
    return Lexicon.of(shipped_rows())
