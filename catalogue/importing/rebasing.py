"""Revisions that may still be published get the new text of what their editors left alone (rule 9).

They are the newest draft, a revision scheduled for later, and the one that a reviewer has in hand.
"""

from collections.abc import Callable
from typing import Any

from wagtail.models import Revision, TaskState

from catalogue.models import ProcedurePage


def waiting(page: ProcedurePage) -> list[Revision]:
    """The revisions of ``page`` that somebody or the clock may publish, the oldest first."""
    if page.latest_revision_id is None:
        return []
    found = {revision.pk: revision for revision in page.revisions.filter(approved_go_live_at__isnull=False)}
    task = _task(page)
    if task is not None:
        found[task.revision_id] = task.revision
    if page.has_unpublished_changes and page.latest_revision is not None:
        found[page.latest_revision_id] = page.latest_revision
    return sorted(found.values(), key=lambda revision: (revision.created_at, revision.pk))


def _task(page: ProcedurePage) -> TaskState | None:
    state = page.current_workflow_state
    return state.current_task_state if state else None


def rebase(
    page: ProcedurePage, held: list[tuple[Revision, ProcedurePage]], renew: Callable[[ProcedurePage], None]
) -> None:
    """Write ``page``, just saved, and then each waiting revision renewed, as new revisions in their old order.

    ``held``: what :func:`waiting` gave before the page was changed, each with its page.
    """
    if page.latest_revision_id is None:
        return
    task, latest = _task(page), page.latest_revision_id
    newest_waits = bool(held) and held[-1][0].pk == latest
    if page.live or not newest_waits:
        _save_as_shown(page)
    for revision, unfinished in held:
        renew(unfinished)
        unfinished.section_origins = page.section_origins
        unfinished.live_revision_id = page.live_revision_id
        _replace(unfinished, revision, task)
    if held and not newest_waits:
        _save_as_shown(ProcedurePage.objects.get(pk=page.pk))


def _save_as_shown(page: ProcedurePage) -> None:
    """What the page's own row says becomes a revision, and, of a live page, the one it is live by."""
    saved = page.save_revision(changed=False, clean=False)
    if page.live:
        page.live_revision = saved
        ProcedurePage.objects.filter(pk=page.pk).update(live_revision=saved)


def _replace(unfinished: ProcedurePage, old: Revision, task: Any) -> None:
    """Save a revision in the place of ``old``: its author, its schedule and its review go with it."""
    saved = unfinished.save_revision(
        user=old.user, approved_go_live_at=old.approved_go_live_at, changed=True, clean=False
    )
    if old.approved_go_live_at:
        Revision.objects.filter(pk=old.pk).update(approved_go_live_at=None)
    if task is not None and task.revision_id == old.pk:
        TaskState.objects.filter(pk=task.pk).update(revision=saved)
