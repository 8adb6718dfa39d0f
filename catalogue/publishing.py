"""Publishing: from a revision to a version, in the caller's transaction (rules 3, 5 and 9)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.models import Revision

from . import counter
from .builder import build_record
from .record import ProcedureRecord, read_record
from .sections import Section, changed_sections

if TYPE_CHECKING:
    from .models import ProcedurePage


def publish(page: "ProcedurePage", revision: Revision, wagtail_publish: Callable[[], Any]) -> Any:
    """Let Wagtail publish ``revision``, then append its version when the saved page is live by it."""
    _keep_what_is_shown(page, revision)
    result = wagtail_publish()
    saved = type(page).objects.get(pk=page.pk)
    if saved.live and saved.live_revision_id == revision.pk:
        write_version(saved, revision)
    return result


def _keep_what_is_shown(page: "ProcedurePage", revision: Revision) -> None:
    """Leave a revision of what an import has published before another is scheduled.

    Wagtail takes a page without ``live_revision`` offline until the hour of the scheduled one.
    """
    stored = type(page).objects.get(pk=page.pk)
    later = revision.as_object().go_live_at
    if not stored.live or stored.live_revision_id or later is None or later <= timezone.now():
        return
    shown = Revision(
        content_object=stored,
        base_content_type=stored.get_base_content_type(),
        content=stored.serializable_data(),
        object_str=str(stored),
        created_at=stored.last_published_at or timezone.now(),
    )
    shown.save()
    type(page).objects.filter(pk=page.pk).update(live_revision=shown)
    page.live_revision = shown


def write_version(saved: "ProcedurePage", revision: Revision) -> None:
    """Append the version of a saved live page, mark what an editor changed, and clear "the next version"."""
    record = build_record(saved)
    if mark_edited_sections(saved, record):
        record = build_record(saved)  # its sources have changed
    counter.append([edition_of(saved, record)])
    counter.touch([record.code])
    _clear_next(saved, revision)


def edition_of(page: "ProcedurePage", record: ProcedureRecord) -> counter.Edition:
    """The edition that ``page`` says it is preparing."""
    act = page.next_caused_by
    return counter.Edition(
        record=record,
        in_force_from=page.next_in_force_from,
        basis="act" if act and page.next_in_force_from else "recorded",
        caused_by=act.number if act else "",
        note=page.next_note,
        explicit_date=page.next_in_force_from is not None,
    )


def mark_edited_sections(page: "ProcedurePage", record: ProcedureRecord) -> list[Section]:
    """Mark as an editor's every section of ``record`` that differs from the newest version; return their names."""
    version = counter.history(page.code).defer(None).first()
    if version is None or version.redacted:
        return []
    changed = changed_sections(read_record(version.record), record)
    if changed:
        stamp = {"origin": "editor", "on": counter.today().isoformat()}
        page.section_origins = {**(page.section_origins or {}), **dict.fromkeys(changed, stamp)}
        type(page).objects.filter(pk=page.pk).update(section_origins=page.section_origins)
    return changed


def _clear_next(page: "ProcedurePage", revision: Revision) -> None:
    """Empty the fields of the version just written, in the page and in the revision an editor opens next."""
    type(page).objects.filter(pk=page.pk).update(next_in_force_from=None, next_caused_by=None, next_note="")
    stored = Revision.objects.get(pk=revision.pk)
    stored.content |= {"next_in_force_from": None, "next_caused_by": None, "next_note": ""}
    stored.content["section_origins"] = page.section_origins
    Revision.objects.filter(pk=revision.pk).update(content=stored.content)
