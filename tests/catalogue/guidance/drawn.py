"""Records, papers and answers drawn at random: questions a, b, c with choices x, y, z."""

from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import settings
from hypothesis import strategies as st

from catalogue.record import AppliesWhen, Choice, Condition, Paper, ProcedureRecord, Question, Step, Text

fixed = settings(max_examples=200, deadline=None, derandomize=True)

QUESTIONS = tuple(
    Question(
        key=key,
        text=Text(vi=f"{key}?"),
        choices=tuple(Choice(key=choice, label=Text(vi=choice)) for choice in choices),
    )
    for key, choices in (("a", "xyz"), ("b", "xy"), ("c", "xy"))
)
KNOWN: Mapping[str, tuple[str, ...]] = {
    question.key: tuple(choice.key for choice in question.choices) for question in QUESTIONS
}
ANSWERS = st.fixed_dictionaries(
    {}, optional={key: st.sampled_from(choices) for key, choices in KNOWN.items()}
)
CONDITIONS = st.lists(
    st.builds(
        Condition,
        question=st.sampled_from(["a", "b", "c", "gone"]),
        choices=st.lists(st.sampled_from(["x", "y", "z"]), min_size=1, max_size=2, unique=True).map(tuple),
    ),
    max_size=3,
).map(tuple)


@st.composite
def paper_lists(draw: st.DrawFn) -> tuple[Paper, ...]:
    """Up to eight papers and notes, some in groups, some looked up."""
    count = draw(st.integers(0, 8))
    return tuple(
        Paper(
            key=str(number),
            name=Text(vi=f"Giấy {number}"),
            kind=draw(st.sampled_from(["paper", "paper", "paper", "note"])),
            one_of=draw(st.sampled_from([None, None, "nhóm 1", "nhóm 2"])),
            lookup=draw(st.sampled_from([None, None, None, Text(vi="Cơ sở dữ liệu")])),
            applies_when=draw(CONDITIONS),
        )
        for number in range(count)
    )


@st.composite
def records(draw: st.DrawFn) -> ProcedureRecord:
    """A record of papers and steps, with all three questions."""
    steps = draw(st.lists(CONDITIONS, max_size=3))
    return ProcedureRecord(
        code="1.000001",
        title=Text(vi="Thủ tục"),
        official_title=Text(vi="Thủ tục"),
        questions=QUESTIONS,
        papers=draw(paper_lists()),
        steps=tuple(
            Step(key=str(number), text=Text(vi=f"Bước {number}"), applies_when=when)
            for number, when in enumerate(steps)
        ),
    )


def all_answers() -> Iterator[dict[str, str]]:
    """Every way to answer all three questions."""
    for answers in product(*KNOWN.values()):
        yield dict(zip(KNOWN, answers, strict=True))


def reachable(when: AppliesWhen) -> bool:
    """Whether some answers let it apply or leave it open: said from the conditions alone.

    For each question one choice that exists must be in all conditions on it; a question that is gone asks nothing.
    """
    return all(
        any(
            all(choice in condition.choices for condition in when if condition.question == key)
            for choice in choices
        )
        for key, choices in KNOWN.items()
    )
