"""The papers of a procedure as a list to tick, parted by the reader's answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from catalogue.guidance import split
from catalogue.record import Paper, Question

from .checklist import RowWriter
from .conditions import Names, names_of, when_html
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


@dataclass(frozen=True)
class PaperList:
    """What to bring or may still be needed (``sections``), and what is not."""

    sections: list[PaperSection]
    left_out: list[LeftOut]
    certain: int
    possible: int
    sets: str


def paper_list(
    papers: Sequence[Paper],
    questions: Iterable[Question],
    answers: Mapping[str, str],
    *,
    sets: int | None,
    prefix: str = "",
    more: str = "",
) -> PaperList:
    """Prepare the checklist. Notes are shown where they stand and never counted."""
    names = names_of(questions)
    parts = split(papers, answers)
    writer = RowWriter(prefix, more)
    return PaperList(
        sections=_sections(papers, parts["applies"], parts["depends"], names, writer),
        left_out=[
            LeftOut(*writer.named(row), when=when_html(row.applies_when, names)) for row in parts["not"]
        ],
        certain=_distinct(parts["applies"]),
        possible=_distinct(parts["depends"]),
        sets=ngettext("%(n)s bộ hồ sơ", "%(n)s bộ hồ sơ", sets) % {"n": sets} if sets else "",
    )


def _distinct(papers: Iterable[Paper]) -> int:
    """How many papers to bring: notes are none, alternatives of one group count once."""
    return len({paper.one_of or paper.key for paper in papers if paper.kind == "paper"})


def count_range(
    papers: Sequence[Paper], questions: Sequence[Question], answers: Mapping[str, str]
) -> tuple[int, int]:
    """The fewest and the most papers there may be, over the questions still open.

    With one question open every choice is tried; with more, all that is open may or may not be needed.
    """
    still = [question for question in questions if question.key not in answers]
    if len(still) == 1 and still[0].choices:
        trials = [{**answers, still[0].key: choice.key} for choice in still[0].choices]
        counts = [_bounds(papers, trial) for trial in trials]
        return min(low for low, _ in counts), max(high for _, high in counts)
    return _bounds(papers, answers)


def _bounds(papers: Sequence[Paper], answers: Mapping[str, str]) -> tuple[int, int]:
    parts = split(papers, answers)
    return _distinct(parts["applies"]), _distinct([*parts["applies"], *parts["depends"]])


def copies_known(papers: Iterable[Paper]) -> bool:
    """Whether the number of copies is known of any paper."""
    return any(paper.originals or paper.copies for paper in papers)


def _sections(
    papers: Iterable[Paper],
    applies: Iterable[Paper],
    depends: Iterable[Paper],
    names: Names,
    writer: RowWriter,
) -> list[PaperSection]:
    """Rows by heading in the order of the record; inside, what is needed in any case comes first."""
    unsettled = {row.key: when_html(row.applies_when, names) or writer.unclear for row in depends}
    wanted = {*unsettled, *(row.key for row in applies)}
    found: dict[Phrase, dict[SafeString, list[Paper]]] = {}
    for row in papers:
        if row.key in wanted:
            groups = found.setdefault(phrase(row.heading), {NOTHING: []})
            groups.setdefault(unsettled.get(row.key, NOTHING), []).append(row)
    return [_section(heading, groups, writer) for heading, groups in found.items()]


def _section(heading: Phrase, groups: Mapping[SafeString, list[Paper]], writer: RowWriter) -> PaperSection:
    rows = [row for group in groups.values() for row in group]
    return PaperSection(
        heading=heading,
        groups=list(_groups(groups, writer)),
        folded=len(rows) >= MANY_NOTES and all(row.kind == "note" for row in rows),
    )


def _groups(groups: Mapping[SafeString, list[Paper]], writer: RowWriter) -> Iterator[PaperGroup]:
    """One list of rows that each tell their own condition or have none, then those that share one."""
    shared = {when: rows for when, rows in groups.items() if when and len(rows) > 1}
    alone = [(row, when) for when, rows in groups.items() if when not in shared for row in rows]
    if alone:
        yield PaperGroup(NOTHING, writer.rows(alone))
    for when, rows in shared.items():
        yield PaperGroup(when, writer.rows((row, NOTHING) for row in rows))
