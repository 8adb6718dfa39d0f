"""Papers whose words name a case and for which a question can be proposed, by procedure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, Final

from django.db.models import QuerySet

from catalogue.models import Finding, ProcedurePage

from .lifting import Lift, lift, same

RULE: Final = "case-inside-paper"
KEPT: Final = 8192  # texts whose proposal is remembered; the national record has some 6,000

_lift = lru_cache(maxsize=KEPT)(lift)


@dataclass(frozen=True)
class Row:
    """A paper and the answer with which it applies."""

    finding: int
    text: str
    applies: int


@dataclass(frozen=True)
class Ask:
    """One question and the papers of one procedure that hang on it."""

    question: str
    choices: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def id(self) -> int:
        return self.rows[0].finding


@dataclass(frozen=True)
class Waiting:
    """What is proposed for one procedure."""

    code: str
    title: str
    page: int
    asks: tuple[Ask, ...]


@dataclass(frozen=True)
class Numbers:
    """Of ``found`` open findings, ``proposed`` have a proposal, in so many ``procedures``."""

    found: int
    proposed: int
    procedures: int


def open_findings(code: str = "") -> QuerySet[Finding]:
    found = Finding.objects.filter(state="open", rule=RULE).order_by("code", "pk")
    return found.filter(code=code) if code else found


def waiting(code: str = "") -> tuple[Numbers, list[tuple[str, list[tuple[int, str, Lift]]]]]:
    """All open findings that have a proposal, by code of the procedure. One query."""
    found = list(open_findings(code).values_list("code", "pk", "source_text"))
    lifted = [(one, pk, text, proposal) for one, pk, text in found if (proposal := _lift(text))]
    by_code = [
        (one, [(pk, text, proposal) for _code, pk, text, proposal in rows])
        for one, rows in groupby(lifted, key=lambda row: row[0])
    ]
    return Numbers(len(found), len(lifted), len(by_code)), by_code


def shown(by_code: Iterable[tuple[str, list[tuple[int, str, Lift]]]]) -> list[Waiting]:
    """The part of ``waiting`` that a page of the list shows. One query."""
    found = list(by_code)
    pages = {
        code: (title, pk)
        for code, title, pk in ProcedurePage.objects.filter(code__in=[code for code, _ in found]).values_list(
            "code", "title", "pk"
        )
    }
    return [Waiting(code, *pages[code], tuple(_asks(rows))) for code, rows in found if code in pages]


def _asks(rows: list[tuple[int, str, Lift]]) -> Iterator[Ask]:
    """Rows with the same condition share one question."""
    by_condition: dict[str, list[tuple[int, str, Lift]]] = {}
    for row in rows:
        by_condition.setdefault(same(row[2].condition), []).append(row)
    for alike in by_condition.values():
        first = alike[0][2]
        yield Ask(
            first.question,
            first.choices,
            tuple(Row(pk, text, first.choices.index(found.applies)) for pk, text, found in alike),
        )


def rows_named(page: ProcedurePage, findings: Iterable[Finding]) -> dict[int, str]:
    """The keys of the draft's papers that ``findings`` are about, by finding; those it no longer has are left out.

    A finding knows the words of its row only: rows with the same words are taken in their order.
    """
    by_name: dict[str, list[Any]] = {}
    for paper in page.get_latest_revision_as_object().papers.all():
        by_name.setdefault(" ".join((paper.name_vi or "").split()), []).append(paper)
    keys: dict[int, str] = {}
    for finding in findings:
        left = by_name.get(" ".join(finding.source_text.split()))
        if left:
            keys[finding.pk] = left.pop(0).key
    return keys
