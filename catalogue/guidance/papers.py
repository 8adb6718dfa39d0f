"""The papers of a case: what to submit or present, one-of groups, what the office looks up itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalogue.record import Paper

from .applying import Verdict


@dataclass(frozen=True)
class PaperLine:
    """A paper or note with its verdict. ``looked_up``: the office sees it itself and must not ask for it."""

    paper: Paper
    verdict: Verdict
    looked_up: bool = False


@dataclass(frozen=True)
class PaperNeed:
    """What is needed once: one paper, or a group of which one is enough (``group`` names it)."""

    lines: tuple[PaperLine, ...]
    group: str | None = None


@dataclass(frozen=True)
class PaperGuidance:
    """``needs`` in the order of the record, ``notes`` beside them, ``looked_up`` and ``left_out`` apart.

    ``certain`` and ``possible`` count needs that are sure and that may still be: a group counts once.
    """

    needs: tuple[PaperNeed, ...]
    notes: tuple[PaperLine, ...]
    looked_up: tuple[PaperLine, ...]
    left_out: tuple[PaperLine, ...]
    certain: int
    possible: int


def papers_for(papers: Sequence[Paper], given: Mapping[str, str]) -> PaperGuidance:
    """Part ``papers`` by the answers given."""
    raise NotImplementedError
