"""Telex and VNI keystrokes that an input method did not turn into letters.

"giaays", "giay61", "ddaatj", "d9at61" and what is left when it was switched off half-way ("giâys", "đăng kys").
Keys may stand right behind their letter or anywhere later in the word, as input methods allow.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Final

from search.vietnamese.spelling import VOWELS, compose, is_syllable
from search.vietnamese.text import TONES, normalise, syllable

_TELEX_TONES: Final = {"s": "1", "f": "2", "r": "3", "x": "4", "j": "5", "z": ""}
_ROOFS: Final = {"a": "â", "e": "ê", "o": "ô"}
_HORNS: Final = {"u": "ư", "o": "ơ"}
_BREVES: Final = {"a": "ă", "â": "ă"}
#: Longer than any syllable with all its keys.
MAX_KEYS: Final = 12


@dataclass(slots=True)
class _Keyboard:
    """A word while its keys are read: letters with hats, one tone, whether any key did something."""

    letters: list[str] = field(default_factory=list)
    tone: str = ""
    pressed: bool = False

    @classmethod
    def holding(cls, word: str) -> tuple[_Keyboard, list[str]]:
        """An empty keyboard with the tone that the word has already, and the letters to read."""
        tone, letters = "", []
        for char in unicodedata.normalize("NFD", word):
            if char in TONES:
                tone = TONES[char]
            else:
                letters.append(char)
        return cls(tone=tone), list(unicodedata.normalize("NFC", "".join(letters)))

    def has_vowel(self) -> bool:
        return any(char in VOWELS for char in self.letters)

    def press_tone(self, tone: str) -> bool:
        """Set the tone; a second one would be an undone first, no word of ours."""
        if self.tone or not self.has_vowel():
            return False
        self.tone, self.pressed = tone, True
        return True

    def press_hat(self, plain: str, hats: dict[str, str]) -> bool:
        """Put a hat on the last of the letters in `plain`."""
        for at in reversed(range(len(self.letters))):
            if self.letters[at] in plain:
                self.letters[at] = hats[self.letters[at]]
                self.pressed = True
                return True
        return False

    def press_horn(self) -> bool:
        """A horn on "uo" as a whole, else on the last u or o; "ua" is "ưa" but not in "qua"."""
        text = "".join(self.letters)
        at = text.rfind("uo")
        if at >= 0 and not text.startswith("quo"):
            self.letters[at : at + 2] = "ươ"
            self.pressed = True
            return True
        return self.press_hat("uo", _HORNS)

    def press_bar(self) -> bool:
        """đ for a first d."""
        if self.letters[:1] != ["d"]:
            return False
        self.letters[0] = "đ"
        self.pressed = True
        return True

    def written(self) -> str | None:
        """The word, None when no key was pressed or it cannot be a syllable."""
        bare = _horns_agree("".join(self.letters))
        if not self.pressed or not is_syllable(syllable(bare).folded):
            return None
        return compose(bare, self.tone)


def _horns_agree(bare: str) -> str:
    """ "ưo" and "uơ" before another letter are "ươ"; at the end "uơ" ("thuở")."""
    for part in ("ưo", "uơ", "ươ"):
        at = bare.find(part)
        if at >= 0 and not bare.startswith("qu"):
            return bare[:at] + ("ươ" if at + 2 < len(bare) else "uơ") + bare[at + 2 :]
    return bare


def decode_telex(word: str) -> str | None:
    """The word that these Telex keys stand for; None when they are no keys or give no possible syllable."""
    word = normalise(word)
    if not word.isalpha() or len(word) > MAX_KEYS:
        return None
    board, letters = _Keyboard.holding(word)
    for char in letters:
        if not _telex_key(board, char):
            board.letters.append(char)
    return board.written()


def _telex_key(board: _Keyboard, char: str) -> bool:
    """Whether the letter was a key and is used up."""
    if char in _TELEX_TONES and board.has_vowel():
        return board.press_tone(_TELEX_TONES[char])
    if char in _ROOFS:
        return board.press_hat(char, _ROOFS)
    if char == "d" and board.letters:
        return board.press_bar()
    return char == "w" and _telex_w(board)


def _telex_w(board: _Keyboard) -> bool:
    """Horn or breve on what stands before; a "w" of its own is "ư"."""
    last = next((char for char in reversed(board.letters) if char in "aâou"), "")
    after_u = "".join(board.letters).endswith("ua") and board.letters[:1] != ["q"]
    if last and last in "aâ" and not after_u:
        return board.press_hat("aâ", _BREVES)
    if after_u:
        board.letters[-2:] = "ưa"
        board.pressed = True
        return True
    if last:
        return board.press_horn()
    if board.has_vowel():
        return False
    board.letters.append("ư")
    board.pressed = True
    return True


def decode_vni(word: str) -> str | None:
    """The word that these VNI keys stand for; None when they are no keys or give no possible syllable."""
    word = normalise(word)
    if len(word) > MAX_KEYS or word.isalpha() or not word[:1].isalpha():
        return None
    board, letters = _Keyboard.holding(word)
    for char in letters:
        if not char.isdigit():
            board.letters.append(char)
        elif not _vni_key(board, char):
            return None
    return board.written()


def _vni_key(board: _Keyboard, digit: str) -> bool:
    if digit in "12345":
        return board.press_tone(digit)
    if digit == "6":
        return board.press_hat("aeo", _ROOFS)
    if digit == "7":
        return board.press_horn()
    if digit == "8":
        return board.press_hat("aâ", _BREVES)
    return digit == "9" and board.press_bar()
