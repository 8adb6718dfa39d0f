"""How Vietnamese syllables are built: which are possible, and where the tone mark is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

#: Tone digits of `text.TONES` (the ones people type in VNI) and their combining marks.
MARKS: Final = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
VOWELS: Final = "aăâeêioôơuưy"
_HATTED: Final = "ăâêôơư"
_BARE: Final = str.maketrans("ăâêôơưđ", "aaeooud")

#: Every rhyme of the language, with its hats, by first vowel.
_RHYMES: Final = frozenset(
    re.findall(
        r"\w+",
        "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng "
        "eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac "
        "oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc "
        "oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un "
        "ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uynh uyn uyt uyên uyêt uyu ư ưa ưc ưi ưm ưng ươc "
        "ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu yt",
    )
)
_BARE_RHYMES: Final = frozenset(rhyme.translate(_BARE) for rhyme in _RHYMES)
_INITIAL: Final = re.compile("ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx]?")


def is_syllable(folded: str) -> bool:
    """Whether a bare word can be a Vietnamese syllable, used or not."""
    return any(rhyme in _BARE_RHYMES for _, rhyme in _parts(folded))


def is_spelt(exact: str) -> bool:
    """Whether an exact token is spelt as the language spells: hats, tone, and letters that go together."""
    bare, _, tone = exact.partition(":")
    return any(
        rhyme in _RHYMES
        and not (rhyme.endswith(("c", "ch", "p", "t")) and tone not in ("1", "5"))
        and _agree(initial, rhyme[0])
        for initial, rhyme in _parts(bare)
    )


def _parts(bare: str) -> Iterator[tuple[str, str]]:
    """Initial and rhyme; twice for "gi" and "qu", whose vowel may also belong to the rhyme ("gin")."""
    found = _INITIAL.match(bare)
    initial = found[0] if found else ""
    yield initial, bare[len(initial) :]
    if initial == "gi":
        yield "g", bare[1:]


def _agree(initial: str, vowel: str) -> bool:
    """k, gh and ngh stand before e, ê, i, y; c and ng before the others."""
    light = vowel in "eêiy"
    return light if initial in ("k", "gh", "ngh") else not (light and initial in ("c", "ng"))


def compose(bare: str, tone: str) -> str:
    """The written syllable of a bare one ("hoa", hats kept) and a tone digit ("2", "" for none): "hòa"."""
    if not tone:
        return bare
    at = tone_place(bare)
    return unicodedata.normalize("NFC", bare[: at + 1] + MARKS[tone] + bare[at + 1 :]) if at >= 0 else bare


def tone_place(bare: str) -> int:
    """Index of the letter that carries the tone in the spelling of schoolbooks ("hòa"); -1 without a vowel."""
    start, end = cluster(bare)
    hatted = [at for at in range(start, end) if bare[at] in _HATTED]
    if hatted:
        return hatted[-1]
    size = end - start
    if size == 2:
        return start + 1 if end < len(bare) else start
    return start + (1 if size >= 3 else 0) if size else -1


def cluster(bare: str) -> tuple[int, int]:
    """Start and end of the vowels that can carry the tone; equal when there is none."""
    start = next((at for at, char in enumerate(bare) if char in VOWELS), len(bare))
    glide = bare.startswith(("qu", "gi")) and len(bare) > 2 and bare[2] in VOWELS
    start = 2 if glide else start
    end = start
    while end < len(bare) and bare[end] in VOWELS:
        end += 1
    return start, end
