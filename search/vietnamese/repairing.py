"""Words near a mistyped one, found by what is left when letters are taken away: no word is compared with all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import Final

#: Letters from which two slips are looked for; in a shorter word two slips leave nothing to go by.
LONG: Final = 6
#: The longest Vietnamese syllable has 7 letters; foreign words of the catalogue are repaired up to this length.
MAX_LETTERS: Final = 14
#: A word must come so often to be what somebody meant.
_MEANT_FROM: Final = 3
#: Neighbours of each key on the keyboard that Vietnamese computers have.
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


class Deletes:
    """The words of a catalogue by their deletions."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._one: dict[str, list[str]] = {}
        self._two: dict[str, list[str]] = {}
        self._counts = counts
        for word, count in counts.items():
            if count < _MEANT_FROM or not word.isalpha() or not 2 <= len(word) <= MAX_LETTERS:
                continue
            for part in _shorter(word, 1):
                self._one.setdefault(part, []).append(word)
            if len(word) >= LONG - 1:
                for part in _shorter(word, 2):
                    self._two.setdefault(part, []).append(word)

    def near(self, word: str) -> tuple[tuple[str, int], ...]:
        """(word, distance): all at one slip, else, for a long word, at two; the frequent first."""
        if not 2 <= len(word) <= MAX_LETTERS or not word.isalpha():
            return ()
        found = {near: 1 for form in _forms(word) for near in self._at_one(form)}
        found.pop(word, None)
        if not found and len(word) >= LONG:
            found = dict.fromkeys(self._at_two(word), 2)
        return tuple(sorted(found.items(), key=lambda one: (-self._counts[one[0]], one[0])))

    def _at_one(self, word: str) -> Iterator[str]:
        yield from self._one.get(word, ())
        for part in _shorter(word, 1):
            if part in self._counts and self._counts[part] >= _MEANT_FROM:
                yield part
            yield from (near for near in self._one.get(part, ()) if near != word and slips(word, near) == 1)

    def _at_two(self, word: str) -> Iterator[str]:
        parts = {word, *_shorter(word, 1), *_shorter(word, 2)}
        for part in parts:
            near = [*self._one.get(part, ()), *self._two.get(part, ())]
            if part in self._counts and self._counts[part] >= _MEANT_FROM:
                near.append(part)
            yield from (one for one in near if slips(word, one) == 2)


def _forms(word: str) -> tuple[str, ...]:
    """A word, and with the final i that tokens have for y ("wquy" hides "quy", whose token is "qui")."""
    return (word, f"{word[:-1]}i") if word.endswith("y") else (word,)


def _shorter(word: str, by: int) -> Iterable[str]:
    """What is left of a word without `by` of its letters."""
    return {"".join(kept) for kept in combinations(word, len(word) - by)}


def slips(one: str, other: str) -> int:
    """Letters wrong, missing, too many or in the wrong order between two words; 3 means 3 or more."""
    return next((most for most in range(3) if _within(one, other, most)), 3)


def _within(one: str, other: str, most: int) -> bool:
    """Whether `most` slips make one word of the other."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if not one or not other or not most:
        return len(one) + len(other) <= most
    swapped = one[:2] == other[1::-1] and len(one) > 1 and _within(one[2:], other[2:], most - 1)
    return (
        swapped
        or _within(one[1:], other[1:], most - 1)
        or _within(one[1:], other, most - 1)
        or _within(one, other[1:], most - 1)
    )


@cache
def neighbours(letter: str) -> str:
    """The letters beside one on the keyboard, empty for what has no key of its own."""
    for row, keys in enumerate(_ROWS):
        at = keys.find(letter)
        if at >= 0:
            near = [other[max(0, at - 1) : at + 2] for other in _ROWS[max(0, row - 1) : row + 2]]
            return "".join(near).replace(letter, "")
    return ""


def beside(one: str, other: str) -> bool:
    """Whether two letters are neighbours on the keyboard."""
    return other in neighbours(one)
