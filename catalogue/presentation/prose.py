"""Plain text of the record as paragraphs and lists; very long texts folded after their first part."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final, NamedTuple

from django.utils.safestring import SafeString, mark_safe

from catalogue.record import Text
from portal.core.words import gettext

from .wording import NOTHING, phrase

FOLD: Final = 1_500
"""Characters of one text after which the rest is folded."""
HEAD: Final = 900
"""Characters of a folded text that stay in sight."""
LABEL: Final = 240
"""Characters of a paper's name that may stand in its label."""

BULLET = re.compile(r"^\s*([-–—•*·●▪+o○])(?:\s+|(?=[^\W\d_]))")
SECOND = frozenset("+o○")
BREATHS = (re.compile(r"(?<=[.;:])\s+|\s+(?=\()"), re.compile(r"(?<=,)\s+"), re.compile(r"\s+"))
"""Where a long line may be parted, the best first: at a clause, at a comma, at a word."""
SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+")


class Prose(NamedTuple):
    """Escaped HTML and the attribute that says when it is not in the language of the page."""

    html: SafeString
    lang: SafeString = NOTHING


class Line(NamedTuple):
    """One line of a text; ``depth`` 0 is a paragraph, 1 and 2 are list items."""

    depth: int
    text: str


def prose(text: Text | None, *, more: str = "") -> Prose:
    """Return ``text`` as HTML; folded when long, or cut with a link to ``more`` when that is given."""
    words, lang = phrase(text)
    return Prose(body(words, more=more), lang)


def body(words: str, *, more: str = "", fold: int = FOLD) -> SafeString:
    """Write plain ``words`` as HTML blocks."""
    if len(words) <= fold:
        return _blocks(lines(words))
    head, tail = _cut(lines(words), HEAD)
    if more:
        words = gettext("Đọc toàn bộ phần này")
        link = f'<p><a href="{escape(more)}">{escape(words)}</a></p>'
        return mark_safe(_blocks(head) + link)
    summary = escape(gettext("Đọc tiếp"))
    return mark_safe(f"{_blocks(head)}<details><summary>{summary}</summary>{_blocks(tail)}</details>")


def lines(words: str) -> list[Line]:
    """Split a text at its line breaks and read the marks that begin list items."""
    found = []
    for raw in words.replace("\r", "\n").split("\n"):
        line = " ".join(raw.split())
        bullet = BULLET.match(line)
        if bullet and len(line) > bullet.end():
            found.append(Line(2 if bullet[1] in SECOND else 1, line[bullet.end() :]))
        elif line:
            found.append(Line(0, line))
    return found


def label(words: str) -> tuple[str, str]:
    """Part a paper's name into a label and the rest: at a line break, or where a long line takes a breath."""
    head, _, rest = words.strip().partition("\n")
    head = BULLET.sub("", head).strip()
    if len(head) <= LABEL:
        return head, rest.strip()
    for breath in BREATHS:
        places = [found.span() for found in breath.finditer(head, LABEL // 6, LABEL)]
        if places:
            end, start = places[-1]
            return head[:end], f"{head[start:]}\n{rest}".strip()
    return head, rest.strip()


def _sentence(text: str, near: int) -> tuple[str, str]:
    """Cut ``text`` at the last end of a sentence before ``near``, else at a word."""
    ends = list(SENTENCE_END.finditer(text, 40, near))
    if ends:
        return text[: ends[-1].start()], text[ends[-1].end() :]
    at = text.rfind(" ", 40, near)
    return (text[:at] + " …", "… " + text[at + 1 :]) if at > 0 else (text, "")


def _cut(found: list[Line], length: int) -> tuple[list[Line], list[Line]]:
    """Part lines after ``length`` characters; a line that is long by itself is cut at a sentence."""
    used = 0
    for index, line in enumerate(found):
        if used + len(line.text) > length:
            if used >= length // 2:
                return found[:index], found[index:]
            head, rest = _sentence(line.text, length - used)
            tail = [Line(line.depth, rest)] if rest else []
            return [*found[:index], Line(line.depth, head)], [*tail, *found[index + 1 :]]
        used += len(line.text)
    return found, []


def _blocks(found: Iterable[Line]) -> SafeString:
    return mark_safe("".join(_html(found)))


def _html(found: Iterable[Line]) -> Iterator[str]:
    """Yield paragraphs and nested lists; a second-level item without a first-level one stands there."""
    depth = 0
    for line in found:
        wanted = min(line.depth, depth + 1)
        if wanted > depth:
            yield "<ul><li>"
        else:
            yield "</li></ul>" * (depth - wanted)
            if wanted:
                yield "</li><li>"
        yield escape(line.text) if wanted else f"<p>{escape(line.text)}</p>"
        depth = wanted
    yield "</li></ul>" * depth
