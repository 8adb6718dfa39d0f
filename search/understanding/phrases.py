"""Phrases found in a query, the longest first, whatever marks the person wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from search.vietnamese.prepare import prepare
from search.vietnamese.text import Syllable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A phrase at `start` of a query, `size` words long, and everything it may mean."""

    start: int
    size: int
    phrase: tuple[Syllable, ...]
    meanings: tuple[T, ...]

    @property
    def end(self) -> int:
        """The place after its last word."""
        return self.start + self.size


class Phrases(Generic[T]):
    """Immutable; built once. Phrases with the same words are one with several meanings."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        held: dict[tuple[Syllable, ...], list[T]] = {}
        for text, meaning in entries:
            if syllables := prepare(text).syllables:
                held.setdefault(syllables, []).append(meaning)
        self._by_first: dict[str, list[tuple[tuple[Syllable, ...], tuple[T, ...]]]] = {}
        for syllables, meanings in held.items():
            self._by_first.setdefault(syllables[0].folded, []).append((syllables, tuple(meanings)))
        for ones in self._by_first.values():
            ones.sort(key=lambda one: (-len(one[0]), [s.exact for s in one[0]]))
        self.size = len(held)
        self.words = frozenset(s for syllables in held for s in syllables)

    def all(self) -> Iterator[tuple[Syllable, ...]]:
        """Every phrase."""
        return (syllables for ones in self._by_first.values() for syllables, _ in ones)

    def __bool__(self) -> bool:
        return bool(self.size)

    def at(self, query: Sequence[Syllable], start: int, *, strict: bool) -> Found[T] | None:
        """The longest phrase that begins there. `strict`: with these very marks, also where there are none."""
        for syllables, meanings in self._by_first.get(query[start].folded, ()):
            window = query[start : start + len(syllables)]
            if len(window) == len(syllables) and _says(window, syllables, strict=strict):
                return Found(start, len(syllables), syllables, meanings)
        return None

    def all_in(self, query: Sequence[Syllable], *, strict: bool = False) -> list[Found[T]]:
        """The longest phrase at each place, from left to right, none over another."""
        found: list[Found[T]] = []
        start = 0
        while start < len(query):
            one = self.at(query, start, strict=strict)
            if one:
                found.append(one)
            start = one.end if one else start + 1
        return found


def _says(window: Sequence[Syllable], phrase: Sequence[Syllable], *, strict: bool) -> bool:
    """Whether words are a phrase. Not strict: a bare word may stand for any marks, a marked one for its own."""
    if strict:
        return all(said.exact == meant.exact for said, meant in zip(window, phrase, strict=True))
    return all(
        said.folded == meant.folded and (not said.marked or said.exact == meant.exact)
        for said, meant in zip(window, phrase, strict=True)
    )
