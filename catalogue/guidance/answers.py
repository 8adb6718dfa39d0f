"""The reader's answers as they stand in an address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from catalogue.record import Question

PREFIX = "hoi-"
"""An answer's name in an address: this, then the question's key."""


@dataclass(frozen=True)
class Ignored:
    """An answer that can't be used: ``value`` as written, and why."""

    name: str
    value: str
    reason: Literal["no such question", "no such choice", "contradiction"]


@dataclass(frozen=True)
class Answers:
    """``given`` maps a question's key to the key of the one choice made."""

    given: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[Ignored, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Names and values as they stand in an address, in a lasting order."""
        return tuple(sorted((PREFIX + key, choice) for key, choice in self.given.items()))


def read_answers(questions: Sequence[Question], parameters: Mapping[str, Sequence[str]]) -> Answers:
    """Read the answers among the parameters of an address; other parameters are left alone.

    Two different choices for one question contradict each other: neither is taken. What is ignored comes in the
    order of names and values, whatever the order of the address.
    """
    known = {question.key: {choice.key for choice in question.choices} for question in questions}
    given: dict[str, str] = {}
    ignored: list[Ignored] = []
    for name, values in parameters.items():
        if not name.startswith(PREFIX):
            continue
        key, wanted = name.removeprefix(PREFIX), tuple(dict.fromkeys(value for value in values if value))
        if key not in known:
            ignored.extend(Ignored(name, value, "no such question") for value in wanted or ("",))
            continue
        possible = [value for value in wanted if value in known[key]]
        ignored.extend(Ignored(name, value, "no such choice") for value in wanted if value not in known[key])
        if len(possible) > 1:
            ignored.extend(Ignored(name, value, "contradiction") for value in possible)
        elif possible:
            given[key] = possible[0]
    return Answers(given, tuple(sorted(ignored, key=lambda found: (found.name, found.value))))
