"""Announcing changes of things without a counter entry: acts, forms, papers, offices, news.

A number is raised under the lock of its row, in the transaction of the change: whoever commits last has the greatest
number, so that external versions order the engines' writes as the database ordered the changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F

from portal.core import outbox
from search.changes.models import ChangeNumber
from search.indexing.consumer import TOPIC

CHUNK = 400
#: The number of a thing that has never changed.
FIRST = 1


@transaction.atomic
def announce(refs: Iterable[str]) -> None:
    """Say that something public of these refs may have changed: raise their numbers and queue their documents."""
    wanted = sorted(set(refs))
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        ChangeNumber.objects.bulk_create([ChangeNumber(ref=ref) for ref in some], ignore_conflicts=True)
        locked = ChangeNumber.objects.select_for_update().filter(ref__in=some).order_by("ref")
        raised = [(row.ref, FIRST + row.number + 1) for row in locked]
        ChangeNumber.objects.filter(ref__in=some).update(number=F("number") + 1)
        outbox.add_many(TOPIC, raised)


def number_of(ref: str) -> int:
    """The number of a ref now; `FIRST` when it has never changed."""
    row = ChangeNumber.objects.filter(ref=ref).first()
    return FIRST + (row.number if row else 0)


def numbers(kind: str) -> Mapping[str, int]:
    """The numbers of a kind's refs, in one query; what is absent is at `FIRST`."""
    rows = ChangeNumber.objects.filter(ref__startswith=f"{kind}:").values_list("ref", "number")
    return {ref: FIRST + number for ref, number in rows}
