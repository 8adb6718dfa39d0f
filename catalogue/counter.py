"""The counter: versions appended, entries kept right, and the record in force on a day.

Rules 1, 2, 6 and 7 of docs/architecture.md. Everything here that writes must run inside a transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from catalogue.models.counter import CounterEntry, ProcedureVersion
from portal.core import outbox

from .asking import showing
from .listing import write_listings
from .record import ProcedureRecord, read_record
from .searching import naming

SEARCH = "search"
DUE = "counter"
KIND = "procedure"


@dataclass(frozen=True)
class Edition:
    """A record about to become a version, and why."""

    record: ProcedureRecord
    in_force_from: date | None = None
    basis: str = "recorded"
    caused_by: str = ""
    note: str = ""
    kind: str = "publication"
    explicit_date: bool = False


@dataclass(frozen=True)
class Standing:
    """What the counter says of a code on a day: its entry, and the version in force."""

    entry: CounterEntry
    version: ProcedureVersion | None

    @property
    def record(self) -> ProcedureRecord | None:
        return read_record(self.version.record) if self.version else None


def today() -> date:
    """The day at Asia/Ho_Chi_Minh."""
    return timezone.localdate()


def start_of(day: date) -> datetime:
    """Midnight at Asia/Ho_Chi_Minh."""
    return timezone.make_aware(datetime.combine(day, time.min))


def newest_first(versions: QuerySet[ProcedureVersion], on: date) -> QuerySet[ProcedureVersion]:
    """Order what is in force on ``on``, the one that counts first; null is earliest (rule 1)."""
    begun = versions.filter(Q(in_force_from__isnull=True) | Q(in_force_from__lte=on))
    return begun.order_by(F("in_force_from").desc(nulls_last=True), "-number")


def in_force(code: str, on: date | None = None) -> ProcedureVersion | None:
    """The version of ``code`` in force on a day; None before its first dated version."""
    return newest_first(ProcedureVersion.objects.filter(code=code), on or today()).first()


def versions_in_force(codes: Iterable[str], on: date | None = None) -> dict[str, ProcedureVersion]:
    """The versions of many codes in force on a day, in one query."""
    newest = newest_first(ProcedureVersion.objects.filter(code=OuterRef("code")), on or today()).values("pk")[
        :1
    ]
    chosen = (
        CounterEntry.objects.filter(code__in=list(codes)).annotate(chosen=Subquery(newest)).values("chosen")
    )
    return {version.code: version for version in ProcedureVersion.objects.filter(pk__in=chosen)}


def standing(code: str, on: date | None = None) -> Standing | None:
    """What may be said of ``code``; None when nobody ever heard of it. Two queries."""
    entry = CounterEntry.objects.filter(code=code).first()
    return Standing(entry, in_force(code, on)) if entry else None


def public_records(
    codes: Iterable[str], on: date | None = None
) -> dict[str, tuple[CounterEntry, ProcedureRecord]]:
    """The records in force of those codes that are public, in two queries; others are absent (rule 7)."""
    entries = {entry.code: entry for entry in CounterEntry.objects.filter(code__in=list(codes), public=True)}
    found = versions_in_force(entries, on)
    return {
        code: (entry, read_record(found[code].record)) for code, entry in entries.items() if code in found
    }


def history(code: str) -> QuerySet[ProcedureVersion]:
    """All versions of a code, the newest first, without their records."""
    versions = ProcedureVersion.objects.filter(code=code).defer("record")
    return versions.order_by(F("in_force_from").desc(nulls_last=True), "-number")


@transaction.atomic
def append(editions: Sequence[Edition], now: datetime | None = None) -> list[ProcedureVersion]:
    """Append a version for each edition that says something new; return the versions written.

    An edition equal to what is in force on its day writes none, unless an editor gave it another date.
    """
    now = now or timezone.now()
    codes = {edition.record.code for edition in editions}
    lock(codes)
    timelines = _timelines(codes)
    written = []
    for edition in editions:
        timeline = timelines.setdefault(edition.record.code, [])
        version = _next_version(edition, timeline, now)
        if version is not None:
            timeline.append(version)
            written.append(version)
    ProcedureVersion.objects.bulk_create(written, batch_size=200)
    _schedule(written, timezone.localdate(now))
    return written


def lock(codes: Iterable[str]) -> dict[str, CounterEntry]:
    """Lock the entries of ``codes`` in one order, so that two publishers can't block each other."""
    entries = CounterEntry.objects.select_for_update().filter(code__in=list(codes)).order_by("code")
    return {entry.code: entry for entry in entries}


