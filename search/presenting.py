"""What a search page shows: results with their words marked, and how the question was understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from search.facets import KIND_NAMES, Words
from search.highlighting import LEAST_WEIGHT, Wanted, highlight
from search.paging import Address
from search.ranking import Scored
from search.sources import Card
from search.understanding import Fork, UnderstoodQuery
from search.vietnamese.text import fold, words
from search.words import AskedWords, asked_words

MOST_TWINS = 3
MOST_OFFICIAL = 3
#: Results whose names are looked at for words that nothing has.
LOOKED_AT = 10


@dataclass(frozen=True, slots=True)
class Also:
    """The same procedure at another level or office: what tells it apart, and its address."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One result. `kind` names what it is when it is no procedure."""

    card: Card
    title: SafeString
    kind: Words = ""
    also: tuple[Also, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An ambiguous word and the questions that tell its readings apart."""

    word: str
    readings: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a question was read, for the page to say. `read_as` is the whole question as it was read."""

    asked: tuple[AskedWords, ...]
    read_as: str = ""
    corrections: tuple[tuple[str, str], ...] = ()
    official: tuple[Link, ...] = ()
    place: str = ""
    without: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    exact_url: str = ""
    literal: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is anything to tell."""
        return bool(
            self.asked or self.read_as or self.corrections or self.place or self.without or self.literal
        )


def shown(found: Sequence[Scored], cards: Mapping[str, Card], wanted: Wanted) -> list[Shown]:
    """Results in order; what has no card is not public now. A twin stands in for a leader that is not."""
    results = []
    for item in found:
        held = [cards[ref] for ref in (item.signals.ref, *item.twins) if ref in cards]
        if held:
            results.append(_shown(held[0], held[1:], wanted))
    return results


def _shown(card: Card, twins: Sequence[Card], wanted: Wanted) -> Shown:
    kind = card.ref.partition(":")[0]
    also = tuple(Also(_apart(twin), twin.url) for twin in twins)
    return Shown(card, highlight(card.title, wanted), KIND_NAMES.get(kind, ""), also)


def _apart(twin: Card) -> str:
    """What tells a twin apart: where it is handed in, its code."""
    tags = [item.text for item in twin.meta if item.tag]
    return " · ".join([*tags, twin.code] if twin.code else tags) or twin.title


def refs_of(found: Iterable[Scored]) -> list[str]:
    """The refs of results and of their first twins: one reading at the counter for all."""
    return [ref for item in found for ref in (item.signals.ref, *item.twins[:MOST_TWINS])]


def understanding(query: UnderstoodQuery, address: Address, language: str) -> Understanding:
    """How the question was read; `address` is that of the search."""
    typed = fold(query.text)
    return Understanding(
        asked=tuple(asked_words(query.asked)),
        read_as="" if query.literal else _read_as(query),
        corrections=tuple((c.typed, c.read) for c in query.corrections),
        official=_official(query, typed),
        place=query.place_name,
        without=_as_typed(query.negated, query.text),
        choices=tuple(_choice(fork, language) for fork in query.forks),
        exact_url=Address(query.text, address.filters, literal=True).url(),
        literal=query.literal,
    )


def _read_as(query: UnderstoodQuery) -> str:
    """The question with its marks, else with its corrected words in place of the typed ones."""
    if query.restored:
        return query.restored
    text = query.text
    for correction in query.corrections:
        text = text.replace(correction.typed, correction.read, 1)
    return text if text != query.text else ""


def _official(query: UnderstoodQuery, typed: str) -> tuple[Link, ...]:
    """Official names the question may mean and does not say itself."""
    names = dict.fromkeys(expansion.official for expansion in query.expansions)
    new = [name for name in names if fold(name) not in typed]
    return tuple(Link(name, Address(name).url()) for name in new[:MOST_OFFICIAL])


def _choice(fork: Fork, language: str) -> Choice:
    english = language == "en"
    return Choice(
        fork.word,
        tuple(Link(r.label_en if english else r.label_vi, Address(r.query).url()) for r in fork.readings),
    )


def _as_typed(folded: Iterable[str], text: str) -> tuple[str, ...]:
    """Folded words as the person wrote them."""
    typed = {fold(word): word for word in words(text)}
    return tuple(dict.fromkeys(typed.get(word, word) for word in folded))


def missing_words(query: UnderstoodQuery, found: Sequence[Scored]) -> tuple[str, ...]:
    """Words of the question, as typed, that none of the best results has in its names."""
    held: set[str] = set()
    for item in found[:LOOKED_AT]:
        signals = item.signals
        held |= signals.title.folded | signals.english
        held.update(word for alias in signals.aliases for word in alias.folded)
    meant = [t.folded for t in query.terms if t.weight > LEAST_WEIGHT and not t.alternative]
    meant = [word for word in meant if word not in held and not word.isdigit()]
    return _as_typed(meant, query.text)
