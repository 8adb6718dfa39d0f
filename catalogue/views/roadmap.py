"""What to do first: the way to a procedure for a reader who lacks some of its papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from catalogue.calendar import office_days
from catalogue.counter import today
from catalogue.issuing import Issuer
from catalogue.issuing.routes import Leg, Offer, Route, find_route
from catalogue.presentation.fees import total_words
from catalogue.presentation.wording import Phrase, capitalised, phrase, source_html, weekday
from catalogue.record import ProcedureRecord, Text, read_record
from catalogue.situation import Case, read_case
from portal.core.words import gettext

from .addressed import by_slug, finish, moved, not_public, shown
from .browse import Crumb

LACKING: Final = "thieu"
"""The parameter that names a paper the reader lacks; repeated."""
MOST_NAMED: Final = 5  # wrong values named in a message
MOST_VALUE: Final = 60  # characters of a wrong value


class Link(NamedTuple):
    href: str
    words: Phrase


class PaperWays(NamedTuple):
    """A paper and the other procedures that issue it."""

    name: Phrase
    links: list[Link]


@dataclass(frozen=True)
class OfferView:
    """A box to tick; ``asker`` is the step that asks for the paper when it is not the procedure itself."""

    offer: Offer
    name: Phrase
    issuer: Phrase
    asker: Phrase


@dataclass(frozen=True)
class LegView:
    """A step as the page shows it; an empty day is not known."""

    title: Phrase
    href: str
    papers: list[Phrase]
    after: list[int]
    others: list[PaperWays]
    start: str
    end: str
    fee: str
    source: SafeString
    questions: int
    last: bool


@require_safe
def roadmap(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and once something is ticked the order. At most six queries."""
    entry = by_slug(slug)
    if not entry.public:
        return not_public(request, entry)
    if slug != entry.slug:
        return moved(request, "roadmap", entry.slug)
    at = shown(entry, request)
    if at.version is None or at.version.redacted:
        raise Http404
    record = read_record(at.version.record)
    case = read_case(request.GET, record, today())
    route = find_route(record, case.situation, office_days(), request.GET.getlist(LACKING))
    return finish(request, render(request, "catalogue/roadmap.html", _context(request, record, case, route)))


def _context(request: HttpRequest, record: ProcedureRecord, case: Case, route: Route) -> dict[str, Any]:
    path = reverse("procedure", args=[_slug(request)])
    prefix = reverse("procedures").removesuffix("/thu-tuc/")
    names = _names(record, route)
    legs = _legs(path, prefix, case, route, names)
    title = phrase(record.title)
    end = route.end
    return {
        "title": title,
        "path": path,
        "back": path + case.query,
        "kept": parse_qsl(case.query.removeprefix("?")),
        "lacking_name": LACKING,
        "offers": _offers(record, route),
        "faults": case.faults,
        "ignored": [value[:MOST_VALUE] for value in route.ignored[:MOST_NAMED]],
        "ignored_more": max(0, len(route.ignored) - MOST_NAMED),
        "route": route,
        "legs": legs if len(legs) > 1 else [],
        "cycles": [_chain(cycle, route) for cycle in route.roadmap.cycles],
        "blocked": [names[paper] for paper in route.roadmap.blocked],
        "unissued": [names[paper] for paper in route.roadmap.unissued],
        "total": total_words(route.fees),
        "end": weekday(end) if end else "",
        "begun": weekday(case.situation.filing_day),
        "unknown_times": [
            view.title for leg, view in zip(route.legs, legs, strict=True) if leg.start and leg.end is None
        ],
        "unsure_years": sorted({year for leg in route.legs for year in leg.unsure_years}),
        "crumbs": [Crumb(reverse("procedures"), gettext("Thủ tục"))],
        "nav": "procedures",
    }


def _slug(request: HttpRequest) -> str:
    assert request.resolver_match is not None
    return str(request.resolver_match.kwargs["slug"])


def _names(record: ProcedureRecord, route: Route) -> dict[str, Phrase]:
    """The papers as the procedure that asks for them names them; that of the reader comes first."""
    found: dict[str, Phrase] = {}
    for one in (record, *(leg.record for leg in reversed(route.legs))):
        for paper in one.papers:
            if paper.document:
                found.setdefault(paper.document.id, _short(paper.name))
    return found


def _short(name: Text) -> Phrase:
    """The first line of a name; sources write paragraphs."""
    words, lang = phrase(name)
    first = words.strip().partition("\n")[0]
    return Phrase(first if len(first) <= 200 else first[:199].rsplit(" ", 1)[0] + "…", lang)


def _offers(record: ProcedureRecord, route: Route) -> list[OfferView]:
    titles = {leg.record.code: phrase(leg.record.title) for leg in route.legs}
    return [
        OfferView(
            offer,
            _short(offer.paper.name),
            phrase(route.links[offer.id][0].title) if offer.id in route.links else Phrase(""),
            Phrase("") if offer.code == record.code else titles[offer.code],
        )
        for offer in route.offers
    ]


def _legs(path: str, prefix: str, case: Case, route: Route, names: dict[str, Phrase]) -> list[LegView]:
    places = {leg.step.code: place for place, leg in enumerate(route.legs, start=1)}
    return [
        LegView(
            title=phrase(leg.record.title),
            href=_address(leg, case) if leg.issuer else path + case.query,
            papers=[names[paper] for paper in leg.step.papers],
            after=sorted(places[code] for code in leg.step.after),
            others=_others(leg, route, names),
            start=_day(leg.start),
            end=_day(leg.end),
            fee=capitalised(total_words(leg.fees)),
            source=source_html(leg.record.publication.source, prefix),
            questions=len(leg.guidance.open_questions),
            last=leg.issuer is None,
        )
        for leg in route.legs
    ]


def _day(day: date | None) -> str:
    return weekday(day) if day else ""


def _address(leg: Leg, case: Case) -> str:
    """The page of a step with its questions open: the place and the day go along, answers are another procedure's."""
    assert leg.issuer is not None
    pairs = [("o", case.place.unit.slug)] if case.place else []
    if leg.start and leg.start > today():
        pairs.append(("nop", leg.start.isoformat()))
    if case.as_of:
        pairs.append(("ngay", case.as_of.isoformat()))
    return reverse("procedure", args=[leg.issuer.slug]) + (f"?{urlencode(pairs)}" if pairs else "")


def _others(leg: Leg, route: Route, names: dict[str, Phrase]) -> list[PaperWays]:
    """The other procedures that issue the papers of a step."""
    ways = ((paper, _without(leg.step.code, route.links.get(paper, ()))) for paper in leg.step.papers)
    return [PaperWays(names[paper], links) for paper, links in ways if links]


def _without(code: str, issuers: Sequence[Issuer]) -> list[Link]:
    others = (issuer for issuer in issuers if issuer.code != code)
    return [Link(reverse("procedure", args=[issuer.slug]), phrase(issuer.title)) for issuer in others]


def _chain(cycle: tuple[str, ...], route: Route) -> list[Phrase]:
    """The procedures of a cycle, the first again at its end."""
    titles = {leg.step.code: phrase(leg.record.title) for leg in route.legs}
    return [titles[code] for code in (*cycle, cycle[0])]
