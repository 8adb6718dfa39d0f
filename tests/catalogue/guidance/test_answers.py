"""Answers in an address: read strictly, refused by name."""

from catalogue.guidance import Ignored, read_answers
from catalogue.record import Choice, Question, Text

QUESTIONS = [
    Question(
        key="a",
        text=Text(vi="?"),
        choices=(Choice(key="x", label=Text(vi="X")), Choice(key="y", label=Text(vi="Y"))),
    ),
    Question(key="b", text=Text(vi="?"), choices=(Choice(key="x", label=Text(vi="X")),)),
]


def test_reads_answers_and_leaves_other_parameters_alone() -> None:
    answers = read_answers(
        QUESTIONS, {"hoi-a": ["y"], "ngay": ["2026-01-01"], "utm_source": ["zalo"], "hoi-b": [""]}
    )
    assert dict(answers.given) == {"a": "y"}
    assert answers.ignored == ()


def test_the_same_answer_twice_is_one() -> None:
    assert dict(read_answers(QUESTIONS, {"hoi-a": ["x", "x"]}).given) == {"a": "x"}


def test_contradiction_takes_neither() -> None:
    answers = read_answers(QUESTIONS, {"hoi-a": ["x", "y"]})
    assert not answers.given
    assert {found.reason for found in answers.ignored} == {"contradiction"}


def test_unknown_question_and_choice_are_named() -> None:
    answers = read_answers(QUESTIONS, {"hoi-a": ["zz"], "hoi-c": ["x"]})
    assert answers.ignored == (
        Ignored("hoi-a", "zz", "no such choice"),
        Ignored("hoi-c", "x", "no such question"),
    )


def test_pairs_stand_in_a_lasting_order() -> None:
    one = read_answers(QUESTIONS, {"hoi-b": ["x"], "hoi-a": ["y"]})
    other = read_answers(QUESTIONS, {"hoi-a": ["y"], "hoi-b": ["x"]})
    assert one.pairs == other.pairs == (("hoi-a", "y"), ("hoi-b", "x"))
