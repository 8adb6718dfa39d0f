"""All cases of a record: every combination of answers that its rows tell apart. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Final

from catalogue.guidance import Guidance, OfficeDays, Situation, guide
from catalogue.record import AppliesWhen, ProcedureRecord, Question

MOST: Final = 24
"""Combinations shown; of more, only what each single answer does."""


@dataclass(frozen=True)
class Tried:
    """What ``answers`` (question -> choice) lead to."""

    answers: Mapping[str, str]
    guidance: Guidance


@dataclass(frozen=True)
class Table:
    """``count`` combinations there are; ``whole`` when ``tried`` holds them all, else it holds single answers."""

    tried: tuple[Tried, ...]
    count: int
    whole: bool


def conditions(record: ProcedureRecord) -> Iterator[AppliesWhen]:
    """The condition of every row that may have one."""
    for rows in (record.papers, record.steps, record.times, record.fees):
        yield from (row.applies_when for row in rows)


def asked(record: ProcedureRecord) -> list[Question]:
    """The questions that some row, or the way to hand in, hangs on."""
    named = {condition.question for when in conditions(record) for condition in when}
    return [
        question
        for question in record.questions
        if question.choices and (question.key in named or any(one.method for one in question.choices))
    ]


def table(record: ProcedureRecord, situation: Situation, days: OfficeDays, most: int = MOST) -> Table:
    """Work out every combination of answers, the rest of ``situation`` as it is."""
    questions = asked(record)
    count = prod(len(question.choices) for question in questions)
    whole = count <= most
    answers = _combinations(questions) if whole else _single(questions)
    tried = tuple(Tried(given, guide(record, replace(situation, given=given), days)) for given in answers)
    return Table(tried, count, whole)


def _combinations(questions: Sequence[Question]) -> Iterator[dict[str, str]]:
    for choices in product(*(question.choices for question in questions)):
        yield {question.key: one.key for question, one in zip(questions, choices, strict=True)}


def _single(questions: Sequence[Question]) -> Iterator[dict[str, str]]:
    for question in questions:
        for choice in question.choices:
            yield {question.key: choice.key}
