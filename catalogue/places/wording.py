"""Names of places as people write them: marks, kinds, commas or none, brought to one form. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from portal.core.slugs import fold

LONGEST: Final = 200  # characters; what is longer is no name of a place
MOST_WORDS: Final = 24
MOST_READINGS: Final = 40
LONGEST_NAME: Final = 8  # words

#: Kinds of units by the words people write for them, without marks; the longest first.
KINDS: Final = {
    "phuong": "phuong",
    "p": "phuong",
    "ward": "phuong",
    "xa": "xa",
    "x": "xa",
    "commune": "xa",
    "thi tran": "thi tran",
    "tt": "thi tran",
    "township": "thi tran",
    "dac khu": "dac khu",
    "special zone": "dac khu",
    "quan": "quan",
    "q": "quan",
    "huyen": "huyen",
    "h": "huyen",
    "district": "huyen",
    "thi xa": "thi xa",
    "tx": "thi xa",
    "town": "thi xa",
    "thanh pho": "thanh pho",
    "tp": "thanh pho",
    "city": "thanh pho",
    "tinh": "tinh",
    "t": "tinh",
    "province": "tinh",
}
COMMUNE_KINDS: Final = frozenset(("phuong", "xa", "thi tran", "dac khu"))
AFTER_THE_NAME: Final = frozenset(
    ("ward", "commune", "township", "special zone", "district", "town", "city", "province")
)
#: Words beside a name that tell nothing of it.
BESIDE: Final = frozenset(("o", "tai", "thuoc", "cu", "ubnd", "vietnam", "truoc", "day"))
SHORT: Final = {"hcm": "hochiminh", "tphcm": "hochiminh", "brvt": "bariavungtau"}
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_WORDS: Final = re.compile(r"[^\W_]+")
#: "Mỹ" is also written "Mĩ", and "Quý" "Quí"; "Tây" is never "Tâi".
_Y: Final = re.compile(r"(?<![aâu])y|(?<=qu)y")
_NUMBERED: Final = re.compile(r"^([pq])([0-9]{1,2})$")
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_QUOTES: Final = re.compile("['’‘`´ʼ]")
_BREAKS: Final = re.compile(r"[,;()\[\]\n\t|/]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word without marks, and with them so that the place of the tone doesn't matter."""

    plain: str
    marked: str
    raw: str


@dataclass(frozen=True, slots=True)
class Named:
    """A name within what somebody wrote: its kind ("" when not said), its two forms."""

    kind: str
    plain: str
    marked: str
    has_marks: bool


@dataclass(frozen=True, slots=True)
class Key:
    """A name of a unit in the forms by which it is found."""

    kind: str
    plain: str
    marked: str


def words(text: str) -> list[Word]:
    """The words of a text; a word is one although a sign like an apostrophe stands in it."""
    composed = unicodedata.normalize("NFKC", _QUOTES.sub("", text)).lower()
    found = (part for raw in _WORDS.findall(composed) for part in _parts(raw))
    return [word for word in map(_word, found) if word.plain]


def _parts(word: str) -> tuple[str, ...]:
    numbered = _NUMBERED.match(word)
    return numbered.groups() if numbered else (word,)


@lru_cache(maxsize=8192)
def _word(raw: str) -> Word:
    plain = fold(raw)
    plain = _ROMAN.get(plain, plain)
    parts = unicodedata.normalize("NFD", raw)
    tone = "".join(part for part in parts if part in _TONES)
    letters = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    return Word(_Y.sub("i", plain), _Y.sub("i", _ROMAN.get(letters, letters)) + tone, raw)


def key_of(name: str) -> Key:
    """The forms of a unit's full name: "Thị trấn P Rao" -> kind "thi tran", name "prao"."""
    said = words(name)
    for length in (2, 1):
        kind = _kind(said[:length])
        if kind and len(said) > length:
            return Key(kind, *_joined(said[length:]))
    return Key("", *_joined(said))


def _kind(said: Sequence[Word]) -> str:
    """The kind that words name, "" when none."""
    return _KINDS.get(" ".join(word.plain for word in said), "")


_KINDS: Final = {_Y.sub("i", text): kind for text, kind in KINDS.items()}


def _joined(said: Sequence[Word]) -> tuple[str, str]:
    plain = "".join(word.plain for word in said)
    return SHORT.get(plain, plain), "".join(word.marked for word in said)


def segments(text: str) -> list[list[Word]]:
    """The parts of a text between commas; none when it is too long to be a place."""
    if len(text) > LONGEST:
        return []
    parts = [part for part in map(words, _BREAKS.split(text)) if part]
    return parts if sum(map(len, parts)) <= MOST_WORDS else []


def readings(said: Sequence[Word], known: frozenset[str]) -> list[tuple[Named, ...]]:
    """Every way to read a part as a row of known names, those with the fewest names first."""
    found: list[tuple[Named, ...]] = []
    for reading in _read(said, 0, known, set()):
        found.append(reading)
        if len(found) >= MOST_READINGS:
            break
    return sorted(found, key=len)


def _read(
    said: Sequence[Word], at: int, known: frozenset[str], dead: set[int]
) -> Iterator[tuple[Named, ...]]:
    """Readings of the words from ``at``; ``dead`` remembers where none begins, so that no text takes long."""
    if at == len(said):
        yield ()
        return
    if at in dead:
        return
    fruitful = False
    for named, end in _pieces(said, at, known):
        for rest in _read(said, end, known, dead):
            fruitful = True
            yield (named, *rest) if named else rest
    if not fruitful:
        dead.add(at)


def _pieces(said: Sequence[Word], at: int, known: frozenset[str]) -> Iterator[tuple[Named | None, int]]:
    for length in (2, 1, 0):
        kind = _kind(said[at : at + length]) if length else ""
        if not length or (kind and at + length < len(said)):
            yield from _names(said, at + length, kind, known)
    for length in range(1, min(2, len(said) - at) + 1):
        if "".join(word.plain for word in said[at : at + length]) in BESIDE:
            yield None, at + length


def _names(
    said: Sequence[Word], at: int, kind: str, known: frozenset[str]
) -> Iterator[tuple[Named | None, int]]:
    for end in range(min(len(said), at + LONGEST_NAME), at, -1):
        plain, marked = _joined(said[at:end])
        if plain not in known:
            continue
        has_marks = any(word.plain != word.marked for word in said[at:end])
        for length in (2, 1):
            after = " ".join(word.plain for word in said[end : end + length])
            if not kind and end + length <= len(said) and after in _AFTER:
                yield Named(_KINDS[after], plain, marked, has_marks), end + length
        yield Named(kind, plain, marked, has_marks), end


_AFTER: Final = frozenset(_Y.sub("i", text) for text in AFTER_THE_NAME)
