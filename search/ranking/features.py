"""What a query and a candidate have in common, in numbers: the features that `weights.FEATURES` weigh."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from search.ranking.idf import Idf
from search.ranking.signals import Names, Signals, bare_title
from search.ranking.weights import ALIAS_MATCH, LONG_QUERY, TOPIC_VOTERS
from search.understanding import UnderstoodQuery

Pool = Sequence[tuple[float, Signals]]


class Asked:
    """The words of a query as the ranking uses them: idf x weight of each, its marks, its pairs."""

    def __init__(self, query: UnderstoodQuery, idf: Idf) -> None:
        self.idf = idf
        self.weights: dict[str, float] = {}
        self.marks: dict[str, str] = {}
        for term in query.terms:
            weight = term.weight * idf[term.folded]
            self.weights[term.folded] = max(weight, self.weights.get(term.folded, 0.0))
            if term.marked:
                self.marks[term.folded] = term.exact
        self.words = frozenset(self.weights)
        self.pairs = frozenset(pair for pair, _ in query.bigrams)
        self.total = sum(self.weights.values()) or 1.0
        self.text = bare_title(" ".join(term.folded for term in query.terms))
        self.long = len(query.terms) >= LONG_QUERY

    def found(self, names: Names) -> float:
        """Share of the query's idf that the name holds; a word with other marks than asked counts half."""
        held = 0.0
        for word in self.words & names.folded:
            mark = self.marks.get(word)
            held += self.weights[word] * (1.0 if mark is None or mark in names.exact else 0.5)
        return held / self.total

    def explained(self, names: Names) -> float:
        """Share of the name's idf that the query's words explain."""
        whole = self.idf.total(names.folded)
        return self.idf.total(names.folded & self.words) / whole if whole else 0.0

    def says(self, title: str) -> bool:
        """Whether the query is the title, or a long query its beginning."""
        return bool(title) and (self.text == title or (self.long and f"{title} ".startswith(f"{self.text} ")))

    def alias_matches(self, aliases: Iterable[Names]) -> list[float]:
        """Of each alias with a word of the query: coverage both ways x half the share of its pairs said."""
        return [self._alias(a) for a in aliases if not self.words.isdisjoint(a.folded)]

    def _alias(self, alias: Names) -> float:
        together = len(alias.pairs & self.pairs) / len(alias.pairs) if alias.pairs else 1.0
        return self.found(alias) * self.explained(alias) * (0.5 + 0.5 * together)

    def covered(self, signals: Signals, english: bool) -> float:
        """Share of the query's idf found in the title, the aliases or, if asked so, the English title."""
        held = self.words & signals.title.folded
        if english:
            held |= self.words & signals.english
        for alias in signals.aliases:
            held |= self.words & alias.folded
        return sum(self.weights[word] for word in held) / self.total

    def in_pairs(self, names: Names) -> float:
        """Share of the query's neighbouring pairs that the name has."""
        return len(self.pairs & names.pairs) / len(self.pairs) if self.pairs else 0.0


def features_of(asked: Asked, pool: Pool, *, english: bool = False) -> list[dict[str, float]]:
    """The features of each candidate, in the order of the pool.

    alias: log of the best alias's match; aliases: log of all matches together; covered: share of the query held
    anywhere; topic: how much the best candidates are of its topic; length: log of the title's words; pairs: share
    of the query's pairs in the title; known: log of how many everyday names it has; event: whether it serves a
    life event; said: whether the query is its title.
    """
    matches = [asked.alias_matches(signals.aliases) for _, signals in pool]
    topics = _topic_votes(pool, [max(found, default=0.0) for found in matches])
    return [
        {
            "alias": math.log(1 + ALIAS_MATCH * max(found, default=0.0)),
            "aliases": math.log(1 + sum(found)),
            "covered": asked.covered(signals, english),
            "topic": max((topics[t] for t in signals.facets.get("topic", ())), default=0.0),
            "length": math.log(1 + len(signals.title.folded)),
            "pairs": asked.in_pairs(signals.title),
            "known": math.log(1 + len(signals.aliases)),
            "event": float(bool(signals.facets.get("life_event"))),
            "said": float(asked.says(signals.title_text)),
        }
        for (_, signals), found in zip(pool, matches, strict=True)
    ]


def _topic_votes(pool: Pool, aliases: Sequence[float]) -> Mapping[str, float]:
    """Each topic's share of the scores of the best candidates: what the question is about."""
    first = [
        (score * (1 + ALIAS_MATCH * alias), signals)
        for (score, signals), alias in zip(pool, aliases, strict=True)
    ]
    first.sort(key=lambda one: (-one[0], one[1].ref))
    voters = first[:TOPIC_VOTERS]
    whole = sum(score for score, _ in voters) or 1.0
    votes: dict[str, float] = defaultdict(float)
    for score, signals in voters:
        for topic in signals.facets.get("topic", ()):
            votes[topic] += score / whole
    return votes
