"""The papers of a case: what to submit or present, one-of groups, what the office looks up itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalogue.record import Paper

from .applying import Verdict, verdict


@dataclass(frozen=True)
class PaperLine:
    """A paper or note with its verdict. ``looked_up``: the office sees it itself and must not ask for it."""

    paper: Paper
    verdict: Verdict
    looked_up: bool = False


@dataclass(frozen=True)
class PaperNeed:
    """What is needed once: one paper, or a group of which one is enough (``group`` names it).

    ``met``: the office looks up a paper of the group that applies, so another is wanted only when that fails.
    """

    lines: tuple[PaperLine, ...]
    group: str | None = None
    met: bool = False

    @property
    def verdict(self) -> Verdict:
        """ "applies" when something must be brought for it, else "depends"."""
        sure = not self.met and any(line.verdict == "applies" for line in self.lines)
        return "applies" if sure else "depends"


@dataclass(frozen=True)
class PaperGuidance:
    """``needs`` in the order of the record, ``notes`` beside them, ``looked_up`` and ``left_out`` apart.

    Every paper of the record stands in exactly one of the four. ``certain`` counts the needs that are sure,
    ``possible`` the others: those that may still be. A group counts once.
    """

    needs: tuple[PaperNeed, ...]
    notes: tuple[PaperLine, ...]
    looked_up: tuple[PaperLine, ...]
    left_out: tuple[PaperLine, ...]
    certain: int
    possible: int


def papers_for(papers: Sequence[Paper], given: Mapping[str, str]) -> PaperGuidance:
    """Part ``papers`` by the answers given: question -> choice.

    A group stands where its first paper stands in the record, also when that one does not apply.
    """
    lines = [_line(paper, given) for paper in papers]
    shown = [line for line in lines if line.verdict != "not"]
    needs = _needs(line for line in lines if line.paper.kind == "paper")
    certain = sum(need.verdict == "applies" for need in needs)
    return PaperGuidance(
        needs=needs,
        notes=tuple(line for line in shown if line.paper.kind == "note"),
        looked_up=tuple(line for line in shown if line.looked_up),
        left_out=tuple(line for line in lines if line.verdict == "not"),
        certain=certain,
        possible=len(needs) - certain,
    )


def _line(paper: Paper, given: Mapping[str, str]) -> PaperLine:
    """The right not to be asked for what a database holds does not wait for an answer."""
    looked_up = paper.kind == "paper" and paper.lookup is not None
    found = verdict(paper.applies_when, given)
    return PaperLine(paper, found, looked_up=looked_up and found != "not")


def _needs(lines: Iterable[PaperLine]) -> tuple[PaperNeed, ...]:
    groups: dict[tuple[str, str], list[PaperLine]] = {}
    for line in lines:
        place = ("group", line.paper.one_of) if line.paper.one_of else ("paper", str(len(groups)))
        groups.setdefault(place, []).append(line)
    found = (_need(members) for members in groups.values())
    return tuple(need for need in found if need.lines)


def _need(members: Sequence[PaperLine]) -> PaperNeed:
    wanted = tuple(line for line in members if line.verdict != "not" and not line.looked_up)
    met = any(line.looked_up and line.verdict == "applies" for line in members)
    return PaperNeed(wanted, members[0].paper.one_of or None, met)
