"""Who may read: ``public`` of each counter entry, recomputed in the transaction that changes it (rule 2)."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page, PageViewRestriction

from catalogue.models import CounterEntry, ProcedurePage

from . import counter
from .searching import naming

STEP = Page.steplen


@transaction.atomic
def refresh(path: str) -> int:
    """Recompute the entries of the procedure pages at and under tree path ``path``; return how many changed.

    Public = live, every ancestor live, no view restriction on the page or an ancestor.
    """
    return _refresh(list(_procedures(Q(path__startswith=path))))


@transaction.atomic
def refresh_paths(paths: Iterable[str]) -> int:
    """Recompute the entries of just the procedure pages at ``paths``: what a batch of an import wrote."""
    return _refresh(list(_procedures(Q(path__in=list(paths)))))


def _refresh(pages: list[dict[str, Any]]) -> int:
    closed = frozenset(Page.objects.filter(live=False, numchild__gt=0).values_list("path", flat=True))
    restricted = frozenset(PageViewRestriction.objects.values_list("page__path", flat=True))
    known = counter.lock([page["code"] for page in pages])
    changed = []
    for page in pages:
        entry = known.get(page["code"]) or CounterEntry(code=page["code"])
        if _apply(entry, page, _reason(page, closed, restricted)):
            changed.append(entry)
    changed.extend(_left_behind(pages))
    _write(changed)
    return len(changed)


def _left_behind(pages: list[dict[str, Any]]) -> list[CounterEntry]:
    """Close the entries under a code that a page no longer has."""
    held = CounterEntry.objects.select_for_update().filter(page__in=[page["pk"] for page in pages])
    entries = list(held.exclude(code__in=[page["code"] for page in pages]).order_by("code"))
    for entry in entries:
        _close(entry, "unpublished")
    return entries


def _close(entry: CounterEntry, reason: str) -> None:
    """Part an entry from its page for good."""
    entry.page, entry.public, entry.reason = None, False, reason


def _procedures(where: Q) -> Any:
    fields = ("pk", "path", "live", "expired", "slug", "code", "ended", "replaced_by")
    return ProcedurePage.objects.filter(where).values(*fields)


def _reason(page: dict[str, Any], closed: frozenset[str], restricted: frozenset[str]) -> str:
    """Why the page is not public; empty when it is."""
    lineage = list(_lineage(page["path"]))
    if page["ended"] and not page["live"]:
        return "ended"
    if not page["live"]:
        return "expired" if page["expired"] else "unpublished"
    if any(path in closed for path in lineage):
        return "unpublished"
    return "restricted" if any(path in restricted for path in lineage) else ""


def _lineage(path: str) -> Iterator[str]:
    """The tree paths of a page and of its ancestors."""
    return (path[:end] for end in range(STEP, len(path) + 1, STEP))


def _apply(entry: CounterEntry, page: dict[str, Any], reason: str) -> bool:
    wanted = {
        "page_id": page["pk"],
        "slug": page["slug"],
        "public": not reason,
        "reason": reason,
        "replaced_by": page["replaced_by"],
    }
    differs = entry.pk is None or any(getattr(entry, field) != value for field, value in wanted.items())
    for field, value in wanted.items():
        setattr(entry, field, value)
    return differs


def _write(changed: list[CounterEntry]) -> None:
    for entry in changed:
        entry.seq += 1
    CounterEntry.objects.bulk_create([entry for entry in changed if entry.pk is None], batch_size=200)
    fields = ["page", "slug", "public", "reason", "replaced_by", "seq"]
    CounterEntry.objects.bulk_update([entry for entry in changed if entry.pk], fields, batch_size=200)
    counter.enqueue(changed)
    naming.shown_or_hidden(changed)
    counter.issuers_changed(entry.code for entry in changed)


@transaction.atomic
def withdraw(code: str) -> None:
    """Take a deleted page's entry from the public."""
    entries = list(counter.lock([code]).values())
    for entry in entries:
        _close(entry, entry.reason or "unpublished")
    _write(entries)
