"""The words of a query as they are matched: as read, and with dialect and message words in standard language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from search.understanding.lexicon import Lexicon
from search.understanding.phrases import Found, Phrases
from search.vietnamese.prepare import prepare
from search.vietnamese.reading import ReadWord
from search.vietnamese.text import Syllable

T = TypeVar("T")
Span = tuple[int, int]

#: Standard words that say nothing by themselves: a word of dialect for one of them is no word to search for.
_SAYS_NOTHING: Final = frozenset(
    s.exact
    for s in prepare(
        "không được gì vậy thế này kia rồi với cho thì mà là đâu nào sao tôi mình bạn anh chị em nó người ta"
        " thế nào bây giờ bao giờ biết có nhé à ơi cũng vẫn đó đây ấy chúng vì cái"
    ).syllables
)


@dataclass(frozen=True, slots=True)
class View:
    """A sequence of words and the places in the query each one stands for."""

    words: tuple[Syllable, ...]
    spans: tuple[Span, ...]

    def find(self, phrases: Phrases[T], *, strict: bool = False) -> Iterable[tuple[Span, Found[T]]]:
        """Phrases with the places they have in the query."""
        for found in phrases.all_in(self.words, strict=strict):
            yield self.span(found), found

    def span(self, found: Found[T]) -> Span:
        """The places of the query a phrase covers."""
        return self.spans[found.start][0], self.spans[found.end - 1][1]


@dataclass(frozen=True, slots=True)
class Standard:
    """A word of dialect at a place of the query, and the standard words for it."""

    span: Span
    said: str
    words: tuple[Syllable, ...]
    text: str

    @property
    def says_nothing(self) -> bool:
        """Whether it is a word of grammar or politeness."""
        return all(word.exact in _SAYS_NOTHING for word in self.words)


@dataclass
class Draft:
    """A query while it is read: its words, how much each votes, and what was said about it."""

    read: tuple[ReadWord, ...]
    words: tuple[Syllable, ...] = ()
    marked: bool = False
    weights: list[float] = field(default_factory=list)
    plain: set[int] = field(default_factory=set)
    steps: list[str] = field(default_factory=list)
    standards: tuple[Standard, ...] = ()
    views: tuple[View, ...] = ()

    @classmethod
    def of(cls, read: tuple[ReadWord, ...], lexicon: Lexicon) -> Draft:
        """A draft in which every word votes fully."""
        words = tuple(word.token for word in read)
        draft = cls(read, words, any(w.marked for w in words), [1.0] * len(words))
        draft.standards = tuple(_standards(words, lexicon))
        own = View(words, tuple((at, at + 1) for at in range(len(words))))
        draft.views = (own, _standard_view(words, draft.standards)) if draft.standards else (own,)
        return draft

    def said(self, span: Span) -> str:
        """What was typed at some places."""
        return " ".join(word.typed for word in self.read[slice(*span)] if word.typed)

    def folded(self, span: Span) -> str:
        """The same without marks."""
        return " ".join(word.folded for word in self.words[slice(*span)])

    def lower(self, span: Span, weight: float) -> None:
        """Let words vote no more than `weight`; what is `plain` says nothing of its own."""
        for at in range(*span):
            self.weights[at] = min(self.weights[at], weight)
            self.plain.add(at)


def _standards(words: Sequence[Syllable], lexicon: Lexicon) -> Iterable[Standard]:
    """Dialect in a query, written as listed: bare "mo" may be "mô", "mở" or "mơ"."""
    start = 0
    while start < len(words):
        found = lexicon.dialect.at(words, start, strict=True)
        if found:
            said = " ".join(word.folded for word in words[start : found.end])
            text = found.meanings[0]
            yield Standard((start, found.end), said, prepare(text).syllables, text)
        start = found.end if found else start + 1


def _standard_view(words: Sequence[Syllable], standards: Iterable[Standard]) -> View:
    starts = {one.span[0]: one for one in standards}
    said: list[Syllable] = []
    spans: list[Span] = []
    at = 0
    while at < len(words):
        one = starts.get(at)
        span = one.span if one else (at, at + 1)
        own = one.words if one else (words[at],)
        said += own
        spans += [span] * len(own)
        at = span[1]
    return View(tuple(said), tuple(spans))
