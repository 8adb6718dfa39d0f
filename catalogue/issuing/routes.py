"""The way to a procedure for a person who lacks papers: what to do first, by which day, for how much."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from catalogue.counter import versions_in_force
from catalogue.guidance import FeeTotal, Guidance, OfficeDays, Roadmap, RoadmapStep, Situation, guide, roadmap
from catalogue.guidance.roadmap import fees_together, papers_asked, plan
from catalogue.record import Paper, ProcedureRecord, read_record

from .links import Issuer, issuers_of

MOST_LACKING: Final = 20
"""Papers that an address may say are lacking; a case asks for fewer."""
MOST_WAYS: Final = 4
"""Issuers of one paper that are looked at; further ones stand on the paper's own page."""
SLUG: Final = re.compile(r"[-\w]{1,120}", re.ASCII)


@dataclass(frozen=True)
class Offer:
    """A paper that the person may say is lacking: who asks for it (``code``), whether it was said."""

    paper: Paper
    id: str
    code: str
    lacking: bool


@dataclass(frozen=True)
class Leg:
    """A step with its record, its guidance, and its days; ``issuer`` is None for the procedure asked for."""

    step: RoadmapStep
    record: ProcedureRecord
    guidance: Guidance
    issuer: Issuer | None
    start: date | None
    end: date | None

    @property
    def fees(self) -> FeeTotal:
        return fees_together([self.guidance.fees])

    @property
    def unsure_years(self) -> tuple[int, ...]:
        """Years among its days whose public holidays are not published yet."""
        latest = self.guidance.times.latest
        return latest.unsure_years if latest and self.end else ()


@dataclass(frozen=True)
class Route:
    """What the page says; ``ignored`` are papers of the address that play no part in it."""

    offers: tuple[Offer, ...]
    roadmap: Roadmap
    legs: tuple[Leg, ...]
    links: Mapping[str, tuple[Issuer, ...]]
    ignored: tuple[str, ...]

    @property
    def lacking(self) -> tuple[str, ...]:
        """The papers said to be lacking that play a part."""
        return tuple(sorted(self.roadmap.papers))

    @property
    def fees(self) -> FeeTotal:
        return fees_together([leg.guidance.fees for leg in self.legs])

    @property
    def end(self) -> date | None:
        return self.legs[-1].end


def find_route(record: ProcedureRecord, situation: Situation, days: OfficeDays, said: Sequence[str]) -> Route:
    """Work out the way to ``record`` for a case that lacks the papers ``said`` (ids). Three queries at most."""
    own = guide(record, situation, days)
    here = _asked_here(own)
    given = [paper for paper in dict.fromkeys(said) if SLUG.fullmatch(paper)][:MOST_LACKING]
    links = issuers_of(here, given)
    records = _records(links, given, situation.on)

    def asked(one: ProcedureRecord) -> Iterable[str]:
        return here if one.code == record.code else papers_asked(one)

    def ways(paper: str) -> list[str]:
        return [issuer.code for issuer in links.get(paper, ())[:MOST_WAYS]]

    found = roadmap(record, given, ways, records.get, asked)
    legs = _legs(found, records | {record.code: record}, links, situation, days)
    return Route(
        offers=tuple(_offers(record, here, legs, links, found.papers)),
        roadmap=found,
        legs=legs,
        links=links,
        ignored=tuple(paper for paper in dict.fromkeys(said) if paper and paper not in found.papers),
    )


def _asked_here(own: Guidance) -> tuple[str, ...]:
    """The papers of the case, in its order; not those that the office looks up."""
    papers = (line.paper for need in own.papers.needs for line in need.lines)
    return tuple(dict.fromkeys(paper.document.id for paper in papers if paper.document))


def _records(
    links: Mapping[str, tuple[Issuer, ...]], given: Iterable[str], on: date
) -> dict[str, ProcedureRecord]:
    """The records in force of the procedures that issue what is lacking; none that was taken away."""
    codes = {issuer.code for paper in given for issuer in links.get(paper, ())[:MOST_WAYS]}
    versions = versions_in_force(codes, on) if codes else {}
    return {code: read_record(found.record) for code, found in versions.items() if not found.redacted}


def _legs(
    found: Roadmap,
    records: Mapping[str, ProcedureRecord],
    links: Mapping[str, tuple[Issuer, ...]],
    situation: Situation,
    days: OfficeDays,
) -> tuple[Leg, ...]:
    """The steps with their days. Only the procedure asked for is known by its case, the others by their place."""
    last = found.steps[-1].code
    guidances: dict[str, Guidance] = {}

    def work_out(code: str, filed: date | None) -> Guidance:
        case = situation if code == last else Situation(on=situation.on, place=situation.place)
        late = situation.after_cutoff and filed == situation.filing_day
        guidances[code] = guide(records[code], replace(case, filed=filed, after_cutoff=late), days)
        return guidances[code]

    def finish(code: str, filed: date) -> date | None:
        latest = work_out(code, filed).times.latest
        return latest.day if latest else None

    planned = plan(found.steps, situation.filing_day, finish)
    issuers = {issuer.code: issuer for ways in links.values() for issuer in ways}
    return tuple(
        Leg(
            step,
            records[step.code],
            guidances.get(step.code) or work_out(step.code, None),
            None if step.code == last else issuers[step.code],
            at.start,
            at.end,
        )
        for step, at in zip(found.steps, planned, strict=True)
    )


def _offers(
    record: ProcedureRecord,
    here: Sequence[str],
    legs: Sequence[Leg],
    links: Mapping[str, tuple[Issuer, ...]],
    lacking: frozenset[str],
) -> Iterable[Offer]:
    """Papers of the case that another procedure issues, then those that the steps before it ask for."""
    known: set[str] = set()
    asked: list[tuple[ProcedureRecord, Sequence[str]]] = [(record, here)]
    asked += [(leg.record, papers_asked(leg.record)) for leg in legs[:-1]]
    for one, papers in asked:
        rows = {paper.document.id: paper for paper in reversed(one.papers) if paper.document}
        for paper in papers:
            others = [issuer for issuer in links.get(paper, ()) if issuer.code != one.code]
            if paper not in known and (others or paper in lacking):
                known.add(paper)
                yield Offer(rows[paper], paper, one.code, paper in lacking)
