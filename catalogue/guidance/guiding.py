"""The exact answer for one case: papers, fees, times and steps of a record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from catalogue.record import AppliesWhen, Method, ProcedureRecord, Question, Step

from .applying import verdict
from .fees import FeeGuidance, fees_for
from .office_days import OfficeDays
from .papers import PaperGuidance, papers_for
from .situation import Situation
from .times import TimeGuidance, times_for


@dataclass(frozen=True)
class Guidance:
    """What holds for the case; ``open_questions`` are those whose answer may still change something shown.

    ``situation`` is the one worked with: answers that the record does not know are out of it, and ``method``,
    the way to hand in, is in it. ``steps`` apply or may, ``other_steps`` do not.
    """

    situation: Situation
    method: Method | None
    papers: PaperGuidance
    fees: FeeGuidance
    times: TimeGuidance
    steps: tuple[Step, ...]
    other_steps: tuple[Step, ...]
    open_questions: tuple[Question, ...]


def guide(record: ProcedureRecord, situation: Situation, days: OfficeDays | None = None) -> Guidance:
    """Work out the case of ``situation``. Pure: no clock, no database; the same input gives the same answer.

    The way to hand in is the situation's, else that of an answer which is one (``Choice.method``); answers that
    name different ways name none.
    """
    given = _known(record, situation.given)
    method = situation.method or _method(record, given)
    situation = replace(situation, given=given, method=method)
    papers = papers_for(record.papers, given)
    methods = {channel.key: channel.method for channel in record.channels}
    fees = fees_for(record.fees, methods, situation)
    times = times_for(record.channels, record.times, situation, days or OfficeDays())
    parts = [(step, verdict(step.applies_when, given)) for step in record.steps]
    steps = tuple(step for step, found in parts if found != "not")
    asked = {condition.question for when in _shown(papers, fees, times, steps) for condition in when}
    return Guidance(
        situation=situation,
        method=method,
        papers=papers,
        fees=fees,
        times=times,
        steps=steps,
        other_steps=tuple(step for step, found in parts if found == "not"),
        open_questions=_open(record, given, asked, method),
    )


def _known(record: ProcedureRecord, given: Mapping[str, str]) -> dict[str, str]:
    """The answers that are a choice of a question of the record."""
    choices = {question.key: {choice.key for choice in question.choices} for question in record.questions}
    return {key: answer for key, answer in given.items() if answer in choices.get(key, ())}


def _method(record: ProcedureRecord, given: Mapping[str, str]) -> Method | None:
    named = {
        choice.method
        for question in record.questions
        for choice in question.choices
        if choice.method and given.get(question.key) == choice.key
    }
    return named.pop() if len(named) == 1 else None


def _shown(
    papers: PaperGuidance, fees: FeeGuidance, times: TimeGuidance, steps: tuple[Step, ...]
) -> Iterator[AppliesWhen]:
    """The conditions of what applies or may: answered, or what to ask. What is left out asks nothing."""
    for need in papers.needs:
        yield from (line.paper.applies_when for line in need.lines)
    yield from (line.paper.applies_when for line in (*papers.notes, *papers.looked_up))
    yield from (line.fee.applies_when for line in fees.lines)
    yield from (line.case.applies_when for line in times.lines if line.case)
    yield from (step.applies_when for step in steps)


def _open(
    record: ProcedureRecord, given: Mapping[str, str], asked: set[str], method: Method | None
) -> tuple[Question, ...]:
    """The questions without an answer that are asked for, or whose answer says the way to hand in."""
    return tuple(
        question
        for question in record.questions
        if question.key not in given
        and (question.key in asked or (method is None and any(choice.method for choice in question.choices)))
    )
