"""Which questions are kept, and how they are written. Pure."""

from __future__ import annotations

import re
from typing import Final

from search.vietnamese import clean

LONGEST: Final = 200  # characters that are kept
#: Nine digits or more, with what people write between them: telephone, identity and account numbers.
_NUMBER: Final = re.compile(r"\d(?:[\s.\-/()]*\d){8}")
_ROBOT: Final = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|headless|scan|fetch|curl|wget|python|java/|go-http|okhttp|feed",
    re.I,
)


def kept_as(text: str) -> str:
    """The question as it is kept; empty when it may name a person or a number of theirs."""
    said = " ".join(clean(text[:LONGEST]).casefold().split())
    return "" if "@" in said or _NUMBER.search(said) else said


def is_robot(agent: str) -> bool:
    """Whether a program asks; one that doesn't say what it is counts as one."""
    return not agent or bool(_ROBOT.search(agent))
