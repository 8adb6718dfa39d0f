"""Text of the source made clean, its words left as they are."""

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_BULLET = re.compile(r"^(?:[-–—+*•●▪■◆]+\s*)+")
_MANY_LINES = re.compile(r"\n{3,}")
_TOPIC_CODE = re.compile(r"\s*\([A-Z]\d{2}-[^)]*\)$")
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return ``text`` in NFC without invisible characters, blanks at line ends or runs of empty lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _BLANKS.sub(" ", _SURROGATE.sub("", _INVISIBLE.sub("", text)))
    text = "\n".join(line.rstrip() for line in unicodedata.normalize("NFC", text).split("\n"))
    return _MANY_LINES.sub("\n\n", text).strip()


def line(text: str) -> str:
    """Return ``text`` clean and on one line."""
    return _SPACES.sub(" ", clean(text))


def unbulleted(text: str) -> str:
    """Return ``text`` without the list mark in front: "- Giấy khai sinh" -> "Giấy khai sinh"."""
    return _BULLET.sub("", text).strip()


def label(text: str) -> str:
    """Return the name of a group of papers on one line, without list mark and closing colon."""
    return unbulleted(line(text)).strip(" :;*").strip()


def tidied(title: str) -> str:
    """Return an official title fit for a heading: one line, no closing stop, not all in capitals."""
    title = line(title).rstrip(" .;,:")
    letters = [letter for letter in title if letter.isalpha()]
    if len(letters) > 8 and all(letter.isupper() for letter in letters):
        title = title[0] + title[1:].lower()
    return title


def bare_topic(name: str) -> str:
    """Return the name of a topic without the source's code in brackets: "Việc làm (G07-LĐ11)" -> "Việc làm"."""
    return _TOPIC_CODE.sub("", name)


def matching(text: str) -> str:
    """Return the form under which two writings of one name are equal; also "uỷ" = "ủy", "hoà" = "hòa"."""
    text = label(text).lower().rstrip(" .;,:")
    for old, new in _TONES:
        text = text.replace(old, new)
    return text


_TONES = (
    ("uỷ", "ủy"),
    ("uý", "úy"),
    ("uỳ", "ùy"),
    ("uỵ", "ụy"),
    ("oà", "òa"),
    ("oá", "óa"),
    ("oả", "ỏa"),
    ("oã", "õa"),
    ("oạ", "ọa"),
)
"""After "q" both writings keep the tone on the last letter: "quý" meets "qúy" here, and nobody sees it."""
