"""What applies: three-valued, and never hiding what may still apply."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.guidance import split, verdict
from catalogue.record import AppliesWhen, Condition, Paper, Text

KEYS = st.sampled_from(["a", "b", "c"])
CHOICES = st.sampled_from(["x", "y", "z"])
CONDITIONS = st.lists(
    st.builds(Condition, question=KEYS, choices=st.lists(CHOICES, min_size=1, unique=True).map(tuple)),
    max_size=4,
).map(tuple)
ANSWERS = st.dictionaries(KEYS, CHOICES)


def when(**choices: str) -> AppliesWhen:
    return tuple(Condition(question=key, choices=tuple(value.split())) for key, value in choices.items())


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        ((), {}, "applies"),
        (when(a="x"), {}, "depends"),
        (when(a="x"), {"a": "x"}, "applies"),
        (when(a="x y"), {"a": "y"}, "applies"),
        (when(a="x"), {"a": "y"}, "not"),
        (when(a="x", b="x"), {"a": "x"}, "depends"),
        (when(a="x", b="x"), {"a": "y"}, "not"),
        (when(gone="x"), {"a": "x"}, "depends"),
    ],
)
def test_verdict(condition: AppliesWhen, answers: dict[str, str], expected: str) -> None:
    assert verdict(condition, answers) == expected


@given(CONDITIONS, ANSWERS, KEYS, CHOICES)
def test_a_further_answer_never_changes_what_is_settled(
    condition: AppliesWhen, answers: dict[str, str], key: str, choice: str
) -> None:
    before = verdict(condition, answers)
    if before != "depends" and key not in answers:
        assert verdict(condition, {**answers, key: choice}) == before


@given(CONDITIONS, ANSWERS)
def test_the_order_of_conditions_does_not_matter(condition: AppliesWhen, answers: dict[str, str]) -> None:
    assert verdict(condition, answers) == verdict(condition[::-1], answers)


@given(st.lists(CONDITIONS, max_size=6), ANSWERS)
def test_split_loses_no_row_and_keeps_the_order(
    conditions: list[AppliesWhen], answers: dict[str, str]
) -> None:
    rows = [Paper(key=str(n), name=Text(vi="Giấy"), applies_when=found) for n, found in enumerate(conditions)]
    parts = split(rows, answers)
    assert sorted((row.key for part in parts.values() for row in part), key=int) == [row.key for row in rows]
    assert all(
        [int(row.key) for row in part] == sorted(int(row.key) for row in part) for part in parts.values()
    )
