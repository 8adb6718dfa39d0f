"""Steps. Most records hold one block of text, split only where its numbering runs 1, 2, 3 … without a gap."""

import re
from typing import Final

from .keys import RowKeys
from .node import Node
from .shapes import StepDraft
from .text import unbulleted

_STEP = re.compile(r"(?im)^[ \-–—+*•]*(?:[a-zđ]\)\s*)?bước\s+(\d{1,2})\s*[:.)\-–]?[ ]*(?=\S|$)")
_NUMBER = re.compile(r"(?m)^[ ]*(\d{1,2})[.)][ ]+(?=\S)")
_OPENING = re.compile(r"(?i)^(?:[a-zđ]\)\s*)?bước\s+(\d{1,2})\s*[:.)\-–]*\s*")
_EMPTY_NAMES: Final = frozenset({"mặc định", "trình tự thực hiện", "trình tự", "các bước thực hiện"})
NAME_LENGTH: Final = 120  # characters; a longer first line is text, not a name


def steps_of(detail: Node, keys: RowKeys) -> list[StepDraft]:
    """Return the steps in their order, nothing of their text lost but the numbers they carry."""
    rows = [(node.line("name"), node.text("description")) for node in detail.nodes("executionSteps")]
    rows = [row for row in rows if any(row)]
    if len(rows) == 1:
        name, text = rows[0]
        empty = unbulleted(name).lower().rstrip(" :.") in _EMPTY_NAMES
        rows = _split("" if empty else name, text)
    else:
        rows = [(_unnumbered(name, number), text) for number, (name, text) in enumerate(rows, start=1)]
    return [_step(name, text, keys) for name, text in rows]


def _step(name: str, text: str, keys: RowKeys) -> StepDraft:
    name = unbulleted(name).rstrip(" :")
    if not text:
        name, text = "", name
    return StepDraft(key=keys("step", name, text), name_vi=name, text_vi=text)


def _unnumbered(name: str, number: int) -> str:
    """Drop "Bước 2:" where the row is the second anyway."""
    bare = unbulleted(name)
    opening = _OPENING.match(bare)
    return bare[opening.end() :] if opening and int(opening[1]) == number else name


def _split(name: str, text: str) -> list[tuple[str, str]]:
    for pattern in (_STEP, _NUMBER):
        marks = list(pattern.finditer(text))
        if len(marks) > 1 and [int(mark[1]) for mark in marks] == list(range(1, len(marks) + 1)):
            return _cut(name, text, marks)
    return [(_unnumbered(name, 1), text)]


def _cut(name: str, text: str, marks: list[re.Match[str]]) -> list[tuple[str, str]]:
    """Cut ``text`` at its marks; what stands before the first one opens the first step."""
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    parts = [text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)]
    before = "\n".join(filter(None, (_unnumbered(name, 1), text[: marks[0].start()].strip())))
    rows = [_headed(part) for part in parts if part]
    if before and rows:
        first, rest = rows[0]
        rows[0] = ("", "\n".join(filter(None, (before, first, rest))))
    return rows


def _headed(part: str) -> tuple[str, str]:
    """A short first line over more text is the step's name."""
    first, _, rest = part.partition("\n")
    if rest.strip() and len(first) <= NAME_LENGTH and not first.rstrip().endswith((".", ";", ",")):
        return first.strip(), rest.strip()
    return "", part
