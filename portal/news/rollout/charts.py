"""Horizontal bars, laid out in em and per cent: no script, no style, sharp at any width and size of text. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

LABEL: Final = Decimal("1.5")  # em: the line of words above the bars
BAR: Final = Decimal("1.35")  # em: one bar and the gap below it
GAP: Final = Decimal("0.6")  # em: below the bars of one line
SIGN: Final = Decimal("2.7")  # per cent of the narrowest chart (328 px) that one sign of a number takes
NARROWEST: Final = Decimal(30)  # per cent: bars get at least this much
LONGEST_NAME: Final = 42
KINDS: Final = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """``kind`` 1–4 is how it is drawn; ``y`` and ``text_y`` in em; ``width`` in per cent. Without a number: None."""

    kind: int
    y: Decimal
    text_y: Decimal
    width: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    y: Decimal
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    lines: tuple[Line, ...]
    height: Decimal
    """In em."""


@dataclass(frozen=True, slots=True)
class Number:
    """A value and how it is written; a value of None is not known, and ``text`` says so."""

    value: Decimal | None
    text: str


def bar_chart(rows: Sequence[tuple[str, Sequence[Number]]]) -> Chart:
    """Lay out a line for each row, a bar for each of its numbers (0 or more), all on one scale from 0."""
    known = [number for _name, numbers in rows for number in numbers if number.value is not None]
    top = max((number.value for number in known if number.value is not None), default=Decimal(0))
    longest = max((len(number.text) for _name, numbers in rows for number in numbers), default=0)
    most = max(NARROWEST, 97 - SIGN * longest)
    lines, y = [], Decimal(0)
    for name, numbers in rows:
        lines.append(_line(name, numbers, y, most / top if top else Decimal(0)))
        y += LABEL + BAR * len(numbers) + GAP
    return Chart(tuple(lines), y)


def _line(name: str, numbers: Sequence[Number], y: Decimal, scale: Decimal) -> Line:
    bars = []
    for place, number in enumerate(numbers):
        top = y + LABEL + BAR * place
        width = None if number.value is None else (number.value * scale).quantize(Decimal("0.01"))
        bars.append(Bar(place % KINDS + 1, top, top + Decimal("0.9"), width, number.text))
    return Line(_short(name), y + Decimal("1.1"), tuple(bars))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
