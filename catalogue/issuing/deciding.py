"""An editor's word on who issues a paper: written, logged, and public at once."""

from collections.abc import Iterable
from typing import Any, Final

from django.db import transaction
from wagtail.log_actions import log

from catalogue.models import DocumentType, IssuerDecision
from catalogue.models.counter import CounterEntry

from .links import announce
from .proposing import Pair

MOST: Final = 200
"""Links decided at once: each is logged."""


def read_pairs(values: Iterable[str]) -> list[Pair]:
    """The links whose boxes were ticked; what names none is left out."""
    parts = (value.partition(" ") for value in dict.fromkeys(values))
    return [(paper, code) for paper, _space, code in parts if paper and code][:MOST]


@transaction.atomic
def decide(pairs: Iterable[Pair], confirmed: bool, user: Any) -> int:
    """Confirm or refuse links; return how many changed. A paper or a procedure that is not known is left out."""
    pairs = list(pairs)
    papers = DocumentType.objects.in_bulk({paper for paper, _code in pairs}, field_name="slug")
    codes = set(
        CounterEntry.objects.filter(code__in={code for _paper, code in pairs}).values_list("code", flat=True)
    )
    known = {(one.document_id, one.code): one for one in _decisions(pairs)}
    changed = []
    for slug, code in pairs:
        paper = papers.get(slug)
        before = known.get((paper.pk, code)) if paper else None
        if (
            paper is None
            or (before is None and code not in codes)
            or (before and before.confirmed == confirmed)
        ):
            continue
        one = before or IssuerDecision(document=paper, code=code)
        one.confirmed, one.decided_by = confirmed, user
        one.save()
        _log(one, slug, "wagtail.edit" if before else "wagtail.create", user)
        changed.append(slug)
    announce(changed)
    return len(changed)


@transaction.atomic
def withdraw(pairs: Iterable[Pair], user: Any) -> int:
    """Take decisions back, so that names propose the links again; return how many there were."""
    found = list(_decisions(pairs))
    for one in found:
        _log(one, one.document.slug, "wagtail.delete", user)
    IssuerDecision.objects.filter(pk__in=[one.pk for one in found]).delete()
    announce(one.document.slug for one in found)
    return len(found)


def _decisions(pairs: Iterable[Pair]) -> Iterable[IssuerDecision]:
    wanted = set(pairs)
    rows = IssuerDecision.objects.filter(document__slug__in={paper for paper, _code in wanted})
    return [one for one in rows.select_related("document") if (one.document.slug, one.code) in wanted]


def _log(one: IssuerDecision, paper: str, action: str, user: Any) -> None:
    log(
        instance=one,
        action=action,
        user=user,
        title=f"{one.document} ← {one.code}",
        deleted=action == "wagtail.delete",
        data={"paper": paper, "code": one.code, "confirmed": one.confirmed},
    )
