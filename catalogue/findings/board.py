"""The numbers of the board: findings by rule and by topic, and what the latest imports did."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from catalogue.finding_rules import RULES, rule_of
from catalogue.models import Finding, ImportRun, Topic

from .filters import NO_TOPIC, STATES, Filters, of_page
from .where import section_title

RUNS = 5
ORDER = {rule: place for place, rule in enumerate(RULES)}


@dataclass
class Line:
    """A row of a table: ``cells`` are the count of each state and the query string that lists them."""

    name: str
    title: str
    advice: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    cells: list[tuple[str, int, str]] = field(default_factory=list)
    query: str = ""

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Group:
    """The rules that concern one section of the editor."""

    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Run:
    """An import in numbers; ``query`` lists what it found first."""

    run: ImportRun
    numbers: list[tuple[str, int]]
    query: str


def open_count() -> int:
    """How many findings wait; answered from the index alone."""
    return Finding.objects.filter(state="open").count()


def by_rule(filters: Filters) -> list[Group]:
    """The rules that have findings, grouped by section in the order in which rules are listed. One query."""
    lines = _lines(filters.matching().values("rule", "state"), "rule")
    for name, line in lines.items():
        rule = rule_of(name)
        line.title, line.advice = rule.title, rule.advice
        _link(line, filters.having(rule=name))
    ordered = sorted(lines.values(), key=lambda line: (ORDER.get(line.name, len(ORDER)), line.name))
    groups: dict[str, list[Line]] = {}
    for line in ordered:
        groups.setdefault(section_title(rule_of(line.name).section), []).append(line)
    return [Group(title, found) for title, found in groups.items()]


def by_topic(filters: Filters) -> list[Line]:
    """The topics whose procedures have findings, those with most to do first. Two queries."""
    found = filters.matching().annotate(of_topic=of_page("topic__slug")).values("of_topic", "state")
    lines = _lines(found, "of_topic")
    names = dict(Topic.objects.filter(slug__in=list(filter(None, lines))).values_list("slug", "name_vi"))
    for slug, line in lines.items():
        line.title = names.get(slug) or _("Chưa rõ lĩnh vực")
        _link(line, filters.having(topic=slug or NO_TOPIC))
    return sorted(lines.values(), key=lambda line: (-line.counts.get("open", 0), -line.total, line.title))


def _lines(found: QuerySet[Finding, Any], name: str) -> dict[str, Line]:
    lines: dict[str, Line] = {}
    for row in found.order_by().annotate(n=Count("pk")):
        key = row[name] or ""
        lines.setdefault(key, Line(key, key)).counts[row["state"]] = row["n"]
    return lines


def _link(line: Line, filters: Filters) -> None:
    line.query = filters.query
    line.cells = [
        (label, line.counts.get(state, 0), filters.having(state=state).query)
        for state, label in STATES.items()
    ]


def totals(groups: Iterable[Group], filters: Filters) -> Line:
    """The last row of the table by rule."""
    whole = Line("", _("Tất cả"))
    for line in (line for group in groups for line in group.lines):
        for state, count in line.counts.items():
            whole.counts[state] = whole.counts.get(state, 0) + count
    _link(whole, filters)
    return whole


def latest_runs() -> list[Run]:
    """The latest imports, the newest first. One query."""
    return [
        Run(run, _numbers(run.report), Filters(run=str(run.pk)).query)
        for run in ImportRun.objects.all()[:RUNS]
    ]


def _numbers(report: dict[str, Any]) -> list[tuple[str, int]]:
    """What a report counts; one of another make lacks some."""
    names = {
        "read": _("đã đọc"),
        "new": _("mới"),
        "changed": _("thay đổi"),
        "unchanged": _("không đổi"),
        "versions": _("bản công khai mới"),
        "findings": _("điều cần xem lại"),
        "gone": _("không còn trong tệp"),
        "skipped": _("dòng bỏ qua"),
    }
    return [(label, _size(report[name])) for name, label in names.items() if name in report]


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return sum(one for one in value.values() if isinstance(one, int))
    return len(value) if isinstance(value, list) else int(value or 0)


def rule_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The rules that have findings, by section, for a list to choose from. One query."""
    used = Finding.objects.order_by().values_list("rule", flat=True).distinct()
    ordered = sorted(used, key=lambda name: (section_title(rule_of(name).section), ORDER.get(name, 0), name))
    return [
        (title, [(name, rule_of(name).title) for name in names])
        for title, names in groupby(ordered, key=lambda name: section_title(rule_of(name).section))
    ]


def topic_choices() -> list[tuple[str, str]]:
    """All topics by name, for a list to choose from. One query."""
    return [
        *Topic.objects.order_by("name_vi").values_list("slug", "name_vi"),
        (NO_TOPIC, _("Chưa rõ lĩnh vực")),
    ]
