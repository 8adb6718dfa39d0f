"""A search from the typed words to ranked refs and filters, for the page, the evaluation and the command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils import timezone

from search.engines.base import EngineError, EngineQuery, Reader, Statistics
from search.ranking import POOL, Idf, Scored, flat_idf, rescore
from search.ranking.weights import LEVEL_PRIOR
from search.sources import FACETS, Language
from search.understanding import Lexicon, UnderstoodQuery, understand
from search.vietnamese.vocabulary import Vocabulary

Filters = Mapping[str, tuple[str, ...]]

#: A query whose best result holds this share of it in Vietnamese is not tried in English.
WELL_COVERED = 0.75
#: Share of the words that no Vietnamese name has from which on a query may be English.
FOREIGN = 0.4


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One question to the search: words, chosen filters, the language of the page; `literal`: exactly as typed."""

    text: str
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    language: Language = "vi"
    literal: bool = False


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Ranked results (at most the pool), the counts of each filter, and how the words were read."""

    understood: UnderstoodQuery
    found: tuple[Scored, ...]
    facets: Mapping[str, Mapping[str, int]]
    engine: str = ""
    more: bool = False

    @property
    def refs(self) -> list[str]:
        """The refs in order."""
        return [item.signals.ref for item in self.found]


class _Answer(NamedTuple):
    found: tuple[Scored, ...]
    more: bool
    engine: str

    @property
    def covered(self) -> float:
        """The greatest share of the query that a result holds."""
        return max((item.covered for item in self.found), default=0.0)


class SearchService:
    """Search over what answers. `statistics` gives the rarity of words, whichever engine answers; `vocabulary`
    the words of the catalogue; `lexicon` how people ask (the shipped one when None)."""

    def __init__(
        self,
        reader: Reader,
        statistics: Statistics,
        level_prior: Mapping[str, float] = LEVEL_PRIOR,
        vocabulary: Vocabulary | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:
        self.reader = reader
        self._statistics = statistics
        self._level_prior = level_prior
        self._vocabulary = vocabulary
        self._lexicon = lexicon

    def search(self, request: SearchRequest) -> SearchResult:
        """Answer a request. Raises EngineError when no engine can."""
        understood = self.understand(request.text, literal=request.literal)
        if understood.empty:
            return SearchResult(understood, (), {})
        filters = {name: values for name, values in request.filters if values}
        english, whole = self._whole(understood, request.language)
        shown = self._ask(understood, filters, english) if filters else whole
        facets = _facets(whole.found, shown.found, filters)
        return SearchResult(understood, shown.found, facets, shown.engine, shown.more)

    def _whole(self, understood: UnderstoodQuery, language: Language) -> tuple[bool, _Answer]:
        """The answer without filters, and whether English titles were asked: on English pages always, on
        Vietnamese ones when a query without marks is better answered so."""
        if language == "en":
            return True, self._ask(understood, {}, True)
        plain = self._ask(understood, {}, False)
        if plain.covered >= WELL_COVERED or not self._foreign(understood):
            return False, plain
        english = self._ask(understood, {}, True)
        return (True, english) if english.covered > plain.covered else (False, plain)

    def _foreign(self, understood: UnderstoodQuery) -> bool:
        """Whether a query may be English: no marks, and many words that no Vietnamese name has."""
        if any(term.marked for term in understood.terms):
            return False
        idf = self.idf()
        unknown = sum(idf.unknown(term.folded) for term in understood.terms)
        return unknown >= FOREIGN * len(understood.terms)

    def _ask(self, understood: UnderstoodQuery, filters: Filters, english: bool) -> _Answer:
        pins = self._pins(understood)
        candidates = self.reader.candidates(EngineQuery(understood, filters, english, pins=pins))
        pool = [(c.score, c.signals) for c in candidates.found]
        scored = rescore(understood, pool, self.idf(), self._level_prior, english=english, pins=pins)
        return _Answer(tuple(scored), candidates.more and len(scored) > POOL // 2, candidates.engine)

    def understand(self, text: str, *, literal: bool = False) -> UnderstoodQuery:
        """Read a query with the words of this site."""
        return understand(text, self._lexicon, self._vocabulary, literal=literal)

    def _pins(self, understood: UnderstoodQuery) -> tuple[str, ...]:
        """What editors put first for this query today."""
        return self._lexicon.pinned(understood.text, timezone.localdate()) if self._lexicon else ()

    def idf(self) -> Idf:
        """How rare words are; flat when nobody knows now."""
        try:
            return self._statistics.idf()
        except EngineError:
            return flat_idf()


def _facets(whole: Sequence[Scored], shown: Sequence[Scored], filters: Filters) -> dict[str, dict[str, int]]:
    """How many results each value of a filter would leave, the other filters staying as they are.

    A chosen filter still offers its other values, counted without it; `whole` is the answer without filters.
    """
    counts = {name: _count(name, shown) for name in FACETS}
    for name, chosen in filters.items():
        others = {other: values for other, values in filters.items() if other != name}
        offered = _count(name, [item for item in whole if _passes(item, others)])
        counts[name] = offered | Counter({value: counts[name][value] for value in chosen})
    return {name: dict(counter) for name, counter in counts.items() if counter}


def _count(name: str, found: Iterable[Scored]) -> Counter[str]:
    return Counter(value for item in found for value in item.signals.facets.get(name, ()))


def _passes(item: Scored, filters: Filters) -> bool:
    return all(set(wanted) & set(item.signals.facets.get(name, ())) for name, wanted in filters.items())
