"""The page of one procedure: its version in force today or on a day, its short address, its print sheet."""

import re
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import segno
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from catalogue.counter import today
from catalogue.guidance import read_answers
from catalogue.models.counter import CounterEntry
from catalogue.presentation import (
    PARTS,
    Request,
    labels,
    page_context,
    procedure_view,
    versions_view,
)
from catalogue.record import ProcedureRecord, read_record
from portal.core.context_processors import centre
from portal.core.slugs import slugify

from .kept import KeptPage, kept_pages
from .reading import Found, Version, found, found_in, versions

FRESH: Final = 60
"""Seconds a cache between us and the reader may keep a page."""
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
NATIONAL_CODE: Final = re.compile(r"(\d+)[-.](\d{6})(?=-|$)")


@dataclass(frozen=True)
class Shown:
    """What an address leads to: the entry, all its versions, and the one to show."""

    entry: Found
    versions: list[Version]
    version: Version | None
    on: date
    as_of: str = ""
    bad_date: str = ""


@require_safe
def procedure(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a procedure. At most three queries: the entry, its versions, the centre."""
    entry = _entry(slug)
    if not entry.public:
        return _not_public(request, entry)
    if slug != entry.slug:
        return _moved(request, "procedure", entry.slug)
    if request.META.get("QUERY_STRING"):
        return _finish(request, _page(request, _shown(entry, request)))
    address, state = request.build_absolute_uri(), _state(entry)
    kept = kept_pages.get(address, state)
    if kept:
        return _answer(request, HttpResponse(kept.content), kept.etag)
    page = _page(request, _shown(entry, request))
    response = _finish(request, page)
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
    return entry.pk, entry.seq, entry.changed_at, today(), centre()


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """The short address, with dot or hyphen: on to the page."""
    entry = _by_code(code)
    if not entry.public:
        return _not_public(request, entry)
    return _moved(request, "procedure", entry.slug)


@require_safe
def print_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """One A4 sheet to carry to the counter, for the answers given."""
    entry = _by_code(code)
    if not entry.public:
        return _not_public(request, entry)
    shown = _shown(entry, request)
    if shown.version is None or shown.version.redacted:
        raise Http404
    record = read_record(shown.version.record)
    wanted = _wanted(request, shown, record)
    address = (
        request.build_absolute_uri(reverse("procedure-short", args=[slugify(entry.code)])) + wanted.query
    )
    context = {
        "v": procedure_view(record, wanted),
        "words": labels(),
        "versions": versions_view(shown.versions, shown.version, today()),
        "today": today(),
        "address": address,
        "page_url": wanted.path + wanted.query,
        "qr": qr_code(address),
    }
    return _finish(request, render(request, "catalogue/procedure_print.html", context))


def qr_code(address: str) -> str:
    """The address as an inline SVG without style attributes."""
    drawn = segno.make(address, error="m", micro=False)
    return mark_safe(
        drawn.svg_inline(svgclass=None, lineclass=None, omitsize=True, border=2, dark="#000", light="#fff")
    )


def _codes(text: str) -> list[str]:
    """The codes an address may begin with: national ones are known by their form, others are tried."""
    national = NATIONAL_CODE.match(text)
    if national:
        return [f"{national[1]}.{national[2]}"]
    groups = re.split(r"[-.]", text)[:4]
    heads = [sign.join(groups[:length]) for length in range(1, len(groups) + 1) for sign in "-."]
    return [form for head in heads for form in (head, head.upper())][:16]


def _entry(slug: str) -> Found:
    """The entry of a page's address; a slug that changed is found by its code. Raises Http404."""
    return found(slug) or _by_code(slug)


def _by_code(text: str) -> Found:
    """The entry whose code ``text`` is or begins with, with dot or hyphen. Raises Http404."""
    codes = _codes(text)
    known = CounterEntry.objects.filter(Q(code__in=codes) | Q(slug__startswith=f"{slugify(text)}-"))[:8]
    if not known:
        raise Http404
    return found_in(max(known, key=lambda entry: (entry.code in codes, entry.public, len(entry.code))))


def _not_public(request: HttpRequest, entry: Found) -> HttpResponse:
    """410 for a procedure that ended, naming what replaced it; 404 for all else. Raises Http404."""
    if entry.reason != "ended":
        raise Http404
    successor = (
        CounterEntry.objects.filter(code=entry.replaced_by, public=True).first()
        if entry.replaced_by
        else None
    )
    context = {"entry": entry, "successor": successor, "nav": "procedures"}
    return render(request, "410.html", context, status=410)


def _moved(request: HttpRequest, name: str, slug: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(reverse(name, args=[slug]) + (f"?{query}" if query else ""))


def _shown(entry: Found, request: HttpRequest) -> Shown:
    """Choose the version for ``?ngay=``; a day that can't be read is told, and today's version is shown."""
    asked = request.GET.get("ngay", "").strip()
    day = _day(asked)
    on = day or today()
    found = versions(entry.code, on)
    if not found:
        raise Http404
    version = next((v for v in found if v.in_force_from is None or v.in_force_from <= on), None)
    return Shown(entry, found, version, on, asked if day else "", "" if day else asked[:40])


def _day(text: str) -> date | None:
    """Read YYYY-MM-DD; None when it is no day."""
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def _wanted(request: HttpRequest, shown: Shown, record: ProcedureRecord) -> Request:
    part = request.GET.get("phan", "")
    return Request(
        path=reverse("procedure", args=[shown.entry.slug]),
        on=shown.on,
        answers=read_answers(record.questions, dict(request.GET.lists())),
        as_of=shown.as_of,
        part=part if part in PARTS else "",
    )


def _context(shown: Shown, wanted: Request) -> dict[str, Any]:
    assert shown.version is not None
    return {
        "versions": versions_view(shown.versions, shown.version, today()),
        "path": wanted.path,
        "back": wanted.path + wanted.query,
        "on": shown.on,
        "on_iso": shown.on.isoformat(),
        "as_of": shown.as_of,
        "bad_date": shown.bad_date,
        "ignored": wanted.answers.ignored,
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


def _finish(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give the page an ETag by its content."""
    set_response_etag(response)
    return _answer(request, response, response["ETag"])


def _answer(request: HttpRequest, response: HttpResponse, etag: str) -> HttpResponse:
    """Let caches keep the page for a minute, and answer 304 to one who has it."""
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FRESH)
    return get_conditional_response(request, etag=etag, response=response) or response
