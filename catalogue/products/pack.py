"""Which sheets an address asks for."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import parse_qsl

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from catalogue.counter import today
from catalogue.presentation import versions_view
from catalogue.record import read_record
from catalogue.situation import Case, Fault, read_case
from catalogue.views.addressed import Shown, by_code, shown
from catalogue.views.reading import Found
from portal.core.slugs import slugify

from .sheet import Place, Sheet, Standing, sheet

MOST: Final = 10
"""Procedures of one pack."""
HEAVIEST: Final = 400_000
"""Weight of a pack laid out as PDF: some 8 seconds. The longest record alone weighs less."""
TRIES: Final = 20
"""Codes of an address that are looked for."""


@dataclass(frozen=True)
class Pack:
    """``unknown`` are codes (cut short) that lead to nothing public; ``left_out`` those beyond the most."""

    sheets: tuple[Sheet, ...]
    faults: tuple[Fault, ...] = ()
    unknown: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The canonical parameters of the pack: codes, then what each sheet knows of the case."""
        codes = [("tt", slugify(sheet.code)) for sheet in self.sheets]
        case = [pair for sheet in self.sheets for pair in parse_qsl(sheet.query.removeprefix("?"))]
        return [*codes, *dict.fromkeys(case)]

    @property
    def weight(self) -> int:
        """Characters to lay out, about: each row of papers costs beside its text."""
        ticks = [tick for sheet in self.sheets for need in sheet.papers.needs for tick in need.ticks]
        return sum(400 + len(tick.name.text) + len(tick.rest) for tick in ticks)

    @property
    def query(self) -> str:
        return f"?{urlencode(self.pairs)}" if self.pairs else ""


def one(request: HttpRequest, entry: Found) -> Pack:
    """The sheet of a public entry. Raises Http404 when no version was in force, or its text was taken out."""
    made, case = _sheet(request, entry, today())
    return Pack((made,), case.faults)


def several(request: HttpRequest) -> Pack:
    """The sheets of the codes in ``tt``, each once, in the order asked; at most MOST."""
    codes = list(dict.fromkeys(code.strip() for code in request.GET.getlist("tt") if code.strip()))
    found: dict[str, tuple[Sheet, Case]] = {}
    unknown: list[str] = []
    beyond = codes[TRIES:]
    for code in codes[:TRIES]:
        try:
            entry = _public(code)
            if entry.code in found:
                continue
            if len(found) == MOST:
                beyond.insert(0, code)
            else:
                found[entry.code] = _sheet(request, entry, today())
        except Http404:
            unknown.append(code[:60])
    return Pack(
        sheets=tuple(made for made, _ in found.values()),
        faults=_common([case for _, case in found.values()]),
        unknown=tuple(unknown),
        left_out=tuple(code[:60] for code in beyond[:MOST]),
    )


def _public(code: str) -> Found:
    entry = by_code(code[:200])
    if not entry.public:
        raise Http404
    return entry


def _common(cases: list[Case]) -> tuple[Fault, ...]:
    """What is wrong for every sheet: an answer one of them knows is meant for that one."""
    if not cases:
        return ()
    others = [{fault.name for fault in case.faults} for case in cases]
    return tuple(fault for fault in cases[0].faults if all(fault.name in names for names in others))


def _sheet(request: HttpRequest, entry: Found, day: date) -> tuple[Sheet, Case]:
    found = shown(entry, request)
    if found.version is None or found.version.redacted:
        raise Http404
    record = read_record(found.version.record)
    case = read_case(request.GET, record, day)
    standing = Standing(entry.slug, found.version.number, versions_view(found.versions, found.version, day))
    return sheet(record, case, standing, _place(request, found, case), day), case


def _place(request: HttpRequest, found: Shown, case: Case) -> Place:
    bare = request.build_absolute_uri(reverse("procedure-short", args=[slugify(found.entry.code)]))
    page = reverse("procedure", args=[found.entry.slug]) + case.query
    return Place(page=page, short=bare + case.query, bare=bare)
