"""Vietnamese alphabetical order as plain sortable text, the same on every database.

Order of letters a ă â b c d đ e ê …, then of tones: level, huyền, hỏi, ngã, sắc, nặng.
"""

import unicodedata

LETTERS = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
RANK = {letter: chr(0x41 + rank) for rank, letter in enumerate(LETTERS)}
SPACE = " "


def collation_key(text: str) -> str:
    """Return an ASCII text that sorts as ``text`` does in a Vietnamese dictionary."""
    primary, tones = [], []
    for letter, tone in map(_letter_and_tone, unicodedata.normalize("NFC", text).lower()):
        rank = RANK.get(letter)
        if rank:
            primary.append(rank)
            tones.append(tone)
        elif primary and primary[-1] != SPACE:
            primary.append(SPACE)
    return "".join(primary).strip() + "!" + "".join(tones)


def _letter_and_tone(letter: str) -> tuple[str, str]:
    tone = "0"
    parts = []
    for part in unicodedata.normalize("NFD", letter):
        if part in TONES:
            tone = TONES[part]
        else:
            parts.append(part)
    return unicodedata.normalize("NFC", "".join(parts)), tone
