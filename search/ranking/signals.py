"""What the ranking knows of a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from search.vietnamese.prepare import bigrams


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


def bare_title(folded: str) -> str:
    """A folded title without the words "thủ tục", which half of the titles begin with."""
    return folded.removeprefix("thu tuc ")
