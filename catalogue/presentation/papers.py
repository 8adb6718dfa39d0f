"""The papers of a case as a list to tick: needs in the order of the source, alternatives together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from catalogue.guidance import PaperGuidance, PaperLine
from catalogue.guidance.papers import papers_for
from catalogue.record import ProcedureRecord

from .checklist import Row, RowWriter
from .conditions import Names, when_html
from .wording import NOTHING, Phrase, phrase

MANY_NOTES: Final = 4
"""Notes in a row from which on they are folded."""


class PaperGroup(NamedTuple):
    """Rows under one condition not settled yet; without one, each row tells its own or is needed in any case."""

    when: SafeString
    rows: SafeString


@dataclass(frozen=True)
class PaperSection:
    """Rows under one heading of the source; ``folded`` when they are many notes, which most people skip."""

    heading: Phrase
    groups: list[PaperGroup]
    folded: bool


class LeftOut(NamedTuple):
    name: str
    lang: SafeString
    rest: SafeString
    when: SafeString


class LookedUp(NamedTuple):
    """A paper the office sees itself, and in which database."""

    name: str
    lang: SafeString
    where: Phrase
    when: SafeString


@dataclass(frozen=True)
class PaperList:
    """What to bring or may still be needed (``sections``), what the office looks up, and what is not needed."""

    sections: list[PaperSection]
    looked_up: list[LookedUp]
    left_out: list[LeftOut]
    fewest: int
    most: int
    open: bool
    sets: str


def paper_list(
    record: ProcedureRecord, found: PaperGuidance, given: Mapping[str, str], names: Names, writer: RowWriter
) -> PaperList:
    """Prepare the checklist. Notes are shown where they stand and never counted."""
    fewest, most = count_range(record, found, given)
    lines = [line for need in found.needs for line in need.lines]
    return PaperList(
        sections=_sections(record, found, names, writer),
        looked_up=[_looked_up(line, names, writer) for line in found.looked_up],
        left_out=[
            LeftOut(*writer.named(line.paper), when=when_html(line.paper.applies_when, names))
            for line in found.left_out
        ],
        fewest=fewest,
        most=most,
        open=any(line.verdict == "depends" for line in lines),
        sets=ngettext("%(n)s bộ hồ sơ", "%(n)s bộ hồ sơ", record.sets) % {"n": record.sets}
        if record.sets
        else "",
    )


def count_range(record: ProcedureRecord, found: PaperGuidance, given: Mapping[str, str]) -> tuple[int, int]:
    """The fewest and the most needs there may be, over the questions still open.

    With one question open every choice is tried; with more, all that is open may or may not be needed.
    """
    still = [question for question in record.questions if question.key not in given and question.choices]
    if found.possible and len(still) == 1:
        trials = [
            papers_for(record.papers, {**given, still[0].key: choice.key}) for choice in still[0].choices
        ]
        return min(t.certain for t in trials), max(t.certain + t.possible for t in trials)
    return found.certain, found.certain + found.possible


def _looked_up(line: PaperLine, names: Names, writer: RowWriter) -> LookedUp:
    name, lang, _ = writer.named(line.paper)
    when = when_html(line.paper.applies_when, names) if line.verdict == "depends" else NOTHING
    return LookedUp(name, lang, phrase(line.paper.lookup), when)


def _sections(
    record: ProcedureRecord, found: PaperGuidance, names: Names, writer: RowWriter
) -> list[PaperSection]:
    """Rows by heading in the order of the record; inside, what is needed in any case comes first."""
    order = {paper.key: at for at, paper in enumerate(record.papers)}
    rows = [Row(need.lines, need.group, need.met) for need in found.needs]
    rows += [Row((line,)) for line in found.notes]
    rows.sort(key=lambda row: order[row.lines[0].paper.key])
    whens = {
        line.paper.key: when_html(line.paper.applies_when, names) or writer.unclear
        for row in rows
        for line in row.lines
        if line.verdict == "depends"
    }
    by_heading: dict[Phrase, dict[SafeString, list[Row]]] = {}
    for row in rows:
        groups = by_heading.setdefault(phrase(row.lines[0].paper.heading), {NOTHING: []})
        groups.setdefault(_shared_when(row, whens), []).append(row)
    return [_section(heading, groups, whens, writer) for heading, groups in by_heading.items()]


def _shared_when(row: Row, whens: Mapping[str, SafeString]) -> SafeString:
    """The condition of all papers of a row; none when they differ: each then tells its own."""
    found = {whens.get(line.paper.key, NOTHING) for line in row.lines}
    return found.pop() if len(found) == 1 else NOTHING


def _section(
    heading: Phrase,
    groups: Mapping[SafeString, list[Row]],
    whens: Mapping[str, SafeString],
    writer: RowWriter,
) -> PaperSection:
    rows = [row for group in groups.values() for row in group]
    return PaperSection(
        heading=heading,
        groups=list(_groups(groups, whens, writer)),
        folded=len(rows) >= MANY_NOTES and all(row.lines[0].paper.kind == "note" for row in rows),
    )


def _groups(
    groups: Mapping[SafeString, Sequence[Row]], whens: Mapping[str, SafeString], writer: RowWriter
) -> Iterator[PaperGroup]:
    """One list of rows that each tell their own condition or have none, then those that share one."""
    shared = {when: rows for when, rows in groups.items() if when and len(rows) > 1}
    alone: Iterable[Row] = [row for when, rows in groups.items() if when not in shared for row in rows]
    if alone:
        yield PaperGroup(NOTHING, writer.rows(alone, whens))
    for when, rows in shared.items():
        yield PaperGroup(when, writer.rows(rows, {}))
