"""What the home page shows, in five queries beside the one that finds the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _

from catalogue import browsing, counter, directory, places
from catalogue.models import CounterEntry, ProcedureVersion
from catalogue.record import ProcedureRecord, read_record
from catalogue.summary import Label, pick
from portal.core.prepared import prepared
from portal.news.listing import articles, with_neighbours

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
    examples = pick(page.examples_vi or "", page.examples_en, language)  # type: ignore[attr-defined]
    return {
        "examples": [
            Label(line.strip(), examples.lang) for line in examples.text.splitlines() if line.strip()
        ],
        "events": directory.life_events(language)[:MOST_EVENTS],
        "board": [browsing.row(entry, record, language) for entry, record in known],
        "changes": _once_each(changed)[:MOST_CHANGES],
        "places": places.communes(language),
        "news": list(prepared("home-news", lambda: with_neighbours(articles())[:MOST_NEWS])),
    }


def _once_each(changed: Iterable[Change]) -> list[Change]:
    """The first change of each procedure."""
    first: dict[str, Change] = {}
    for change in changed:
        first.setdefault(change.slug, change)
    return list(first.values())


def board(page: HomePage) -> list[tuple[CounterEntry, ProcedureRecord]]:
    """The entries of the notice board in the editors' order, each with its record in force."""
    day = counter.today()
    found: Iterable[Any] = prepared(("home-board", page.pk, day), lambda: _board(page.pk, day))
    return [(entry, read_record(entry.in_force)) for entry in found if entry.in_force]


def _board(page: int, day: date) -> QuerySet[CounterEntry]:
    rows = HomeProcedure.objects.filter(page=page)
    newest = counter.newest_first(ProcedureVersion.objects.filter(code=OuterRef("code")), day)
    entries = browsing.public_entries().filter(code__in=rows.values("code"))
    place = rows.filter(code=OuterRef("code")).values("sort_order")[:1]
    entries = entries.annotate(in_force=Subquery(newest.values("record")[:1]), place=Subquery(place))
    return entries.order_by("place", "code")


def dated_changes(language: str) -> list[Change]:
    """Versions that came into force on a known day, the newest first."""
    day = counter.today()
    found: Iterable[Any] = prepared(("home-changes", day), lambda: _dated_changes(day))
    return [
        Change(
            change.in_force_from,
            change.caused_by if change.basis == "act" else _("Ghi nhận thay đổi"),
            change.slug,
            pick(change.title, change.title_en, language),
        )
        for change in found
    ]


def _dated_changes(day: date) -> QuerySet[ProcedureVersion]:
    versions = ProcedureVersion.objects.filter(in_force_from__lte=day)
    versions = versions.filter(Exists(browsing.public_entries().filter(code=OuterRef("code"))))
    newest = versions.order_by("-in_force_from", "-number", "-pk").values("pk")[:MOST_CHANGES]
    entry = CounterEntry.objects.filter(code=OuterRef("code"))
    return (
        ProcedureVersion.objects.filter(pk__in=Subquery(newest))
        .annotate(**{name: Subquery(entry.values(name)[:1]) for name in ("slug", "title", "title_en")})
        .only("in_force_from", "basis", "caused_by")
        .order_by("-in_force_from", "-number", "-pk")
    )


def decisions(known: Iterable[tuple[CounterEntry, ProcedureRecord]], language: str) -> list[Change]:
    """The decisions that published what stands on the notice board, the newest first."""
    found = []
    for entry, record in known:
        if record.publication.decided and record.publication.decision:
            because = _("Quyết định %(number)s") % {"number": record.publication.decision}
            title = pick(record.title.vi, record.title.en, language)
            found.append(Change(record.publication.decided, because, entry.slug, title))
    return sorted(found, key=lambda change: change.day, reverse=True)
