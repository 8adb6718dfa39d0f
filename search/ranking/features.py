"""What a query and a candidate have in common, in numbers: the features that `weights.FEATURES` weigh."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from search.ranking.idf import Idf
from search.ranking.signals import Signals, bare_title
from search.ranking.weights import ALIAS_MATCH, LONG_QUERY, MOST_WORDINGS, OFFICIAL_MATCH, TOPIC_VOTERS
from search.ranking.wording import Wording, wordings
from search.understanding import UnderstoodQuery

Pool = Sequence[tuple[float, Signals]]


class Asked:
    """A query as the ranking uses it: as typed, and in the official words for what was said."""

    def __init__(self, query: UnderstoodQuery, idf: Idf) -> None:
        self.typed = Wording.of(query, idf)
        self.official = wordings(query, idf, MOST_WORDINGS)
        self.text = bare_title(" ".join(term.folded for term in query.terms))
        self.long = len(query.terms) >= LONG_QUERY

    def says(self, title: str) -> bool:
        """Whether the query is the title, or a long query its beginning."""
        return bool(title) and (self.text == title or (self.long and f"{title} ".startswith(f"{self.text} ")))

    def alias_matches(self, signals: Signals) -> list[float]:
        """The match of each everyday name."""
        return list(map(self.typed.match, signals.aliases))

    def in_official_words(self, signals: Signals) -> float:
        """The best match of the title with the query in official words, worth a little less than an alias's."""
        return OFFICIAL_MATCH * max((one.match(signals.title) for one in self.official), default=0.0)

    def covered(self, signals: Signals, english: bool) -> float:
        """Share of the query held by the names, as typed or in official words; also in English if asked so."""
        words = signals.words | signals.english if english else signals.words
        share = self.typed.covered(words)
        for one in self.official:
            share = max(share, one.covered(words))
        return share


def features_of(asked: Asked, pool: Pool, *, english: bool = False) -> list[dict[str, float]]:
    """The features of each candidate, in the order of the pool.

    alias: log of the best alias's match, or of the title's with the official words for what was said; covered: share
    of the query held anywhere; topic: how much the best candidates are of its topic; length: log of the title's words;
    pairs: share of the query's pairs in the title; known: log of how many everyday names it has; event: whether it
    serves a life event; said: whether the query is its title.
    """
    best = [max(asked.in_official_words(signals), *asked.alias_matches(signals), 0.0) for _, signals in pool]
    topics = _topic_votes(pool, best)
    return [
        {
            "alias": math.log(1 + ALIAS_MATCH * top),
            "covered": asked.covered(signals, english),
            "topic": max((topics[t] for t in signals.facets.get("topic", ())), default=0.0),
            "length": math.log(1 + len(signals.title.folded)),
            "pairs": asked.typed.in_pairs(signals.title),
            "known": math.log(1 + len(signals.aliases)),
            "event": float(bool(signals.facets.get("life_event"))),
            "said": float(asked.says(signals.title_text)),
        }
        for (_, signals), top in zip(pool, best, strict=True)
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
