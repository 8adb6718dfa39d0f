"""Characters and syllables: one written form for all the ways a Vietnamese syllable reaches us.

The same syllable arrives composed or decomposed (NFC, NFD), with the tone on either vowel (hoà, hòa),
with final y or i (lý, lí), with invisible characters copied from a web page, in letters of another alphabet
that look the same, in capitals. Nothing here raises on any str, lone surrogates and NUL included.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

#: Combining tone marks and their VNI digit (huyền, sắc, ngã, hỏi, nặng).
TONES = {"\u0300": "2", "\u0301": "1", "\u0303": "4", "\u0309": "3", "\u0323": "5"}
#: Invisible characters that are dropped: they stand inside words (soft hyphen, zero-width, direction marks).
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_UNUSABLE = re.compile("[\x00\ud800-\udfff]")
_WORD = re.compile(r"[^\W_]+")
#: "lý" = "lí", "quý" = "quí"; never "tay" = "tai" or "thuỷ" = "thủi".
_FINAL_Y = re.compile(r"^((?:[^\W\d_aeiouyăâêôơư]+|qu))y$")


#: Letters of other alphabets that look like ours: Cyrillic, Greek, and the đ of old fonts and other languages.
_TWINS = str.maketrans(
    "аеорсухіјѕһԁոүвкмнтαερουικντðɖıſǎĕ",
    "aeopcyxijshdnybkmhtaepouikvtđđisăă",
)
#: What may need more than NFC and small letters: compatibility forms (full width, mathematical letters, ligatures,
#: superscripts) and other alphabets. Everything else takes the short way.
_UNUSUAL = re.compile("[ª²³¹º¼-¾ÐðĕıĲĳŀŉſƉǄ-ǏǱ-ǳɐ-˿̀-ͯͰ-᷿ẚẛἀ- ․-ₜ℀-￿𐀀-􏿿]")


class Syllable(NamedTuple):
    """One word token: `exact` keeps vowels and tone ("hoa:2"), `folded` is bare ("hoa")."""

    exact: str
    folded: str

    @property
    def marked(self) -> bool:
        """Whether the token was written with any Vietnamese mark."""
        return self.exact != self.folded


def clean(text: str) -> str:
    """NFC text without invisible characters; unusable code points become blanks. Idempotent."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _UNUSABLE.sub(" ", text)))


def normalise(text: str) -> str:
    """Clean text in lower case, look-alikes of our letters replaced by them. Idempotent."""
    lower = clean(clean(text).lower())
    return _usual(lower) if _UNUSUAL.search(lower) else lower


def _usual(lower: str) -> str:
    """Compatibility forms and look-alikes as plain letters; marks that stand apart are put on their letters."""
    plain = clean(unicodedata.normalize("NFKC", lower).lower())
    bare = unicodedata.normalize("NFKC", plain).translate(_TWINS)
    return clean(bare)


def words(text: str) -> list[str]:
    """The letter-and-digit words of `text`, normalised, in order."""
    return _WORD.findall(normalise(text))


@lru_cache(maxsize=65536)
def syllable(word: str) -> Syllable:
    """The two written forms of one normalised word. The tone mark is moved to the end, off the vowels."""
    if word.isascii():
        plain = _FINAL_Y.sub(r"\1i", word)
        return Syllable(plain, plain)
    tone, letters = "", []
    for char in unicodedata.normalize("NFD", word):
        if char in TONES:
            tone = TONES[char]
        else:
            letters.append(char)
    bare = _FINAL_Y.sub(r"\1i", unicodedata.normalize("NFC", "".join(letters)))
    return Syllable(f"{bare}:{tone}" if tone else bare, _strip_marks(bare))


def _strip_marks(text: str) -> str:
    """Letters without their marks; đ becomes d."""
    kept = (char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", "".join(kept).replace("đ", "d").replace("Đ", "D"))


def fold(text: str) -> str:
    """Words without marks, joined by single blanks: "Đăng ký khai sinh" -> "dang ki khai sinh"."""
    return " ".join(syllable(word).folded for word in words(text))


def title_key(text: str) -> str:
    """The form in which two titles are twins: tone placement, y/i, case and punctuation aside."""
    return " ".join(syllable(word).exact for word in words(text))
