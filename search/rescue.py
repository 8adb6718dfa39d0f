"""Help where nothing was found: the question with fewer words, topics near it, what people come for most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from search import sources
from search.engines.base import EngineError
from search.facets import labels
from search.highlighting import LEAST_WEIGHT
from search.service import SearchRequest, SearchResult, SearchService
from search.sources import Language, Suggestion
from search.understanding import UnderstoodQuery
from search.vietnamese.text import fold, words

POPULAR = 6
MOST_TOPICS = 4
MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What was found without some words of the question."""

    result: SearchResult
    dropped: tuple[str, ...]


def relaxed(service: SearchService, query: UnderstoodQuery, language: Language) -> Relaxed | None:
    """The question asked again without its rarest words, one after another; None when that finds nothing."""
    left = words(query.text)
    dropped: list[str] = []
    for _ in range(MOST_TRIES):
        rarest = _rarest(service, query, left)
        if rarest is None or len(left) == 1:
            return None
        left = [word for word in left if word != rarest]
        dropped.append(rarest)
        try:
            result = service.search(SearchRequest(" ".join(left), (), language))
        except EngineError:
            return None
        if result.found:
            return Relaxed(result, tuple(dropped))
    return None


def _rarest(service: SearchService, query: UnderstoodQuery, left: list[str]) -> str | None:
    """The rarest of the words that are no words of asking."""
    asking = {term.folded for term in query.terms if term.weight <= LEAST_WEIGHT}
    idf = service.idf()
    meant = [word for word in left if fold(word) not in asking]
    return max(meant, key=lambda word: idf[fold(word)], default=None)


def topics(counts: Mapping[str, Mapping[str, int]], language: Language) -> list[tuple[str, str]]:
    """(slug, name) of the topics with most results."""
    most = sorted(counts.get("topic", {}).items(), key=lambda one: (-one[1], one[0]))[:MOST_TOPICS]
    names = labels({"topic": [slug for slug, _ in most]}, language)
    return [(slug, names["topic", slug]) for slug, _ in most if ("topic", slug) in names]


def popular(language: Language) -> list[Suggestion]:
    """What people come for most; the page must not fail for want of it."""
    suggestions: list[Suggestion] = []
    for source in sources.sources():
        suggestions += source.popular(language, POPULAR - len(suggestions))
        if len(suggestions) >= POPULAR:
            break
    return suggestions
