"""The cases of sample_cases.tsv: what people of the sample catalogue are to be told.

Worked out by hand from the records and the calendar, never by running the guidance. Of each case:

- ``answers``: "question=choice"; ``how``: method, place (units, the smallest first), filed (else Monday
  2026-11-23; the day after it is a holiday), late (after the last hour), ``sl-<fee>`` quantities;
- ``papers`` to bring, in their order, by the beginning of their names: "?" may be needed, " | " one is enough;
- ``fee``: amounts ("least-most" when not exact), then what has no number, "or" before what stands in place of the
  amounts, "elsewhere" when other places have their own; by way to hand in when they differ; "none": no fee is named;
- ``due``: one day, or the first and the last; "-" when nobody can count one;
- ``looked_up``, ``notes``, ``left_out``: other papers; an empty ``left_out`` is not looked at.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from catalogue.guidance import Situation

TABLE = Path(__file__).with_suffix(".tsv")
FILED = "2026-11-23"


@dataclass(frozen=True)
class Case:
    line: int
    code: str
    situation: Situation
    papers: list[str]
    fee: str
    due: str
    looked_up: list[str]
    notes: list[str]
    left_out: list[str]

    def __str__(self) -> str:
        return f"{self.code}-line-{self.line}"


def pairs(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split())


def names(text: str) -> list[str]:
    return [name for name in text.split("; ") if name]


def situation(answers: str, how: str) -> Situation:
    said = pairs(how)
    quantities = {name.removeprefix("sl-"): Decimal(said[name]) for name in said if name.startswith("sl-")}
    filed = date.fromisoformat(said.get("filed", FILED))
    return Situation(
        on=filed,
        given=pairs(answers),
        place=tuple(filter(None, said.get("place", "").split(","))),
        quantities=quantities,
        method=said.get("method"),  # type: ignore[arg-type]
        filed=filed,
        after_cutoff="late" in said,
    )


def read_cases() -> list[Case]:
    found = []
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").splitlines()[1:], start=2):
        if line.startswith("#"):
            continue
        code, answers, how, papers, fee, due, looked_up, notes, left_out = line.split("\t")
        lists = (names(looked_up), names(notes), names(left_out))
        found.append(Case(number, code, situation(answers, how), names(papers), fee, due, *lists))
    return found
