"""What a person typed, word by word: as it stands, as Telex or VNI keys, or as the word that a slip hides.

A word that the catalogue has is never touched. Keys are decoded only into a word that the catalogue has. Slips
are mended in `mending`; the typed form is kept beside the reading, for the catalogue may yet get that word.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final, Literal, NamedTuple

from search.vietnamese.mending import mend
from search.vietnamese.spelling import is_syllable
from search.vietnamese.text import Syllable, syllable, words
from search.vietnamese.typing import decode_telex, decode_vni
from search.vietnamese.vocabulary import Vocabulary

How = Literal["typed", "telex", "vni", "repaired"]

#: Words of one text that are mended; a text with more slips is no Vietnamese.
MOST_MENDED: Final = 6
#: What a vocabulary must have learnt before an unknown but possible syllable counts as a slip.
WELL_READ: Final = 2000

_KEYBOARDS: Final[tuple[tuple[How, Callable[[str], str | None]], ...]] = (
    ("telex", decode_telex),
    ("vni", decode_vni),
)


class ReadWord(NamedTuple):
    """One word as it was read. `typed` is the word as typed (normalised), empty on the later words of one that
    was taken apart ("khaisinh"); `exact` and `folded` are the tokens of the reading."""

    typed: str
    exact: str
    folded: str
    how: How = "typed"

    @property
    def token(self) -> Syllable:
        """The tokens of the reading."""
        return Syllable(self.exact, self.folded)


def read_words(text: str, vocabulary: Vocabulary, known: Collection[str] = ()) -> tuple[ReadWord, ...]:
    """Read the words of a text; never raises. `known`: folded words to leave alone (abbreviations, everyday words
    of a lexicon). With an empty vocabulary everything is as typed."""
    found = [ReadWord(word, *syllable(word)) for word in words(text)]
    if not vocabulary:
        return tuple(found)
    unsure = [not _sure(word, vocabulary, known) for word in found]
    found = [_decoded(word, vocabulary) if no else word for word, no in zip(found, unsure, strict=True)]
    found = _same_keyboard(found, vocabulary)
    slips = [at for at, word in enumerate(found) if unsure[at] and word.how == "typed" and _mendable(word)]
    return tuple(_mended(found, slips[:MOST_MENDED], vocabulary) if slips else found)


def _sure(word: ReadWord, vocabulary: Vocabulary, known: Collection[str]) -> bool:
    """Whether the catalogue, an English title or the lexicon has the word, or it is a number."""
    if vocabulary.knows_exact(word.exact) or word.folded in known or word.typed.isdigit():
        return True
    if word.exact == word.folded and (vocabulary.knows(word.folded) or word.typed in vocabulary.english):
        return True
    return vocabulary.texts < WELL_READ and is_syllable(word.folded)


def _mendable(word: ReadWord) -> bool:
    """Letters only, more than one: codes and numbers are what they are."""
    return word.typed.isalpha() and len(word.typed) > 1


def _decoded(word: ReadWord, vocabulary: Vocabulary, shortest: int = 2) -> ReadWord:
    """The word that keys stand for, when the catalogue has it; else the word itself."""
    for how, decode in _KEYBOARDS:
        meant = decode(word.typed)
        if meant and len(meant) >= shortest and vocabulary.knows_exact(syllable(meant).exact):
            return ReadWord(word.typed, *syllable(meant), how)
    return word


def _same_keyboard(found: list[ReadWord], vocabulary: Vocabulary) -> list[ReadWord]:
    """Where keys were surely typed, a foreign word that is the keys of a more frequent word was keys too."""
    if all(word.how == "typed" for word in found):
        return found
    return [_rather_keys(word, vocabulary) if word.how == "typed" else word for word in found]


def _rather_keys(word: ReadWord, vocabulary: Vocabulary) -> ReadWord:
    if is_syllable(word.folded):
        return word
    meant = _decoded(word, vocabulary, shortest=1)
    oftener = vocabulary.counts.get(meant.exact, 0) > vocabulary.counts.get(word.exact, 0)
    return meant if oftener else word


def _mended(found: Sequence[ReadWord], slips: Sequence[int], vocabulary: Vocabulary) -> list[ReadWord]:
    """Slips replaced by what they hide. Marks that nobody puts on known letters ("giáy") are left out."""
    keyed = any(word.how in ("telex", "vni") for word in found)
    tokens = [_struck(word) if keyed and at in slips else word.token for at, word in enumerate(found)]
    mended = mend([(word.typed, token) for word, token in zip(found, tokens, strict=True)], slips, vocabulary)
    read: list[ReadWord] = []
    for at, word in enumerate(found):
        if meant := mended.get(at):
            forms = [word.typed, *[""] * (len(meant) - 1)]
            read += [ReadWord(form, *token, "repaired") for form, token in zip(forms, meant, strict=True)]
        elif at in slips and vocabulary.knows(word.folded):
            read.append(word._replace(exact=word.folded))
        else:
            read.append(word)
    return read


def _struck(word: ReadWord) -> Syllable:
    """A slip among keystrokes is one of keys: "gaays" is "gấy", near to "giấy"."""
    decoded = (decode(word.typed) for _, decode in _KEYBOARDS)
    return syllable(next(filter(None, decoded), word.typed))
