"""What to do first: the procedures that issue the papers a person lacks, in order."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from catalogue.record import ProcedureRecord


@dataclass(frozen=True)
class RoadmapStep:
    """A procedure to do, for the papers (ids) it is to issue; ``choices`` when several procedures issue one."""

    code: str
    papers: tuple[str, ...]


@dataclass(frozen=True)
class Roadmap:
    """``steps`` in order, the procedure asked for last; ``cycles`` were broken; ``unissued`` papers have no way.

    ``alternatives`` maps a paper that several procedures issue to their codes: the first was taken.
    """

    steps: tuple[RoadmapStep, ...]
    cycles: tuple[tuple[str, ...], ...]
    unissued: tuple[str, ...]
    alternatives: Mapping[str, tuple[str, ...]]


def roadmap(
    record: ProcedureRecord,
    lacking: Collection[str],
    issuers: Callable[[str], Collection[str]],
    records: Callable[[str], ProcedureRecord | None],
) -> Roadmap:
    """Order what must be done before ``record``: ``issuers`` gives the codes that issue a paper."""
    raise NotImplementedError
