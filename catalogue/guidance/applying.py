"""Whether a row applies: it does, it does not, or it depends on a question not answered yet."""

from collections.abc import Iterable, Mapping
from typing import Literal, Protocol, TypeVar

from catalogue.record import AppliesWhen, Condition

Verdict = Literal["applies", "depends", "not"]


class Conditional(Protocol):
    """A row of a record with a condition."""

    @property
    def applies_when(self) -> AppliesWhen: ...


Row = TypeVar("Row", bound=Conditional)


def verdict(when: AppliesWhen, answers: Mapping[str, str]) -> Verdict:
    """Judge ``when`` (all conditions must hold; none means always) by ``answers``: question -> choice.

    One condition that fails settles it. A question without an answer, also one that no longer exists, leaves
    it open.
    """
    found = {_judge(condition, answers) for condition in when}
    if "not" in found:
        return "not"
    return "depends" if "depends" in found else "applies"


def _judge(condition: Condition, answers: Mapping[str, str]) -> Verdict:
    answer = answers.get(condition.question)
    if answer is None:
        return "depends"
    return "applies" if answer in condition.choices else "not"


def split(rows: Iterable[Row], answers: Mapping[str, str]) -> dict[Verdict, list[Row]]:
    """Part ``rows`` by verdict, each part in the order given."""
    parts: dict[Verdict, list[Row]] = {"applies": [], "depends": [], "not": []}
    for row in rows:
        parts[verdict(row.applies_when, answers)].append(row)
    return parts
