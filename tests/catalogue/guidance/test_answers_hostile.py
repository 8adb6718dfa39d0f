"""Any address is read: what can be used is used, everything else is named, whatever its order and size."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from catalogue.guidance import Ignored, read_answers
from catalogue.guidance.answers import PREFIX

from .drawn import KNOWN, QUESTIONS, fixed

LONG = "ầ" * 10_000
VALUES = st.lists(st.sampled_from(["x", "y", "z", "", "X", "x ", "\0", "<b>", LONG]), max_size=5)
NAMES = st.sampled_from(
    ["hoi-a", "hoi-b", "hoi-c", "hoi-gone", "hoi-", "HOI-a", "a", "ngay", "", f"hoi-{LONG}"]
)
ADDRESSES = st.dictionaries(NAMES, VALUES)


@fixed
@given(ADDRESSES)
def test_every_value_is_taken_or_named(address: Mapping[str, list[str]]) -> None:
    answers = read_answers(QUESTIONS, address)
    named = {(found.name, found.value) for found in answers.ignored} | set(answers.pairs)
    assert named >= {
        (name, value)
        for name, values in address.items()
        if name.startswith(PREFIX)
        for value in values
        if value
    }
    assert all(name.startswith(PREFIX) and name in address for name, _ in named)
    assert all(choice in KNOWN[key] for key, choice in answers.given.items())
    assert not {(found.name, found.value) for found in answers.ignored} & set(answers.pairs)


@fixed
@given(ADDRESSES, st.randoms(use_true_random=False))
def test_the_order_of_the_address_does_not_matter(address: Mapping[str, list[str]], random: object) -> None:
    names = list(address)
    random.shuffle(names)  # type: ignore[attr-defined]
    shuffled = {}
    for name in names:
        shuffled[name] = list(address[name])
        random.shuffle(shuffled[name])  # type: ignore[attr-defined]
    assert read_answers(QUESTIONS, address) == read_answers(QUESTIONS, shuffled)


@fixed
@given(ADDRESSES)
def test_saying_a_thing_again_changes_nothing(address: Mapping[str, list[str]]) -> None:
    doubled = {name: [*values, *values] for name, values in address.items()}
    assert read_answers(QUESTIONS, doubled) == read_answers(QUESTIONS, address)


@fixed
@given(ADDRESSES)
def test_an_address_made_of_the_answers_says_the_same(address: Mapping[str, list[str]]) -> None:
    answers = read_answers(QUESTIONS, address)
    again = read_answers(QUESTIONS, {name: [value] for name, value in answers.pairs})
    assert (again.given, again.ignored) == (answers.given, ())


def test_a_known_choice_beside_an_unknown_one_is_taken() -> None:
    answers = read_answers(QUESTIONS, {"hoi-a": ["x", LONG]})
    assert dict(answers.given) == {"a": "x"}
    assert answers.ignored == (Ignored("hoi-a", LONG, "no such choice"),)


def test_a_question_that_is_gone_is_named_even_without_a_value() -> None:
    assert read_answers(QUESTIONS, {"hoi-gone": [""]}).ignored == (
        Ignored("hoi-gone", "", "no such question"),
    )
