"""What the home page shows, in five queries beside the one that finds the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _

from catalogue import browsing, counter, directory, places
from catalogue.models import CounterEntry, ProcedureVersion
from catalogue.record import read_record
from catalogue.summary import Label, pick
from portal.news.listing import latest

from .models import HomePage, HomeProcedure

MOST_EVENTS = 12
MOST_CHANGES = 4
MOST_NEWS = 3


@dataclass(frozen=True)
class Change:
    """A procedure that changed: when, because of what, and where to read it."""

    day: date
    because: str
    slug: str
    title: Label


def front(page: HomePage, request: HttpRequest) -> dict[str, Any]:
    """The template's context for the reader's language."""
    language = str(request.LANGUAGE_CODE)  # type: ignore[attr-defined]
    known = board(page)
    changed = [*dated_changes(language), *decisions(known, language)]
    examples = (page.examples_en if language == "en" else "") or page.examples_vi or ""  # type: ignore[attr-defined]
    return {
        "examples": [line.strip() for line in examples.splitlines() if line.strip()],
        "events": directory.life_events(language)[:MOST_EVENTS],
        "board": [browsing.row(entry, entry.in_force, language) for entry in known],
        "changes": _once_each(changed)[:MOST_CHANGES],
        "places": places.communes(language),
        "news": latest(MOST_NEWS),
    }


def _once_each(changed: Iterable[Change]) -> list[Change]:
    """The first change of each procedure."""
    first: dict[str, Change] = {}
    for change in changed:
        first.setdefault(change.slug, change)
    return list(first.values())


def board(page: HomePage) -> list[Any]:
    """The entries of the notice board in the editors' order, each with ``in_force``, its record."""
    rows = HomeProcedure.objects.filter(page=page.pk)
    newest = counter.newest_first(ProcedureVersion.objects.filter(code=OuterRef("code")), counter.today())
    entries = browsing.public_entries().filter(code__in=rows.values("code"))
    place = rows.filter(code=OuterRef("code")).values("sort_order")[:1]
    entries = entries.annotate(in_force=Subquery(newest.values("record")[:1]), place=Subquery(place))
    return [entry for entry in entries.order_by("place", "code") if entry.in_force]


def dated_changes(language: str) -> list[Change]:
    """Versions that came into force on a known day, the newest first."""
    versions = ProcedureVersion.objects.filter(in_force_from__lte=counter.today())
    versions = versions.filter(Exists(browsing.public_entries().filter(code=OuterRef("code"))))
    newest = versions.order_by("-in_force_from", "-number", "-pk").values("pk")[:MOST_CHANGES]
    entry = CounterEntry.objects.filter(code=OuterRef("code"))
    found = (
        ProcedureVersion.objects.filter(pk__in=Subquery(newest))
        .annotate(**{name: Subquery(entry.values(name)[:1]) for name in ("slug", "title", "title_en")})
        .order_by("-in_force_from", "-number", "-pk")
        .values_list("in_force_from", "basis", "caused_by", "slug", "title", "title_en")
    )
    return [
        Change(day, act if basis == "act" else _("Ghi nhận thay đổi"), slug, pick(vi, en, language))
        for day, basis, act, slug, vi, en in found
    ]


def decisions(known: Iterable[Any], language: str) -> list[Change]:
    """The decisions that published what stands on the notice board, the newest first."""
    found = []
    for entry in known:
        record = read_record(entry.in_force)
        if record.publication.decided and record.publication.decision:
            because = _("Quyết định %(number)s") % {"number": record.publication.decision}
            title = pick(record.title.vi, record.title.en, language)
            found.append(Change(record.publication.decided, because, entry.slug, title))
    return sorted(found, key=lambda change: change.day, reverse=True)
