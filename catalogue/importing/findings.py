"""Findings of an import brought in line with what the source says now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.utils import timezone

from catalogue.models import Finding

from .mapping.shapes import FindingDraft, ProcedureDraft

GONE: Final = "gone-from-source"
NOT_OURS: Final = frozenset({"publication-failed"})
"""Rules of findings that others leave: an import does not know when they are settled."""

Place = tuple[str, str]
PLACE_LENGTH: Final = 200


def settle_drafts(drafts: Sequence[ProcedureDraft]) -> int:
    """Bring the findings of re-read records in line; return how many rows were written."""
    return settle({draft.code: draft.findings for draft in drafts})


def settle(wanted: Mapping[str, Sequence[FindingDraft]]) -> int:
    """Write what each code has now, and close what it no longer has; return how many rows were written.

    Found again: open. Decided (accepted, dismissed): open again only when the source says something else.
    Call it inside the transaction that writes the records.
    """
    known: dict[str, dict[Place, Finding]] = defaultdict(dict)
    for row in Finding.objects.filter(code__in=list(wanted)).exclude(rule__in=NOT_OURS):
        known[row.code][row.rule, row.place] = row
    fresh: list[Finding] = []
    changed: list[Finding] = []
    for code, drafts in wanted.items():
        merged = _merged(drafts)
        for place, draft in merged.items():
            row = known[code].get(place)
            if row is None:
                fresh.append(_row(code, place, draft))
            elif _renew(row, draft):
                changed.append(row)
        changed += [row for place, row in known[code].items() if place not in merged and _close(row)]
    Finding.objects.bulk_create(fresh, batch_size=500)
    fields = ["source_text", "proposal", "state", "found_at", "decided_at", "decided_by"]
    Finding.objects.bulk_update(changed, fields, batch_size=100)
    return len(fresh) + len(changed)


def _merged(drafts: Iterable[FindingDraft]) -> dict[Place, FindingDraft]:
    """One finding for a rule and a place; what several say there stands together."""
    merged: dict[Place, FindingDraft] = {}
    for draft in drafts:
        place = draft.rule, draft.place[:PLACE_LENGTH]
        first = merged.get(place)
        if first is None:
            merged[place] = FindingDraft(draft.rule, place[1], draft.source_text, draft.proposal)
        elif draft.source_text not in first.source_text.split("\n\n"):
            first.source_text = f"{first.source_text}\n\n{draft.source_text}"
    return merged


def _row(code: str, place: Place, draft: FindingDraft) -> Finding:
    return Finding(
        code=code, rule=place[0], place=place[1], source_text=draft.source_text, proposal=draft.proposal
    )


def _renew(row: Finding, draft: FindingDraft) -> bool:
    """Bring one finding up to date; whether anything changed."""
    other_text = row.source_text != draft.source_text
    reopened = row.state == "closed" or (other_text and row.state != "open")
    if reopened:
        row.state, row.found_at = "open", timezone.now()
        row.decided_at = row.decided_by = None
    changed = reopened or other_text or row.proposal != draft.proposal
    row.source_text, row.proposal = draft.source_text, draft.proposal
    return changed


def _close(row: Finding) -> bool:
    if row.state != "open":
        return False
    row.state = "closed"
    return True


def settle_gone(gone: Mapping[str, str], here: Iterable[str]) -> int:
    """Note the codes the file no longer has, with their titles; close the notes of those that are back."""
    known = {row.code: row for row in Finding.objects.filter(rule=GONE)}
    fresh, changed = [], []
    for code, title in gone.items():
        row = known.get(code)
        if row is None:
            fresh.append(_row(code, (GONE, ""), FindingDraft(GONE, "", title)))
        elif row.state == "closed":
            row.state, row.found_at = "open", timezone.now()
            changed.append(row)
    changed += [row for code in here if (row := known.get(code)) and _close(row)]
    Finding.objects.bulk_create(fresh, batch_size=500)
    Finding.objects.bulk_update(changed, ["state", "found_at"], batch_size=100)
    return len(fresh) + len(changed)
