"""Procedures: the list, one as published, its versions."""

from datetime import date, datetime
from typing import Final, NamedTuple

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from ninja import Query

from catalogue import browsing, counter
from catalogue.models.counter import CounterEntry
from catalogue.record import Level, OnlineLevel, ProcedureRecord, Text, read_record
from catalogue.views.kept import KeptPage, KeptPages
from catalogue.views.reading import Version, versions

from .answering import etag_of, reply, send_kept, spliced
from .entries import BASE, links_of, public_entry
from .problems import ProblemError
from .registering import Day, operation
from .shapes import Procedure, ProcedureHead, ProcedureRow, Procedures, VersionHead, Versions

MOST_VALUE: Final = 160
"""Characters of a filter's value or a cursor."""
MEMORY: Final = 8 * 1024 * 1024
"""Bytes of procedures kept in this process, as their pages are."""
FACETS: Final = {"life_event": "event"}
"""Facets of the lists whose parameter has another name."""


class Kept(NamedTuple):
    """An answer with its ETag and when it last changed."""

    content: bytes
    etag: str
    changed: datetime | None


kept_answers: Final = KeptPages(MEMORY)


@operation("procedures", Procedures, "Public procedures with filters, by code")
def procedures(
    request: HttpRequest,
    topic: str = Query("", max_length=MOST_VALUE, description="Id of a topic.", example="ho-tich"),
    level: Level | None = Query(None, description="Level of government that receives it."),
    online: OnlineLevel | None = Query(None, description="How far it can be done online."),
    agency: str = Query("", max_length=MOST_VALUE, description="Id of an agency named by it."),
    audience: str = Query("", max_length=MOST_VALUE, description="Id of whom it is for."),
    life_event: str = Query("", max_length=MOST_VALUE, description="Id of a life event."),
    paper: str = Query("", max_length=MOST_VALUE, description="Id of a paper it asks for."),
    act: str = Query("", max_length=MOST_VALUE, description="Id of an act it is based on."),
    name: str = Query("", max_length=100, description="Words of its title, with marks or without."),
    limit: int = Query(20, ge=1, le=100, description="Procedures of a page."),
    cursor: str = Query(
        "", max_length=MOST_VALUE, description="From ``next``: the code after which to go on."
    ),
) -> HttpResponse:
    """Every filter narrows the list; ``next`` leads through all pages, each procedure once."""
    asked = {
        "topic": topic,
        "level": level or "",
        "online": online or "",
        "agency": agency,
        "audience": audience,
        "life_event": life_event,
        "paper": paper,
        "act": act,
    }
    entries = browsing.public_entries()
    for facet, value in asked.items():
        if value:
            entries = entries.filter(browsing.with_facet(FACETS.get(facet, facet), value))
    if name.strip():
        entries = entries.filter(browsing.named(name.strip()))
    total = entries.count()
    found = list(entries.filter(Q(code__gt=cursor)).order_by("code")[: limit + 1])
    shown = found[:limit]
    last = shown[-1].code if len(found) > limit else None
    following = next_page("procedures", {**asked, "name": name}, limit, last)
    return reply(request, Procedures(items=_rows(shown), total=total, next=following))


def next_page(path: str, asked: dict[str, str], limit: int, cursor: str | None) -> str | None:
    """Path and query of the next page, with all that was asked."""
    if cursor is None:
        return None
    given = {name: value for name, value in asked.items() if value}
    return f"{BASE}/{path}?" + urlencode({**given, "limit": limit, "cursor": cursor})


def _rows(entries: list[CounterEntry]) -> list[ProcedureRow]:
    found = counter.versions_in_force([entry.code for entry in entries])
    return [
        _row(
            entry,
            found[entry.code].number,
            found[entry.code].in_force_from,
            read_record(found[entry.code].record),
        )
        for entry in entries
        if entry.code in found
    ]


def _row(entry: CounterEntry, number: int, since: date | None, record: ProcedureRecord) -> ProcedureRow:
    return ProcedureRow(
        code=entry.code,
        title=Text(vi=record.title.vi, en=record.title.en),
        official_title=record.official_title,
        topic=record.topic,
        levels=list(record.levels),
        online=record.online,
        version=number,
        in_force_from=since,
        changed_at=entry.changed_at,
        links=links_of(entry.code, entry.slug),
    )


@operation(
    "procedures/{code}", Procedure, "One procedure as published, today or as of a day", problems=(404, 410)
)
def procedure(
    request: HttpRequest,
    code: str,
    on: Day | None = Query(
        None,
        description="Day (2026-03-01) as of which it is asked for; today when absent.",
        example="2026-03-01",
    ),
) -> HttpResponse:
    """The record in force, exactly as its version was published. 410 when the procedure has ended."""
    entry = public_entry(code)
    day = counter.today()
    address, state = f"{code}@{on or ''}", (entry.pk, entry.seq, entry.changed_at, day)
    kept = kept_answers.get(address, state)
    if kept is None:
        kept = _written(code, entry.slug, on or day, day)
        kept_answers.put(address, state, kept)  # type: ignore[arg-type]
    return send_kept(request, KeptPage(kept.content, kept.etag), kept.changed)  # type: ignore[attr-defined]


def _written(code: str, slug: str, on: date, today: date) -> Kept:
    version = in_force(code, on)
    head = ProcedureHead(
        code=code,
        version=version.number,
        in_force_from=version.in_force_from,
        on=on,
        redacted=version.redacted,
        links=links_of(code, slug),
    )
    content = spliced(head, record=None if version.redacted else version.record).encode()
    return Kept(content, etag_of(content), _changed(code, version, today))


def in_force(code: str, on: date) -> Version:
    """The version in force on a day. Raises ProblemError when there was none yet."""
    found = versions(code, on)
    version = next((one for one in found if one.in_force_from is None or one.in_force_from <= on), None)
    if version is None:
        first = min((one.in_force_from for one in found if one.in_force_from), default=None)
        detail = f"The first known version is in force from {first}." if first else ""
        raise ProblemError(404, "not-in-force", detail)
    return version


def _changed(code: str, version: Version, today: date) -> datetime:
    """When the answer last changed: also by a version that came into force by itself."""
    changed = CounterEntry.objects.values_list("changed_at", flat=True).get(code=code)
    since = version.in_force_from
    return max(changed, counter.start_of(since)) if since and since <= today else changed


@operation("procedures/{code}/versions", Versions, "All versions of a procedure", problems=(404, 410))
def procedure_versions(request: HttpRequest, code: str) -> HttpResponse:
    """Without records: ask for one by ``?on=`` its first day. Coming versions are among them."""
    public_entry(code)
    fields = [*VersionHead.model_fields]
    items = [VersionHead(**row) for row in counter.history(code).values(*fields)]
    changed = CounterEntry.objects.values_list("changed_at", flat=True).get(code=code)
    return reply(request, Versions(code=code, items=items), changed)
