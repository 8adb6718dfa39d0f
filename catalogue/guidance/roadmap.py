"""What to do first: the procedures that issue the papers a person lacks, in order, with their sum and their days."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from catalogue.record import ProcedureRecord

from .fees import FeeGuidance, FeeTotal, Open, Sum


@dataclass(frozen=True)
class RoadmapStep:
    """A procedure to do, for the papers (ids) it is to issue; ``after`` are the steps whose papers it asks for."""

    code: str
    papers: tuple[str, ...]
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roadmap:
    """``steps`` in order, the procedure asked for last; ``cycles`` were broken; ``unissued`` papers have no way.

    ``alternatives`` maps a paper that several procedures issue to their codes: the first was taken. A cycle holds
    the codes of procedures of which each asks for a paper of the next and the last for one of the first;
    ``blocked`` are the papers at which the cycles were broken.
    """

    steps: tuple[RoadmapStep, ...]
    cycles: tuple[tuple[str, ...], ...]
    unissued: tuple[str, ...]
    alternatives: Mapping[str, tuple[str, ...]]
    blocked: tuple[str, ...] = ()

    @property
    def papers(self) -> frozenset[str]:
        """The papers that play a part in it."""
        issued = (paper for step in self.steps for paper in step.papers)
        return frozenset((*issued, *self.unissued, *self.blocked))


def papers_asked(record: ProcedureRecord) -> tuple[str, ...]:
    """The papers (ids) a procedure may ask for, in its order; not those its office looks up itself."""
    papers = (paper for paper in record.papers if paper.kind == "paper" and paper.lookup is None)
    return tuple(dict.fromkeys(paper.document.id for paper in papers if paper.document))


Issuers = Callable[[str], Collection[str]]
Records = Callable[[str], ProcedureRecord | None]
Asked = Callable[[ProcedureRecord], Iterable[str]]


def roadmap(
    record: ProcedureRecord,
    lacking: Collection[str],
    issuers: Issuers,
    records: Records,
    asked: Asked = papers_asked,
) -> Roadmap:
    """Order what must be done before ``record``: ``issuers`` gives the codes that issue a paper.

    Only papers in ``lacking`` lead to a step. Of several issuers one that does not ask for that same paper comes
    first, then the lowest code. ``asked`` says which papers a procedure asks for. The order is that in which the
    papers are asked for, each step after all steps whose papers it needs.
    """
    return _Walk(record, frozenset(lacking), issuers, records, asked).roadmap()


class _Walk:
    """A walk in depth over the procedures: one is done when all that it needs is done."""

    def __init__(
        self, root: ProcedureRecord, lacking: frozenset[str], issuers: Issuers, records: Records, asked: Asked
    ) -> None:
        self._root, self._lacking, self._issuers, self._records = root, lacking, issuers, records
        self._asked_of = asked
        self._asked: dict[str, tuple[str, ...]] = {}
        self._ways: dict[str, tuple[str, ...]] = {}
        self._needed: dict[str, dict[str, list[str]]] = {}
        self._cycles: list[tuple[str, ...]] = []
        self._unissued: dict[str, None] = {}
        self._blocked: dict[str, None] = {}

    def roadmap(self) -> Roadmap:
        order = self._order()
        issued: dict[str, dict[str, None]] = {code: {} for code in order}
        for code in reversed(order):
            for issuer, papers in self._needed[code].items():
                issued[issuer].update(dict.fromkeys(papers))
        return Roadmap(
            steps=tuple(RoadmapStep(code, tuple(issued[code]), tuple(self._needed[code])) for code in order),
            cycles=tuple(self._cycles),
            unissued=tuple(self._unissued),
            alternatives={paper: codes for paper, codes in self._ways.items() if len(codes) > 1},
            blocked=tuple(self._blocked),
        )

    def _order(self) -> list[str]:
        """The codes, each after those it needs. Not recursive: a chain may be longer than the stack is deep."""
        order: list[str] = []
        path: dict[str, Iterator[str]] = {self._root.code: self._begin(self._root.code)}
        while path:
            code, papers = next(reversed(path.items()))
            paper = next(papers, None)
            if paper is None:
                order.append(code)
                del path[code]
                continue
            issuer = self._issuer(code, paper, path)
            if issuer and issuer not in self._needed:
                path[issuer] = self._begin(issuer)
        return order

    def _begin(self, code: str) -> Iterator[str]:
        self._needed[code] = {}
        return iter(self._papers(code))

    def _issuer(self, code: str, paper: str, path: Mapping[str, object]) -> str | None:
        """The procedure to do for ``paper``; None when there is none or it would have to come before itself."""
        ways = self._ways_to(paper)
        if not ways:
            self._unissued[paper] = None
            return None
        if ways[0] in path:
            codes = tuple(path)
            self._cycles.append(codes[codes.index(ways[0]) :])
            self._blocked[paper] = None
            return None
        self._needed[code].setdefault(ways[0], []).append(paper)
        return ways[0]

    def _papers(self, code: str) -> tuple[str, ...]:
        """The papers that the person lacks and the procedure asks for."""
        if code not in self._asked:
            record = self._record(code)
            asked = dict.fromkeys(self._asked_of(record) if record else ())
            self._asked[code] = tuple(paper for paper in asked if paper in self._lacking)
        return self._asked[code]

    def _ways_to(self, paper: str) -> tuple[str, ...]:
        if paper not in self._ways:
            known = {code for code in self._issuers(paper) if self._record(code)}
            rank = {code: (code == self._root.code, paper in self._papers(code), code) for code in known}
            self._ways[paper] = tuple(sorted(known, key=rank.__getitem__))
        return self._ways[paper]

    def _record(self, code: str) -> ProcedureRecord | None:
        return self._root if code == self._root.code else self._records(code)


@dataclass(frozen=True)
class PlannedStep:
    """The days of a step: handed in on ``start``, its result due on ``end``; None is not known."""

    code: str
    start: date | None
    end: date | None


def plan(
    steps: Iterable[RoadmapStep], filed: date, finish: Callable[[str, date], date | None]
) -> tuple[PlannedStep, ...]:
    """Count the days of ``steps``: each begins when all it waits for is there, else on ``filed``.

    ``finish`` gives the day on which the result of a code handed in on a day is due. Steps that don't need each
    other run side by side, so the last step ends at the end of the longest chain. What waits for an unknown day
    is unknown.
    """
    ends: dict[str, date | None] = {}
    planned = []
    for step in steps:
        before = [ends[code] for code in step.after]
        known = [day for day in before if day is not None]
        start = max(known, default=filed) if len(known) == len(before) else None
        ends[step.code] = finish(step.code, start) if start else None
        planned.append(PlannedStep(step.code, start, ends[step.code]))
    return tuple(planned)


@dataclass
class _Range:
    least: Decimal = field(default_factory=Decimal)
    most: Decimal = field(default_factory=Decimal)


def fees_together(parts: Sequence[FeeGuidance]) -> FeeTotal:
    """Add the fees of several procedures; where ways to hand in differ, from the cheapest to the dearest.

    Free only when all of them are.
    """
    sums: dict[str, _Range] = {}
    open_: dict[Open, None] = {}
    for part in parts:
        totals = tuple(part.totals.values())
        open_.update(dict.fromkeys(reason for total in totals for reason in total.open))
        if not totals or not any(total.lines for total in totals):
            open_["unknown"] = None
        for currency in sorted({one.currency for total in totals for one in total.sums}):
            _add(sums.setdefault(currency, _Range()), totals, currency)
    found = tuple(Sum(currency, one.least, one.most) for currency, one in sums.items())
    every = [total for part in parts for total in part.totals.values()]
    return FeeTotal(
        lines=tuple(line for total in every for line in total.lines),
        sums=found,
        open=tuple(open_),
        free=bool(every) and not open_ and all(total.free for total in every),
        sure=not open_ and all(total.sure for total in every) and all(one.exact for one in found),
    )


def _add(found: _Range, totals: Sequence[FeeTotal], currency: str) -> None:
    """Add one procedure's cheapest and dearest way; a way that asks nothing in this currency adds none."""
    ways = [[one for one in total.sums if one.currency == currency] for total in totals]
    found.least += min(sum((one.least for one in way), Decimal()) for way in ways)
    found.most += max(sum((one.most for one in way), Decimal()) for way in ways)
