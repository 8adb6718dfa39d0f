"""A case as a whole: the way to hand in, steps, and which questions are still worth asking."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.guidance import Guidance, OfficeDays, Situation, guide
from catalogue.guidance.fees import fees_for
from catalogue.guidance.times import times_for
from catalogue.record import (
    CaseTime,
    Channel,
    Choice,
    Condition,
    Duration,
    Fee,
    Method,
    Paper,
    ProcedureRecord,
    Question,
    Source,
    Step,
    Text,
)

from .drawn import ANSWERS, KNOWN, QUESTIONS, fixed, records

TODAY = date(2026, 11, 24)
X = (Condition(question="a", choices=("x",)),)
BOTH = (*X, Condition(question="b", choices=("x",)))


def record(**sections: object) -> ProcedureRecord:
    name = Text(vi="Thủ tục")
    return ProcedureRecord.model_validate(
        {"code": "1.000001", "title": name, "official_title": name, "questions": QUESTIONS, **sections}
    )


def paper(key: str, when: tuple[Condition, ...] = (), one_of: str | None = None) -> Paper:
    return Paper(key=key, name=Text(vi=key), one_of=one_of, applies_when=when)


def way(key: str, **methods: Method) -> Question:
    choices = tuple(Choice(key=name, label=Text(vi=name), method=method) for name, method in methods.items())
    return Question(key=key, text=Text(vi="?"), choices=(*choices, Choice(key="other", label=Text(vi="?"))))


def case(of: ProcedureRecord, method: Method | None = None, /, **given: str) -> Guidance:
    return guide(of, Situation(on=TODAY, given=given, method=method))


def asked(found: Guidance) -> list[str]:
    return [question.key for question in found.open_questions]


def test_the_way_to_hand_in_is_that_of_an_answer() -> None:
    asks = record(questions=(way("w", desk="in_person", net="online"),))
    assert case(asks).method is None
    assert case(asks, w="other").method is None
    found = case(asks, w="net")
    assert (found.method, found.situation.method) == ("online", "online")
    more = record(questions=(way("w", desk="in_person", net="online"), *QUESTIONS))
    assert case(more, w="net", a="x").method == "online"


def test_the_way_said_outright_goes_before_that_of_an_answer() -> None:
    asks = record(questions=(way("w", desk="in_person", net="online"),))
    assert case(asks, "post", w="net").method == "post"


def test_answers_that_name_different_ways_name_none() -> None:
    asks = record(questions=(way("w", net="online"), way("v", desk="in_person", net="online")))
    assert case(asks, w="net", v="desk").method is None
    assert case(asks, w="net", v="net").method == "online"


def test_the_way_is_asked_for_until_it_is_known() -> None:
    asks = record(questions=(way("w", net="online"), *QUESTIONS))
    assert asked(case(asks)) == ["w"]
    assert asked(case(asks, "post")) == []
    assert asked(case(asks, w="other")) == []


def test_fees_and_times_are_those_of_the_case() -> None:
    channel = Channel(key="c", method="online", time=Duration(quantity=Decimal(5), unit="working_day"))
    fees = (Fee(key="1", status="amount", amount=Decimal(8000), channel="c", source=Source(kind="unknown")),)
    of = record(channels=(channel,), fees=fees)
    situation = Situation(on=TODAY, filed=date(2026, 12, 1), method="online")
    closed = OfficeDays(closed=frozenset({date(2026, 12, 2)}))
    found = guide(of, situation, closed)
    assert found.fees == fees_for(fees, {"c": "online"}, situation)
    assert found.times == times_for((channel,), (), situation, closed)


def test_steps_that_do_not_apply_stand_apart() -> None:
    steps = [
        Step(key=key, text=Text(vi="Bước"), applies_when=when)
        for key, when in (("1", ()), ("2", X), ("3", BOTH))
    ]
    has = record(steps=steps)
    assert [step.key for step in case(has, a="x").steps] == ["1", "2", "3"]
    found = case(has, a="y")
    assert [step.key for step in found.steps] == ["1"]
    assert [step.key for step in found.other_steps] == ["2", "3"]


@pytest.mark.parametrize(
    "section",
    [
        {"papers": (paper("1", X),)},
        {"papers": (Paper(key="1", name=Text(vi="1"), kind="note", applies_when=X),)},
        {"papers": (Paper(key="1", name=Text(vi="1"), lookup=Text(vi="?"), applies_when=X),)},
        {"papers": (paper("2", one_of="g"), paper("1", X, one_of="g"))},
        {"steps": (Step(key="1", text=Text(vi="Bước"), applies_when=X),)},
        {"fees": (Fee(key="1", source=Source(kind="unknown"), applies_when=X),)},
        {
            "times": (
                CaseTime(
                    key="1",
                    code="",
                    name=Text(vi="1"),
                    time=Duration(quantity=5, unit="day"),  # type: ignore[arg-type]
                    applies_when=X,
                ),
            )
        },
    ],
    ids=["paper", "note", "looked up", "group", "step", "fee", "time"],
)
def test_a_question_is_open_while_something_shown_depends_on_it(section: Mapping[str, object]) -> None:
    assert asked(case(record(**section))) == ["a"]
    assert asked(case(record(**section), a="x")) == []
    assert asked(case(record(**section), a="y")) == []


def test_a_question_that_changes_nothing_any_more_is_not_asked() -> None:
    assert asked(case(record(papers=(paper("1"),)))) == []
    assert asked(case(record(papers=(paper("1", BOTH),)))) == ["a", "b"]
    assert asked(case(record(papers=(paper("1", BOTH),)), a="y")) == []
    assert asked(case(record(papers=(paper("1", BOTH),)), a="x")) == ["b"]
    step = Step(key="1", text=Text(vi="Bước"), applies_when=BOTH)
    assert asked(case(record(steps=(step,)), a="y")) == []
    assert asked(case(record(steps=(step,)), a="x")) == ["b"]


@pytest.mark.parametrize("answer", ["", "w", "X", "ầ" * 10_000])
def test_an_answer_the_record_does_not_know_hides_nothing(answer: str) -> None:
    has = record(papers=(paper("1", X), paper("2", (Condition(question="gone", choices=("x",)),))))
    found = case(has, a=answer, gone="y")
    assert found == case(has)
    assert found.papers.left_out == ()
    assert asked(found) == ["a"]


@fixed
@given(records(), ANSWERS, st.sampled_from(sorted(KNOWN)), st.data())
def test_a_question_not_open_changes_nothing(
    of: ProcedureRecord, answers: dict[str, str], question: str, data: st.DataObject
) -> None:
    before = case(of, **answers)
    if question in asked(before) or question in answers:
        return
    after = case(of, **answers, **{question: data.draw(st.sampled_from(KNOWN[question]))})
    assert (after.papers, after.steps, after.other_steps) == (before.papers, before.steps, before.other_steps)
    assert after.open_questions == before.open_questions


@fixed
@given(records(), ANSWERS)
def test_answering_what_is_open_settles_everything_but_what_is_gone(
    of: ProcedureRecord, answers: dict[str, str]
) -> None:
    given = dict(answers)
    for _ in QUESTIONS:
        for question in case(of, **given).open_questions[:1]:
            given[question.key] = question.choices[0].key
    assert asked(case(of, **given)) == []
    papers = case(of, **given).papers
    lines = [*(line for need in papers.needs for line in need.lines), *papers.notes, *papers.looked_up]
    depending = [line.paper.applies_when for line in lines if line.verdict == "depends"]
    assert all(any(condition.question == "gone" for condition in when) for when in depending)


@fixed
@given(records(), ANSWERS)
def test_neither_the_order_of_answers_nor_asking_again_matters(
    of: ProcedureRecord, answers: dict[str, str]
) -> None:
    assert case(of, **answers) == case(of, **dict(reversed(answers.items()))) == case(of, **answers)
    assert case(of, **answers).situation.given == answers
