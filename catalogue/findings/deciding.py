"""Deciding about findings. Only what still stands as the editor saw it is changed (rule: from OPEN or DECIDED)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.models import Finding, ProcedurePage

from .proposals import NoRow, read_proposal

OPEN: Final = ("open",)
DECIDED: Final = ("accepted", "dismissed")
PAGES_AT_ONCE: Final = 50
"""Drafts written by one acceptance: each takes up to 120 ms, and an answer must come before a proxy gives up."""
REASON_LENGTH: Final = 255  # characters


class NotDecided(Exception):
    """The editor's wish can't be carried out; the message says why."""


@dataclass
class Outcome:
    """``changed`` findings; ``drafts`` pages whose draft got a proposal; ``left`` proposals for another time."""

    changed: int = 0
    drafts: int = 0
    left: int = 0
    refused: list[str] = field(default_factory=list)


def dismiss(findings: QuerySet[Finding], reason: str, user: Any) -> Outcome:
    """Dismiss those still open. Raises NotDecided without a reason or with one that is too long."""
    if not reason:
        raise NotDecided(_("Chưa bỏ qua: hãy ghi lý do, để người sau biết vì sao."))
    if len(reason) > REASON_LENGTH:
        raise NotDecided(_("Chưa bỏ qua: lý do dài quá %(count)d ký tự.") % {"count": REASON_LENGTH})
    return Outcome(_decide(findings.filter(state__in=OPEN), "dismissed", reason, user))


def reopen(findings: QuerySet[Finding]) -> Outcome:
    """Open again those decided; what an accepted proposal put in a draft stays there."""
    decided = findings.filter(state__in=DECIDED)
    return Outcome(decided.update(state="open", reason="", decided_at=None, decided_by=None))


def accept(findings: QuerySet[Finding], reason: str, user: Any) -> Outcome:
    """Accept those still open; a proposal is put in the draft of its page, or refused when that can't be.

    Raises NotDecided when the reason is too long.
    """
    if len(reason) > REASON_LENGTH:
        raise NotDecided(_("Chưa chấp nhận: ghi chú dài quá %(count)d ký tự.") % {"count": REASON_LENGTH})
    waiting = findings.filter(state__in=OPEN)
    proposals = list(
        waiting.filter(proposal__isnull=False).order_by("code", "place").values_list("code", "pk")
    )
    outcome = Outcome(_decide(waiting.filter(proposal__isnull=True), "accepted", reason, user))
    by_code = [
        (code, [key for _code, key in rows]) for code, rows in groupby(proposals, key=lambda row: row[0])
    ]
    for code, keys in by_code[:PAGES_AT_ONCE]:
        _accept_proposals(code, keys, reason, user, outcome)
    outcome.left = sum(len(keys) for _code, keys in by_code[PAGES_AT_ONCE:])
    return outcome


def _decide(findings: QuerySet[Finding], state: str, reason: str, user: Any) -> int:
    return findings.update(state=state, reason=reason, decided_at=timezone.now(), decided_by=user)


@transaction.atomic
def _accept_proposals(code: str, keys: list[int], reason: str, user: Any, outcome: Outcome) -> None:
    """Put the proposals of one procedure in one new revision of its draft; never publish."""
    # The page is locked first, so that two editors who accept at once wait for each other.
    page = ProcedurePage.objects.select_for_update().filter(code=code).first()
    waiting = list(Finding.objects.select_for_update().filter(pk__in=keys, state__in=OPEN).order_by("place"))
    why_not = _not_editable(page, user)
    if page is None or why_not:
        outcome.refused.extend(f"{code}: {why_not}" for _finding in waiting)
        return
    with translation.override("vi"):
        draft = page.get_latest_revision_as_object()
        placed = [finding.pk for finding in waiting if _put(finding, draft, outcome)]
        if placed:
            draft.save_revision(user=user, log_action=True, clean=False)
            outcome.drafts += 1
    outcome.changed += _decide(Finding.objects.filter(pk__in=placed), "accepted", reason, user)


def _not_editable(page: ProcedurePage | None, user: Any) -> str:
    if page is None:
        return _("không còn trang thủ tục này.")
    permissions = page.permissions_for_user(user)
    if not permissions.can_edit():
        return _("bạn không được sửa trang này.")
    return _("trang đang khóa hoặc đang chờ người khác duyệt.") if permissions.page_locked() else ""


def _put(finding: Finding, draft: ProcedurePage, outcome: Outcome) -> bool:
    proposal = read_proposal(finding.proposal)
    if proposal is None:
        outcome.refused.append(f"{finding.code}: " + _("đề xuất không đọc được; hãy nhập tay trong trang."))
        return False
    try:
        proposal.put(draft)
    except NoRow:
        outcome.refused.append(
            f"{finding.code}: " + _("dòng của đề xuất không còn trong bản nháp; hãy nhập tay hoặc bỏ qua.")
        )
        return False
    return True


def chosen(keys: Iterable[str]) -> QuerySet[Finding]:
    """The findings whose boxes were ticked."""
    return Finding.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal() and len(key) < 19])
