"""The parts of the ranking that are ours, the same for every engine.

An engine gives a pool of candidates by BM25 over the prepared fields; this module scores them again from
what each document says in short (its `Signals`) and counts twins as one. Every constant names the measurement
that chose it (nDCG@10 on the development queries over the national records, embedded engine).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from search.understanding import UnderstoodQuery
from search.vietnamese.prepare import bigrams

#: Field weights of the engines' BM25: folded, exact, bigram.
TITLE_WEIGHTS = (4.0, 2.0, 3.0)
ALIAS_WEIGHTS = (3.0, 3.0, 3.0)
BODY_WEIGHT = 0.3
ENGLISH_WEIGHT = 4.0
#: What a word votes on each field: a bare word only on the folded one.
FOLD_VOTE, EXACT_VOTE, BIGRAM_VOTE = 1.0, 0.7, 0.8
#: Candidates scored again: a right answer is among them for 97-99 % of queries.
POOL = 240
#: How strongly the best alias speaks beside BM25: 0 gives .805, 1.2 .828, 2.5 .837, 5 .838.
ALIAS_MATCH = 2.5
#: Share of the query's idf that the title holds, and of the title's idf that the query explains: 0 to 1 moved
#: the figure by less than .01 beside aliases; kept small, for procedures without aliases.
TITLE_FOUND, TITLE_EXPLAINED = 0.25, 0.5
#: The query is the title, or the beginning of a long one (a title copied from a document): above any prior.
TITLE_SAID = 3.0
LONG_QUERY = 6
POPULARITY = 0.15
#: A result must hold this share of the words' idf that the best one holds; more of it below the first ten.
#: One threshold of .7 for all cost .06.
RELEVANT, RELEVANT_BELOW = 0.5, 0.7
ALWAYS_SHOWN = 10


class Idf(dict[str, float]):
    """idf of folded words, asked of `lookup` once a word."""

    def __init__(self, lookup: Callable[[str], float]) -> None:
        super().__init__()
        self._lookup = lookup

    def __missing__(self, word: str) -> float:
        value = self[word] = self._lookup(word)
        return value

    def total(self, words: Iterable[str]) -> float:
        """The sum over `words`."""
        return sum(map(self.__getitem__, words))


def flat_idf() -> Idf:
    """An idf that says nothing."""
    return Idf(lambda word: 1.0)


@dataclass(frozen=True, slots=True)
class Names:
    """One title or alias: its folded tokens and bigrams as sets, the exact tokens for marked words."""

    folded: frozenset[str]
    exact: frozenset[str]
    pairs: frozenset[str]

    @classmethod
    def of(cls, exact: Sequence[str], folded: Sequence[str]) -> Names:
        """From tokens in order."""
        return cls(frozenset(folded), frozenset(exact), frozenset(bigrams(tuple(folded))))


@dataclass(frozen=True, slots=True)
class Signals:
    """What the ranking knows of a document, kept in memory beside the engine."""

    ref: str
    title: Names
    aliases: tuple[Names, ...]
    title_text: str = ""
    english: frozenset[str] = frozenset()
    code: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""
    popularity: float = 0.0
    is_base: bool = False


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score and the parts that made it."""

    signals: Signals
    score: float
    covered: float
    parts: Mapping[str, float]
    twins: tuple[str, ...] = ()


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

    def together(self, names: Names) -> float:
        """Share of the name's neighbouring pairs that the query says."""
        return len(names.pairs & self.pairs) / len(names.pairs) if names.pairs else 1.0

    def best_alias(self, aliases: Iterable[Names]) -> float:
        """The greatest over the aliases of: coverage both ways x half the share of pairs said."""
        return max((self._alias(a) for a in aliases if not self.words.isdisjoint(a.folded)), default=0.0)

    def _alias(self, alias: Names) -> float:
        return self.found(alias) * self.explained(alias) * (0.5 + 0.5 * self.together(alias))

    def covered(self, signals: Signals, english: bool) -> float:
        """Share of the query's idf found in the title, the aliases or, if asked so, the English title."""
        held = self.words & signals.title.folded
        if english:
            held |= self.words & signals.english
        for alias in signals.aliases:
            held |= self.words & alias.folded
        return sum(self.weights[word] for word in held) / self.total


def rescore(
    query: UnderstoodQuery,
    pool: Iterable[tuple[float, Signals]],
    idf: Idf,
    level_prior: Mapping[str, float],
    *,
    english: bool = False,
) -> list[Scored]:
    """Score a pool again, drop what hardly answers, show twins once; best first, ties by ref."""
    asked = Asked(query, idf)
    scored = [_score(asked, base, signals, level_prior, english) for base, signals in pool]
    scored.sort(key=lambda s: (-s.score, s.signals.ref))
    return _relevant(_once(scored), query.code)


def _score(
    asked: Asked, base: float, signals: Signals, level_prior: Mapping[str, float], english: bool
) -> Scored:
    found = asked.found(signals.title)
    title = 1 + TITLE_FOUND * found + TITLE_EXPLAINED * asked.explained(signals.title) * found
    alias = 1 + ALIAS_MATCH * asked.best_alias(signals.aliases)
    prior = max((level_prior.get(level, 1.0) for level in signals.facets.get("level", ())), default=1.0)
    if asked.says(signals.title_text):
        title *= TITLE_SAID
    popular = 1 + POPULARITY * signals.popularity
    parts = {"bm25": base, "title": title, "alias": alias, "level": prior, "popular": popular}
    return Scored(signals, base * title * alias * prior * popular, asked.covered(signals, english), parts)


def bare_title(folded: str) -> str:
    """A folded title without the words "thủ tục", which half of the titles begin with."""
    return folded.removeprefix("thu tuc ")


def _relevant(scored: list[Scored], code: str) -> list[Scored]:
    """Without what holds much less of the query than the best; what bears the asked code stays."""
    best = max((s.covered for s in scored), default=0.0)

    def answers(rank: int, item: Scored) -> bool:
        share = RELEVANT if rank < ALWAYS_SHOWN else RELEVANT_BELOW
        return item.covered >= share * best or bool(code and item.signals.code == code)

    return [item for rank, item in enumerate(scored) if answers(rank, item)]


def _once(scored: list[Scored]) -> list[Scored]:
    """Documents with the same title shown as one, the best scored first; the others are its twins."""
    leaders: dict[str, Scored] = {}
    twins: dict[str, list[str]] = {}
    for item in scored:
        group = item.signals.group or item.signals.ref
        if group in leaders:
            twins.setdefault(group, []).append(item.signals.ref)
        else:
            leaders[group] = item
    return [
        Scored(s.signals, s.score, s.covered, s.parts, tuple(twins.get(g, ()))) for g, s in leaders.items()
    ]


def bm25_idf(documents: int, frequency: int) -> float:
    """Lucene's idf; a word that no document has gets the greatest one."""
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))
