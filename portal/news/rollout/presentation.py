"""The rollout as its page shows it: a timeline, where each place stands, and figures as chart and table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.presentation.wording import reader
from catalogue.summary import Label, pick

from .charts import Chart, Number, bar_chart
from .problems import key
from .wording import date_words, machine_date, period_words, state_words, value_words

if TYPE_CHECKING:
    from .models import Figure, Locality, Milestone, RolloutPage


@dataclass(frozen=True, slots=True)
class Source:
    name: Label
    url: str


@dataclass(frozen=True, slots=True)
class Event:
    """A milestone. ``place`` None: everywhere."""

    when: str
    machine: str
    state: str
    state_words: str
    place: Label | None
    title: Label
    text: Label
    source: Source


@dataclass(frozen=True, slots=True)
class Standing:
    """The last milestone of a place, and the unit of today it became."""

    place: Label
    event: Event
    unit: Label | None
    unit_url: str


@dataclass(frozen=True, slots=True)
class Row:
    name: Label
    numbers: tuple[Number, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one series and unit. ``source``: the one of all of them, None when rows have their own."""

    name: str
    title: Label
    unit: Label
    periods: tuple[str, ...]
    rows: tuple[Row, ...]
    source: Source | None
    chart: Chart
    described: str


def _pick(row: Any, field: str) -> Label:
    return pick(getattr(row, f"{field}_vi") or "", getattr(row, f"{field}_en"), reader())


def shown(page: "RolloutPage") -> dict[str, Any]:
    """What the template needs; two queries for a saved page, places and units with them."""
    milestones = _rows(page.milestones)
    events = [(row, event_of(row)) for row in sorted(milestones, key=lambda row: (row.date, row.pk or 0))]
    return {
        "lead": _pick(page, "lead"),
        "events": [event for _row, event in events],
        "standings": standings(events),
        "groups": groups(_rows(page.figures)),
    }


def _rows(relation: Any) -> list[Any]:
    """Live rows with their places in one query; a draft's rows are in memory."""
    found = relation.all()
    return list(found.select_related("locality__unit") if hasattr(found, "query") else found)


def source_of(row: Any) -> Source:
    url = row.source_url or ""
    return Source(_pick(row, "source_name"), url if url.startswith(("http://", "https://")) else "")


def event_of(row: "Milestone") -> Event:
    return Event(
        when=date_words(row.date, row.precision),
        machine=machine_date(row.date, row.precision),
        state=row.state,
        state_words=state_words().get(row.state, row.state),
        place=_pick(row.locality, "name") if row.locality else None,
        title=_pick(row, "title"),
        text=_pick(row, "text"),
        source=source_of(row),
    )


def standings(events: Sequence[tuple["Milestone", Event]]) -> list[Standing]:
    """The last thing that happened in each place of its own; what is only planned counts when nothing else did."""
    last: dict[int, tuple[Locality, Event]] = {}
    for row, event in events:
        before = last.get(row.locality_id or 0)
        if row.locality and not (before and row.state == "planned" and before[1].state != "planned"):
            last[row.locality_id] = (row.locality, event)
    places = sorted(last.values(), key=lambda pair: (pair[0].order, pair[0].slug))
    return [_standing(place, event) for place, event in places]


def _standing(place: "Locality", event: Event) -> Standing:
    unit = place.unit
    url = reverse("unit", args=[unit.slug]) if unit else ""
    return Standing(_pick(place, "name"), event, _pick(unit, "name") if unit else None, url)


def groups(figures: Iterable["Figure"]) -> list[Group]:
    """Figures by series and unit, those with the largest number first."""
    by: dict[tuple[str, str], list[Figure]] = {}
    for row in sorted(figures, key=lambda row: row.pk or 0):
        by.setdefault((key(row.series_vi), key(row.unit_vi)), []).append(row)
    largest = sorted(by.values(), key=lambda rows: -max(row.value for row in rows))
    return [_group(f"s{place}", rows) for place, rows in enumerate(largest, 1)]


def _label(row: "Figure") -> Label:
    return _pick(row, "label") if (row.label_vi or "").strip() else _pick(row.locality, "name")


def _name_key(row: "Figure") -> str:
    return key(row.label_vi) or f"#{row.locality_id}"


def _group(name: str, figures: Sequence["Figure"]) -> Group:
    kept = sorted({(row.period_from, row.period_to or row.period_from) for row in figures})
    lines: dict[str, list[Figure]] = {}
    for row in figures:
        lines.setdefault(_name_key(row), []).append(row)
    ordered = sorted(lines.values(), key=lambda line: -max(row.value for row in line if _is_first(row, line)))
    rows = tuple(_row(line, kept) for line in ordered)
    sources = {source for row in rows for source in row.sources}
    periods = tuple(period_words(first, last) for first, last in kept)
    unit = _pick(figures[0], "unit")
    return Group(
        name=name,
        title=_pick(figures[0], "series"),
        unit=unit,
        periods=periods,
        rows=rows,
        source=next(iter(sources)) if len(sources) == 1 else None,
        chart=bar_chart([(row.name.text, row.numbers) for row in rows]),
        described=_described(rows, periods, unit),
    )


def _is_first(row: "Figure", line: Sequence["Figure"]) -> bool:
    return row.period_from == min(other.period_from for other in line)


def _row(line: Sequence["Figure"], periods: Sequence[tuple[date, date]]) -> Row:
    by = {(row.period_from, row.period_to or row.period_from): row for row in line}
    numbers = tuple(_number(by[period].value) if period in by else _number(None) for period in periods)
    return Row(_label(line[0]), numbers, tuple(dict.fromkeys(source_of(row) for row in line)))


def _number(value: Decimal | None) -> Number:
    return Number(value, _("chưa có số liệu") if value is None else value_words(value))


def _described(rows: Sequence[Row], periods: Sequence[str], unit: Label) -> str:
    """What somebody who can't see the chart should know before they read its table."""
    values = [(n.value, row, n, p) for row in rows for n, p in zip(row.numbers, periods, strict=True)]
    most = max((entry for entry in values if entry[0] is not None), key=lambda entry: entry[0])
    return _(
        "Biểu đồ cột ngang, %(lines)s dòng, kỳ: %(periods)s. Lớn nhất: %(name)s, %(number)s %(unit)s (%(period)s). "
        "Bảng bên cạnh có đủ các số."
    ) % {
        "lines": len(rows),
        "periods": ", ".join(periods),
        "name": most[1].name.text,
        "number": most[2].text,
        "unit": unit.text,
        "period": most[3],
    }
