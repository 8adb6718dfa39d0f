"""The chart of a table: the same numbers as bars, drawn by the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext

from catalogue.situation import read_number
from portal.news.rollout.charts import KINDS, Chart, Number, bar_chart

UNKNOWN: Final = "–"


@dataclass(frozen=True)
class Drawing:
    """What ``rollout/chart.html`` needs; ``name`` is unique on its page."""

    name: str
    title: str
    described: str
    chart: Chart


def has_numbers(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a cell after the first of some row is a number."""
    return any(read_number(cell) is not None for row in rows for cell in row[1:])


def drawing(name: str, title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Drawing | None:
    """Draw the first columns of numbers, a line for each row; None when there is no number."""
    if not has_numbers(rows):
        return None
    lines = [(row[0], [_number(cell) for cell in row[1 : KINDS + 1]]) for row in rows if row]
    described = gettext("Biểu đồ cột: %(columns)s. Số liệu trong bảng bên dưới.") % {
        "columns": ", ".join(head[1 : KINDS + 1])
    }
    return Drawing(name, title, described, bar_chart(lines))


def _number(cell: str) -> Number:
    value = read_number(cell)
    return Number(value, cell if value is not None else cell or UNKNOWN)
