"""Slips of the finger: the word they hide is chosen by letters, by marks and by what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from search.vietnamese.repairing import beside
from search.vietnamese.restoring import WIDTH, Reading
from search.vietnamese.spelling import VOWELS, is_spelt, is_syllable
from search.vietnamese.text import Syllable, syllable
from search.vietnamese.vocabulary import Vocabulary, folded_of

#: A slip in a word of so many letters that is no possible syllable is mended without a neighbour that agrees.
_SURE_FROM: Final = 4
#: Costs of a reading in the units of `Restorer` (logarithms of likelihood).
_SLIP, _FIRST_LETTER, _FAR_KEY, _OTHER_MARK = 3.0, 1.0, 0.5, 1.5
#: Words near a slip that are tried, the frequent first.
_NEAR: Final = 24
#: A blank is missing where the two words stand together so often.
_TOGETHER: Final = 4
#: One neighbour is enough against a word that is spelt as it should be when the two stand together so often.
_OFTEN_TOGETHER: Final = 15

Typed = tuple[str, Syllable]


def mend(
    typed: Sequence[Typed], slips: Sequence[int], vocabulary: Vocabulary
) -> Mapping[int, tuple[Syllable, ...]]:
    """The words hidden by the slips at these places; a place with no likely one is left out. Missing blanks come
    first: the words they part are neighbours of the other slips."""
    parted = {at: parts for at in slips if (parts := split(typed[at][0], vocabulary))}
    left = [at for at in slips if at not in parted]
    return {**parted, **dict(_meant(typed, parted, left, vocabulary))} if left else parted


def _meant(
    typed: Sequence[Typed],
    parted: Mapping[int, tuple[Syllable, ...]],
    slips: Sequence[int],
    vocabulary: Vocabulary,
) -> Iterator[tuple[int, tuple[Syllable, ...]]]:
    """The likeliest word of each slip, by place, where one is likely enough."""
    tokens = [token for at, (_, one) in enumerate(typed) for token in parted.get(at, (one,))]
    places = {at: at + sum(len(parts) - 1 for cut, parts in parted.items() if cut < at) for at in slips}
    options = {place: _options(typed[at][1], vocabulary) for at, place in places.items()}
    exact = vocabulary.restorer.best(
        [options.get(at) or _as_typed(token, vocabulary) for at, token in enumerate(tokens)]
    )
    folded = [folded_of(token) for token in exact]
    marked = any(token.marked for token in tokens)
    for at, place in places.items():
        if options[place] and _likely(place, tokens[place], marked, folded, vocabulary):
            yield at, (Syllable(exact[place] if marked else folded[place], folded[place]),)


def _as_typed(token: Syllable, vocabulary: Vocabulary) -> Sequence[Reading]:
    """What a word that is no slip may stand for: itself, or, bare, the words with these letters."""
    return ((token.exact, 0.0),) if token.marked else vocabulary.readings(token.folded)


def _options(token: Syllable, vocabulary: Vocabulary) -> list[Reading]:
    """Exact tokens that a slip may hide, with their costs, the likeliest first."""
    near = [(token.folded, 0)] if vocabulary.knows(token.folded) else []
    near += vocabulary.repair(token.folded)[:_NEAR]
    options = [
        (exact, _cost(token.folded, folded, slips) + _marks_cost(token, exact))
        for folded, slips in near
        for exact, _ in vocabulary.readings(folded)
    ]
    score = vocabulary.restorer.alone
    options.sort(key=lambda one: one[1] - score(one[0]))
    return options[:WIDTH]


def _cost(typed: str, meant: str, slips: int) -> float:
    """How much the letters differ: a wrong first letter is rare, a key beside the right one is not."""
    if not slips:
        return 0.0
    cost = slips * _SLIP + (_FIRST_LETTER if typed[0] != meant[0] else 0.0)
    wrong = [(a, b) for a, b in zip(typed, meant, strict=False) if a != b]
    if len(typed) == len(meant) and len(wrong) == 1 and not beside(*wrong[0]):
        cost += _FAR_KEY
    return cost


def _marks_cost(token: Syllable, exact: str) -> float:
    """How much the marks of a typed word and of a reading differ; a bare word says nothing about marks."""
    if not token.marked:
        return 0.0
    bare, _, tone = token.exact.partition(":")
    other, _, other_tone = exact.partition(":")
    hats, other_hats = _hats(bare), _hats(other)
    return _OTHER_MARK * ((tone != other_tone) + len(hats ^ other_hats))


def _hats(bare: str) -> set[str]:
    return {char for char in bare if char in "ăâêôơưđ"}


def _likely(at: int, token: Syllable, marked: bool, folded: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether the neighbours agree with the reading at `at`. A word that is spelt as it should be is a word that
    the catalogue has not, unless both neighbours say otherwise; what can be no word needs one, or enough letters;
    a row of consonants is an abbreviation, as like as not."""
    typed = token.folded
    if folded[at] == typed:
        return True
    pairs = [(folded[one], folded[one + 1]) for one in (at - 1, at) if 0 <= one < len(folded) - 1]
    seen = [vocabulary.follows(*pair) for pair in pairs]
    agree = sum(count >= _TOGETHER for count in seen)
    if is_spelt(token.exact) if marked else is_syllable(typed):
        return max(seen, default=0) >= _OFTEN_TOGETHER or (len(seen) > 1 and agree == len(seen))
    if not any(char in VOWELS for char in typed):
        return len(typed) > 2 and agree > 0
    return agree > 0 or len(typed) >= _SURE_FROM


def split(typed: str, vocabulary: Vocabulary) -> tuple[Syllable, ...]:
    """The words of "khaisinh", "dangkykhaisinh": known ones that often stand together; empty when it is none."""
    ways: list[tuple[Syllable, ...] | None] = [(), *[None] * len(typed)]
    for end in range(2, len(typed) + 1):
        for start in range(max(0, end - 7), end - 1):
            way = ways[start]
            if way is None:
                continue
            word = syllable(typed[start:end])
            if _joins(way, word, vocabulary) and (ways[end] is None or len(way) < len(ways[end] or ())):
                ways[end] = (*way, word)
    found = ways[-1] or ()
    return found if len(found) > 1 else ()


def _joins(way: Sequence[Syllable], word: Syllable, vocabulary: Vocabulary) -> bool:
    if not is_syllable(word.folded) or not vocabulary.knows(word.folded):
        return False
    pairs = list(pairwise([*way, word]))[-1:]
    return all(vocabulary.follows(a.folded, b.folded) >= _TOGETHER for a, b in pairs)
