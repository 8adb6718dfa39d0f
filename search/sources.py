"""What an app implements to be found: the contract between `search` and everything that has pages.

`search` knows no page type. An app that wants to be found writes one class with the methods of
`SearchSource` and registers one instance in its ``AppConfig.ready``::

    from search.sources import register
    register(ProcedureSource())

A thing is named by its *ref*, "kind:key" ("procedure:1.001193", "news:88"). Refs are also the outbox
keys of the topic "search": ``outbox.add("search", ref, seq=seq)`` in the transaction that publishes,
unpublishes or renames is all that an app does to stay up to date.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol, runtime_checkable

Language = Literal["vi", "en"]
AskedField = Literal["papers", "fee", "time", "place", "form", "conditions", "online"]
AnswerStatus = Literal["amount", "free", "council", "unknown"]

#: Facet names that the engines index; a document's other facets are refused. The values are short keys
#: ("commune", a topic's slug), never words for people.
FACETS = ("kind", "level", "channel", "topic", "audience", "life_event", "agency", "online", "fee")


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """Everything an engine indexes of one thing, as plain text: preparation is the engine's work.

    `seq` grows with each change (``CounterEntry.seq``); an engine never lets a smaller one overwrite a
    greater one. `public` False makes a hidden document: it keeps its place and seq, and is never found.
    `body` is (field name, text) with "summary" and "steps" weighted; other names count as "summary".
    Facet keys: level = ministry | province | commune | vertical; channel = in_person | post | online;
    audience = citizen | business | …; online = none | part | full; fee = known | free | council | unknown.
    `code` is the procedure's code ("1.004884"), else empty.
    `family` is a key that variants of one procedure share, empty when unknown. `popularity` is 0..1.
    `is_base` marks the default member of the family.
    """

    ref: str
    seq: int
    public: bool = True
    title_vi: str = ""
    title_en: str = ""
    official_title: str = ""
    aliases: tuple[str, ...] = ()
    body: tuple[tuple[str, str], ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    code: str = ""
    popularity: float = 0.0
    family: str = ""
    is_base: bool = False

    @property
    def kind(self) -> str:
        """The part of the ref before the colon."""
        return self.ref.partition(":")[0]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The asked field answered on a result ("Lệ phí: 8.000 đ mỗi bản sao · Thông tư …").

    `label` ("Lệ phí"), `value` and `source` are words in the language asked for. `status` chooses the look:
    "free" only when a source says so; a stated time, place or number of papers is "amount"; a value that
    is not known is "unknown" with words that say so, never a zero or a dash.
    """

    label: str
    status: AnswerStatus
    value: str
    source: str = ""
    lang: Language | None = None


@dataclass(frozen=True, slots=True)
class MetaItem:
    """One item of the small line under a result. `icon` is a name in the sprite: "clock", "paper", "pin"."""

    text: str
    icon: str = ""
    tag: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """What one result shows; `title_lang`, `summary_lang`: set when not the page's language."""

    ref: str
    url: str
    title: str
    summary: str = ""
    answers: tuple[AnswerRow, ...] = ()
    meta: tuple[MetaItem, ...] = ()
    code: str = ""
    title_lang: Language | None = None
    summary_lang: Language | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title, everyday name or place with an address, for suggestions and the page without results."""

    text: str
    url: str
    note: str = ""
    ref: str = ""
    lang: Language | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's name people write in a query; `current` is the name it has now (the same when unchanged)."""

    name: str
    current: str
    key: str
    level: Literal["province", "district", "commune"]


@runtime_checkable
class SearchSource(Protocol):
    """One kind of thing that can be found. Extend `BaseSource` to write only what differs."""

    @property
    def kind(self) -> str:
        """The part of a ref before the colon."""
        ...

    def document(self, ref: str) -> SearchDocument | None:
        """The newest document of `ref` (also when not public: its seq matters); None when there is none."""
        ...

    def documents(self) -> Iterator[SearchDocument]:
        """Every public document, streamed (``iterator(chunk_size=…)``): the input of a rebuild."""
        ...

    def count(self) -> int:
        """How many `documents` will give, for progress and checks."""
        ...

    def cards(
        self, refs: Sequence[str], asked: frozenset[AskedField], language: Language, on: date
    ) -> Mapping[str, Card]:
        """What results show, in force on day `on`, read in one query; what is not public is absent."""
        ...

    def labels(
        self, wanted: Mapping[str, Collection[str]], language: Language
    ) -> Mapping[tuple[str, str], str]:
        """Words for facet values, {(facet, key): words}, in as few queries as possible (one, or a cache).

        Only topic, life_event and agency are asked; the fixed facets are worded by `search` itself. What is
        absent is not offered as a filter.
        """
        ...

    def titles(self, language: Language) -> Iterator[Suggestion]:
        """Names to suggest while typing: of each thing its title, then, with the same ref, its everyday names."""
        ...

    def places(self) -> Iterator[Place]:
        """Names of units, old and new."""
        ...

    def popular(self, language: Language, limit: int) -> Sequence[Suggestion]:
        """What is offered when nothing was found (at most one query)."""
        ...

    def related(self, ref: str, language: Language) -> Sequence[Suggestion]:
        """Other forms of the same thing, the base first (at most one query)."""
        ...


class BaseSource:
    """Empty answers for the optional parts of `SearchSource`."""

    def labels(
        self, wanted: Mapping[str, Collection[str]], language: Language
    ) -> Mapping[tuple[str, str], str]:
        return {}

    def titles(self, language: Language) -> Iterator[Suggestion]:
        return iter(())

    def places(self) -> Iterator[Place]:
        return iter(())

    def popular(self, language: Language, limit: int) -> Sequence[Suggestion]:
        return ()

    def related(self, ref: str, language: Language) -> Sequence[Suggestion]:
        return ()


_registry: dict[str, SearchSource] = {}


def register(source: SearchSource) -> None:
    """Make `source` findable. Raises ValueError when another class already serves its kind."""
    known = _registry.get(source.kind)
    if known is not None and type(known) is not type(source):
        raise ValueError(f"search kind {source.kind!r} is already served by {type(known).__name__}")
    _registry[source.kind] = source


def sources() -> tuple[SearchSource, ...]:
    """All registered sources, in order of registration."""
    return tuple(_registry.values())


def source_of(ref: str) -> SearchSource | None:
    """The source that serves `ref`, None when its kind is unknown."""
    return _registry.get(ref.partition(":")[0])


def document(ref: str) -> SearchDocument | None:
    """The newest document of `ref` from its source; None when source or document is gone."""
    source = source_of(ref)
    return source.document(ref) if source else None


def cards(refs: Iterable[str], asked: frozenset[AskedField], language: Language, on: date) -> dict[str, Card]:
    """Cards of `refs` from all sources (one `cards` call a kind); what is not public is absent."""
    by_kind: dict[str, list[str]] = {}
    for ref in refs:
        by_kind.setdefault(ref.partition(":")[0], []).append(ref)
    found: dict[str, Card] = {}
    for kind, wanted in by_kind.items():
        if kind in _registry:
            found.update(_registry[kind].cards(wanted, asked, language, on))
    return found