def _timelines(codes: Iterable[str]) -> dict[str, list[ProcedureVersion]]:
    """All versions of each code, without their records."""
    timelines: dict[str, list[ProcedureVersion]] = {}
    for version in ProcedureVersion.objects.filter(code__in=list(codes)).defer("record").order_by("number"):
        timelines.setdefault(version.code, []).append(version)
    return timelines


def _rank(version: ProcedureVersion) -> tuple[date, int]:
    return version.in_force_from or date.min, version.number


def _dated(edition: Edition, timeline: Sequence[ProcedureVersion], on: date) -> date | None:
    """The day an edition comes into force.

    Without a day of its own: null for the first; that of the latest future version, because the page then holds
    the future text; else today.
    """
    if edition.explicit_date or not timeline:
        return edition.in_force_from
    coming = [v.in_force_from for v in timeline if v.in_force_from and v.in_force_from > on]
    return max(coming, default=on)


def _next_version(
    edition: Edition, timeline: Sequence[ProcedureVersion], now: datetime
) -> ProcedureVersion | None:
    """The version that ``edition`` adds to ``timeline``, or None when it says nothing new."""
    dated = _dated(edition, timeline, timezone.localdate(now))
    record_hash = edition.record.hash
    begun = [v for v in timeline if (v.in_force_from or date.min) <= (dated or date.min)]
    standing_then = max(begun, key=_rank, default=None)
    same = standing_then is not None and standing_then.record_hash == record_hash
    if same and (not edition.explicit_date or standing_then.in_force_from == dated):
        return None
    return ProcedureVersion(
        code=edition.record.code,
        number=max((v.number for v in timeline), default=0) + 1,
        record=edition.record.to_json(),
        record_hash=record_hash,
        in_force_from=dated,
        basis=edition.basis,
        kind=edition.kind,
        caused_by=edition.caused_by,
        note=edition.note,
        published_at=now,
    )


def _schedule(versions: Sequence[ProcedureVersion], on: date) -> None:
    """Queue an update for the day a future version comes into force."""
    for version in versions:
        if version.in_force_from and version.in_force_from > on:
            outbox.add(DUE, version.code, seq=version.number, due_at=start_of(version.in_force_from))


@transaction.atomic
def touch(codes: Iterable[str]) -> None:
    """Say that something public of ``codes`` changed: raise seq under the row lock, relist, reindex."""
    entries = list(lock(codes).values())
    for entry in entries:
        entry.seq += 1
        entry.changed_at = timezone.now()
    CounterEntry.objects.bulk_update(entries, ["seq", "changed_at"], batch_size=200)
    shown = [entry for entry in entries if entry.public]
    before, titles = naming.named_by(shown), _titles(shown)
    relist(entries)
    naming.relisted(before, naming.named_by(shown))
    enqueue(entries)
    issuers_changed(code for code, _title, _english in titles ^ _titles(shown))


def _titles(entries: Iterable[CounterEntry]) -> set[tuple[str, str, str]]:
    return {(entry.code, entry.title, entry.title_en) for entry in entries}


@transaction.atomic
def renew(codes: Iterable[str]) -> int:
    """Raise the seq of ``codes``, and nothing else: what their pages say beside the record changed.

    Pages kept in a process end by it and search documents follow it; lists and "changed on" stay. Returns how many.
    """
    entries = list(lock(codes).values())
    for entry in entries:
        entry.seq += 1
    CounterEntry.objects.bulk_update(entries, ["seq"], batch_size=200)
    enqueue(entries)
    return len(entries)


def issuers_changed(codes: Iterable[str]) -> int:
    """Renew the pages that say that one of ``codes`` issues a paper: its title, address or being public changed.

    Returns how many. No query without a code; one where editors confirmed no link to them.
    """
    changed = set(codes)
    pages = showing(changed) if changed else set()
    return renew(pages) if pages else 0


def enqueue(entries: Iterable[CounterEntry]) -> None:
    """Queue the search documents of ``entries`` at their seq."""
    outbox.add_many(SEARCH, [(f"{KIND}:{entry.code}", entry.seq) for entry in entries])


def relist(entries: Sequence[CounterEntry], records: Mapping[str, ProcedureRecord] | None = None) -> None:
    """Rebuild the lists' copy of what is in force today."""
    if records is None:
        found = versions_in_force([entry.code for entry in entries])
        records = {code: read_record(version.record) for code, version in found.items()}
    write_listings(entries, records)


def due(entries: Sequence[Any]) -> None:
    """Outbox consumer: a version has come into force today."""
    touch([entry.key for entry in entries])
