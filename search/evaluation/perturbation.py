"""Titles written as people write them: without marks, decomposed, in keystrokes, with slips. Pure and seeded.

A search that knows what it is doing finds the procedure of a title in each of these forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from search.vietnamese.repairing import neighbours
from search.vietnamese.spelling import MARKS, cluster, tone_place
from search.vietnamese.text import TONES, clean

_TELEX_TONES: Final = {"1": "s", "2": "f", "3": "r", "4": "x", "5": "j"}
_TELEX_LETTERS: Final = {"ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw"}
_VNI_LETTERS: Final = {"ă": "a8", "â": "a6", "đ": "d9", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7"}
_VNI_TONES: Final = {tone: tone for tone in MARKS}
_WORD: Final = re.compile(r"[^\W\d_]+")
_LETTERS: Final = "abcdeghiklmnopqrstuvxy"

Perturb = Callable[[str, Random], str]


def without_marks(text: str, drawn: Random) -> str:
    """ "Đăng ký" -> "Dang ky"."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def decomposed(text: str, drawn: Random) -> str:
    """Letters and marks as characters of their own, as some systems copy them."""
    return unicodedata.normalize("NFD", text)


def tone_elsewhere(text: str, drawn: Random) -> str:
    """Tones on another vowel of the syllable, where there is one: "hoà" for "hòa", "thuỷ" for "thủy"."""

    def moved(bare: str, tone: str) -> str:
        start, end = cluster(bare.lower())
        others = [at for at in range(start, end) if at != tone_place(bare.lower())]
        if not tone or not others:
            return _put(bare, tone, tone_place(bare.lower()))
        return _put(bare, tone, drawn.choice(others))

    return _each_word(text, moved)


def telex(text: str, drawn: Random) -> str:
    """The keys of Telex; the tone right behind its vowel, or at the end of the word."""
    return _each_word(text, lambda bare, tone: _keys(bare, tone, _TELEX_LETTERS, _TELEX_TONES, drawn, "w"))


def vni(text: str, drawn: Random) -> str:
    """The keys of VNI; the tone right behind its vowel, or at the end of the word."""
    return _each_word(text, lambda bare, tone: _keys(bare, tone, _VNI_LETTERS, _VNI_TONES, drawn, "7"))


def one_typo(text: str, drawn: Random) -> str:
    """One slip in a word of two letters or more: a letter wrong, too many, missing or swapped with the next."""
    places = [found.span() for found in _WORD.finditer(clean(text)) if len(found[0]) > 1]
    if not places:
        return text
    start, end = drawn.choice(places)
    text = clean(text)
    return text[:start] + _slip(text[start:end], drawn) + text[end:]


def two_typos(text: str, drawn: Random) -> str:
    """Two slips, perhaps in the same word."""
    return one_typo(one_typo(text, drawn), drawn)


PERTURBATIONS: Final[Mapping[str, Perturb]] = {
    "no marks": without_marks,
    "NFD": decomposed,
    "tone placement": tone_elsewhere,
    "Telex": telex,
    "VNI": vni,
    "one typo": one_typo,
    "two typos": two_typos,
}


def perturbed(text: str, name: str, seed: int = 0) -> str:
    """The text in the form of that name; the same for the same seed. Raises KeyError for an unknown name."""
    return PERTURBATIONS[name](text, Random(f"{seed}:{name}:{text}"))


def _slip(word: str, drawn: Random) -> str:
    at = drawn.randrange(len(word))
    near = neighbours(word[at].lower()) if drawn.random() < 0.5 else ""
    letter = drawn.choice([one for one in near or _LETTERS if one != word[at].lower()])
    kind = drawn.choice(("wrong", "added", "missing", "swapped"))
    if kind == "wrong":
        return word[:at] + letter + word[at + 1 :]
    if kind == "added":
        return word[:at] + letter + word[at:]
    if kind == "missing":
        return word[:at] + word[at + 1 :]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _each_word(text: str, change: Callable[[str, str], str]) -> str:
    """Each word given as its letters with hats and its tone digit, replaced by what `change` makes of it."""
    return _WORD.sub(lambda found: change(*_apart(found[0])), clean(text))


def _apart(word: str) -> tuple[str, str]:
    tone, letters = "", []
    for char in unicodedata.normalize("NFD", word):
        if char in TONES:
            tone = TONES[char]
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)), tone


def _put(bare: str, tone: str, at: int) -> str:
    if not tone or at < 0:
        return bare
    return unicodedata.normalize("NFC", bare[: at + 1] + MARKS[tone] + bare[at + 1 :])


def _keys(
    bare: str, tone: str, letters: Mapping[str, str], tones: Mapping[str, str], drawn: Random, horn: str
) -> str:
    place = tone_place(bare.lower()) if drawn.random() < 0.5 else len(bare) - 1
    horns_once = "ươ" in bare.lower() and drawn.random() < 0.5
    typed = []
    for at, char in enumerate(bare):
        keys = letters.get(char.lower(), char.lower())
        if horns_once and char.lower() == "ư":
            keys = keys.removesuffix(horn)
        typed.append(keys[0].upper() + keys[1:] if char.isupper() else keys)
        if at == place and tone:
            typed.append(tones[tone])
    return "".join(typed)
