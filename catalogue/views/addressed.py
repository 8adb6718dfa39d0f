"""From an address to what it shows: the entry of a code, its version on a day, and an answer caches may keep."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag

from catalogue.counter import today
from catalogue.models.counter import CounterEntry
from catalogue.situation import asked_day
from portal.core.slugs import slugify

from .reading import Found, Version, found, found_in, versions

FRESH: Final = 60
"""Seconds a cache between us and the reader may keep a page."""
NATIONAL_CODE: Final = re.compile(r"(\d+)[-.](\d{6})(?=-|$)")


@dataclass(frozen=True)
class Shown:
    """What an address leads to: the entry, all its versions, and the one to show."""

    entry: Found
    versions: list[Version]
    version: Version | None
    on: date


def by_code(text: str) -> Found:
    """The entry whose code ``text`` is or begins with, with dot or hyphen. Raises Http404."""
    codes = _codes(text)
    known = CounterEntry.objects.filter(Q(code__in=codes) | Q(slug__startswith=f"{slugify(text)}-"))[:8]
    if not known:
        raise Http404
    return found_in(max(known, key=lambda entry: (entry.code in codes, entry.public, len(entry.code))))


def by_slug(slug: str) -> Found:
    """The entry of a page's address; a slug that changed is found by its code. Raises Http404."""
    return found(slug) or by_code(slug)


def moved(request: HttpRequest, name: str, slug: str) -> HttpResponse:
    """On to the page ``name`` of the entry as it is called today, with the same query."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(reverse(name, args=[slug]) + (f"?{query}" if query else ""))


def not_public(request: HttpRequest, entry: Found) -> HttpResponse:
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


def shown(entry: Found, request: HttpRequest) -> Shown:
    """Choose the version for ``?ngay=``; for a day that can't be read (``read_case`` names it) today's."""
    day = asked_day(request.GET)
    on = day or today()
    history = versions(entry.code, on)
    if not history:
        raise Http404
    version = next((v for v in history if v.in_force_from is None or v.in_force_from <= on), None)
    return Shown(entry, history, version, on)


def _codes(text: str) -> list[str]:
    """The codes an address may begin with: national ones are known by their form, others are tried."""
    national = NATIONAL_CODE.match(text)
    if national:
        return [f"{national[1]}.{national[2]}"]
    groups = re.split(r"[-.]", text)[:4]
    heads = [sign.join(groups[:length]) for length in range(1, len(groups) + 1) for sign in "-."]
    return [form for head in heads for form in (head, head.upper())][:16]


def finish(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give the page an ETag by its content."""
    set_response_etag(response)
    return answer(request, response, response["ETag"])


def answer(request: HttpRequest, response: HttpResponse, etag: str) -> HttpResponse:
    """Let caches keep the page for a minute, and answer 304 to one who has it."""
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FRESH)
    return get_conditional_response(request, etag=etag, response=response) or response
