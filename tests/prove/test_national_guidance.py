"""6. Guidance on every imported record: the papers of each case are the source's rows for that case."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from catalogue.guidance import Guidance, PaperLine, Situation, guide
from catalogue.record import ProcedureRecord, read_record
from tests.prove.conftest import Figure, Imported
from tests.prove.source_cases import Row, SourceCases, differences, folded, plain, source_cases

pytestmark = [pytest.mark.prove, pytest.mark.national]

TODAY = date(2026, 11, 24)


@dataclass
class Compared:
    """What was compared, and where guidance says something else than the source."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def compare(self, source: SourceCases, record: ProcedureRecord) -> None:
        """Every case of one record: nothing answered, then each choice alone."""
        self.counts["records"] += 1
        self.counts["rows of the source"] += len(source.rows)
        self.counts["records whose source names cases"] += bool(source.choices)
        self.counts["rows without numbers: paper or sentence, not judged"] += sum(
            row.kind == "either" for row in source.rows
        )
        self.case(source, None, guide(record, Situation(on=TODAY)))
        asked = [(question, choice) for question in record.questions for choice in question.choices]
        chosen = {folded(plain(choice.label.vi)): choice for _, choice in asked}
        if chosen.keys() != source.choices.keys():
            self.wrong.append(f"{source.code}: choices {chosen.keys() ^ source.choices.keys()}")
        for question, choice in asked:
            case = folded(plain(choice.label.vi))
            self.case(source, case, guide(record, Situation(on=TODAY, given={question.key: choice.key})))

    def case(self, source: SourceCases, case: str | None, found: Guidance) -> None:
        papers, expected = found.papers, source.shown(case)
        needs = [_row(line) for need in papers.needs for line in need.lines]
        notes = [_row(line) for line in papers.notes]
        left = [_row(line).name for line in papers.left_out]
        wrong = differences(expected, needs, notes)
        if left != [row.name for row in source.left_out(case)]:
            wrong.append("left out differs")
        wrong += _miscounted(expected, found, case)
        self.wrong += [f"{source.code} ({case}): {said}" for said in wrong]
        self.counts[f"cases worked out: {'one choice' if case else 'nothing answered'}"] += 1
        self.counts["papers shown, all cases"] += len(needs)
        self.counts["notes shown, all cases"] += len(notes)
        self.counts["rows left out, all cases"] += len(left)


def _row(line: PaperLine) -> Row:
    paper = line.paper
    heading = plain(paper.heading.vi) if paper.heading else ""
    name, kind = plain(paper.name.vi), "note" if paper.kind == "note" else "paper"
    return Row(name, heading, paper.originals, paper.copies, kind, paper.handing, None)


def _miscounted(expected: Sequence[Row], found: Guidance, case: str | None) -> Iterator[str]:
    """Nothing answered leaves the rows of cases open; an answer settles all of them."""
    papers = found.papers
    if papers.looked_up:
        yield "looked up: the source says nothing of that"
    if papers.certain + papers.possible != len(papers.needs):
        yield "counts differ from the papers shown"
    shown = [*(line for need in papers.needs for line in need.lines), *papers.notes]
    depending = sum(line.verdict == "depends" for line in shown)
    if depending != (0 if case else sum(row.case is not None for row in expected)):
        yield f"{depending} rows depend on an answer"
    if bool(found.open_questions) != bool(depending):
        yield "the question is open when no row depends on it, or the other way"


@pytest.fixture(scope="module")
def compared(national: Imported, national_file: Path) -> Compared:
    file = national.portal.folder / "guidance.jsonl"
    national.portal.ask("guidance.records", out=str(file))
    return compare(national_file, file)


def compare(source: Path, records: Path) -> Compared:
    """Every line of ``source`` beside the record of its code."""
    with records.open(encoding="utf-8") as file:
        stored = dict(json.loads(line) for line in file)
    found = Compared()
    for cases in source_cases(source):
        found.compare(cases, read_record(stored.pop(cases.code)))
    found.wrong += [f"{code}: not in the source" for code in stored]
    return found


def test_papers_of_every_case_are_the_rows_of_the_source(compared: Compared, figure: Figure) -> None:
    for name, count in compared.counts.items():
        figure(name, count)
    figure("differences", len(compared.wrong))
    assert compared.counts["records"] >= 5_600
    assert compared.wrong[:10] == []
