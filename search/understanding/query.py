"""What a query is understood to be: weighted terms and everything that was read between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from search.sources import AskedField
from search.vietnamese.reading import How

MAX_CHARS = 200
MAX_TERMS = 20


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the query. A bare word may stand for any marks; a marked one also votes for its marks.

    An `alternative` is another reading of a word that votes too; it has no neighbours.
    """

    exact: str
    folded: str
    weight: float = 1.0
    alternative: bool = False

    @property
    def marked(self) -> bool:
        """Whether the person wrote marks on it."""
        return self.exact != self.folded


@dataclass(frozen=True, slots=True)
class Expansion:
    """The official wording of something `said` (an everyday name, an abbreviation); one of several alternatives.

    Its terms vote as a clause of their own with `weight` beside the words of the query, never in their place.
    """

    said: str
    official: str
    terms: tuple[Term, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Correction:
    """A word read otherwise than typed: keys of Telex or VNI, or a slip."""

    typed: str
    read: str
    how: How


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an ambiguous word, and the query that asks for it alone."""

    label_vi: str
    label_en: str
    query: str


@dataclass(frozen=True, slots=True)
class Fork:
    """A word of the query that may mean different things, when nothing else in the query tells which."""

    word: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class UnderstoodQuery:
    """A reading of a query.

    `text` is what was searched (cut to the limits), `cut` says that it was cut. `asked_words` and `negated` are
    folded; `restored` is the whole query with marks, empty when that is not sure or not different. `levels` are
    keys of the facet "level", `audience` of "audience". `place` is a unit's slug, empty when the name may be
    several units; `place_name` its name today. `steps` say in Vietnamese what was done. `literal`: nothing was
    read otherwise than typed.
    """

    text: str
    terms: tuple[Term, ...]
    asked: tuple[AskedField, ...] = ()
    asked_words: tuple[str, ...] = ()
    code: str = ""
    cut: bool = False
    expansions: tuple[Expansion, ...] = ()
    corrections: tuple[Correction, ...] = ()
    restored: str = ""
    forks: tuple[Fork, ...] = ()
    negated: tuple[str, ...] = ()
    audience: str = ""
    levels: tuple[str, ...] = ()
    place: str = ""
    place_name: str = ""
    steps: tuple[str, ...] = ()
    literal: bool = False
    alternative_pairs: tuple[tuple[str, float], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to search for."""
        return not self.terms and not self.code

    @property
    def bigrams(self) -> tuple[tuple[str, float], ...]:
        """Neighbouring pairs with the smaller weight of the two, also those of alternative readings."""
        pairs = pairwise(term for term in self.terms if not term.alternative)
        own = tuple((f"{a.folded}_{b.folded}", min(a.weight, b.weight)) for a, b in pairs)
        return own + self.alternative_pairs
