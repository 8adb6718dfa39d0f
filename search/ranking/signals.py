"""What the ranking knows of a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from search.vietnamese.prepare import bigrams


class Names:
    """One title or alias: its folded tokens and bigrams as sets, the exact tokens for marked words.

    Equal only to itself: what is worked out of it is remembered by it. Few names of a document share a word with a
    query, so bigrams and exact tokens are made when first asked for.
    """

    __slots__ = ("_exact", "_pairs", "_texts", "folded")

    def __init__(self, exact: str, folded: str) -> None:
        """Tokens in order, with blanks between."""
        self.folded = _shared(folded.split())
        self._texts = exact, folded
        self._exact: frozenset[str] | None = None
        self._pairs: frozenset[str] | None = None

    @property
    def exact(self) -> frozenset[str]:
        """Tokens that keep vowels and tone."""
        if self._exact is None:
            self._exact = _shared(self._texts[0].split())
        return self._exact

    @property
    def pairs(self) -> frozenset[str]:
        """Neighbouring folded tokens."""
        if self._pairs is None:
            self._pairs = frozenset(bigrams(tuple(self._texts[1].split())))
        return self._pairs


#: The same few syllables stand in all names: one string of each is kept.
_syllables: dict[str, str] = {}


def _shared(tokens: Iterable[str]) -> frozenset[str]:
    known = _syllables.setdefault
    return frozenset([known(token, token) for token in tokens])


@dataclass(frozen=True, slots=True)
class Signals:
    """What the ranking knows of a document, kept in memory beside the engine; `words` are those of all names."""

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
    family: str = ""
    words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", self.title.folded.union(*(a.folded for a in self.aliases)))


def bare_title(folded: str) -> str:
    """A folded title without the words "thủ tục", which half of the titles begin with."""
    return folded.removeprefix("thu tuc ")
