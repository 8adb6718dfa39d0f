"""The page of one procedure: its version in force today or on a day, and its short address."""

from collections.abc import Hashable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.calendar import after_cutoff
from catalogue.counter import today
from catalogue.issuing import paper_links
from catalogue.places import moved_words, offices_for
from catalogue.presentation import PARTS, Request, page_context, versions_view
from catalogue.presentation.wording import reader
from catalogue.products import pdf
from catalogue.record import ProcedureRecord, read_record
from catalogue.situation import read_case
from portal.core.context_processors import centre

from .addressed import Shown, answer, by_code, by_slug, finish, moved, not_public, shown
from .kept import KeptPage, kept_pages
from .reading import Found


@require_safe
def procedure(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a procedure. At most four queries (entry, versions, centre, issuers), with a place six."""
    entry = by_slug(slug)
    if not entry.public:
        return not_public(request, entry)
    if slug != entry.slug:
        return moved(request, "procedure", entry.slug)
    if request.META.get("QUERY_STRING"):
        return finish(request, _page(request, shown(entry, request)))
    address, state = request.build_absolute_uri(), _state(entry)
    kept = kept_pages.get(address, state)
    if kept:
        return answer(request, HttpResponse(kept.content), kept.etag)
    page = _page(request, shown(entry, request))
    response = finish(request, page)
    kept_pages.put(address, state, KeptPage(page.content, page["ETag"]))
    return response


def _page(request: HttpRequest, shown: Shown) -> HttpResponse:
    """Render the page of the version shown, or one part of it in full."""
    if shown.version is None or shown.version.redacted:
        return render(request, "catalogue/procedure_unknown.html", _unknown(shown))
    record = read_record(shown.version.record)
    wanted = _wanted(request, shown, record)
    template = "catalogue/procedure_part.html" if wanted.part else "catalogue/procedure.html"
    return render(request, template, _context(shown, wanted) | page_context(record, wanted))


def _state(entry: Found) -> Hashable:
    """All that a page without a query says beside its address: ``seq`` is raised by whatever changes the entry."""
    late = after_cutoff(timezone.now())
    return entry.pk, entry.seq, entry.changed_at, today(), late, centre()


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """The short address, with dot or hyphen: on to the page."""
    entry = by_code(code)
    if not entry.public:
        return not_public(request, entry)
    return moved(request, "procedure", entry.slug)


def _wanted(request: HttpRequest, at: Shown, record: ProcedureRecord) -> Request:
    """What is asked for, with what the directory knows: at most three queries more."""
    part = request.GET.get("phan", "")
    case = read_case(request.GET, record, today())
    unit, language = (case.place.unit if case.place else None), reader()
    found = case.place.found if case.place else None
    agencies = [agency.id for agency in record.agencies_as("executing")]
    return Request(
        path=reverse("procedure", args=[at.entry.slug]),
        case=case,
        today=today(),
        part=part if part in PARTS else "",
        offices=offices_for(unit, record.levels, agencies, language) if unit else (),
        moved=moved_words(found.said, unit, language) if unit and found and found.said else "",
        issuers=paper_links(record),
        pdf=pdf.available(),
    )


def _context(shown: Shown, wanted: Request) -> dict[str, Any]:
    assert shown.version is not None
    return {
        "versions": versions_view(shown.versions, shown.version, today()),
        "path": wanted.path,
        "back": wanted.path + wanted.query,
        "on": shown.on,
        "on_iso": shown.on.isoformat(),
        "as_of": wanted.case.as_of,
        "nav": "procedures",
    }


def _unknown(shown: Shown) -> dict[str, Any]:
    """What a page says that has no version to show for the day."""
    oldest = next((v for v in reversed(shown.versions) if v.in_force_from), None)
    return {
        "entry": shown.entry,
        "path": reverse("procedure", args=[shown.entry.slug]),
        "on": shown.on,
        "first_day": oldest.in_force_from if oldest else None,
        "coming": bool(oldest and oldest.in_force_from and oldest.in_force_from > today()),
        "redacted": shown.version is not None,
        "nav": "procedures",
    }
