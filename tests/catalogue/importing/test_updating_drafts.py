"""Drafts in waiting when the source changes: at work, in review, scheduled (rule 9)."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Page, Revision, Workflow

from catalogue import counter
from catalogue.importing.run import import_file
from catalogue.models import Finding, ProcedurePage
from portal.core import schedule

from ..admin import desk
from ..factories import publish
from .records import record, source_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CODE = "1.900001"
NEW_STEPS = [{"name": "", "description": "Bước mới của nguồn"}]


@pytest.fixture
def changed(tmp_path):
    """What brings in a record whose note and steps are others than those of ``before``."""

    def changed() -> None:
        new = record(note="Nguồn mới", executionSteps=NEW_STEPS)
        import_file(source_file(tmp_path, new))

    return changed


@pytest.fixture(autouse=True)
def before(tmp_path):
    import_file(source_file(tmp_path, record(note="Nguồn")))


def page() -> ProcedurePage:
    return ProcedurePage.objects.get(code=CODE)


def said(revision: Revision) -> tuple[str, str]:
    """The note and the first step of a revision."""
    draft = revision.as_object()
    return draft.note_vi, draft.steps.first().text_vi


def standing() -> tuple[str, str]:
    known = counter.standing(CODE).record
    return known.note.vi, known.steps[0].text.vi


def draft(note: str) -> Revision:
    unfinished = page().get_latest_revision_as_object()
    unfinished.note_vi = note
    return unfinished.save_revision()


def put_off(revision: Revision, days: int) -> None:
    """Schedule a revision; a negative number of days makes it due."""
    when = timezone.now().replace(microsecond=0) + timedelta(days=days)
    revision.content["go_live_at"] = when.isoformat()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=when, content=revision.content)


def test_what_a_draft_and_the_source_both_change_is_a_finding(changed):
    draft("Đang sửa dở")
    changed()
    found = Finding.objects.get(rule="draft-section-differs")
    assert found.place == "conditions"
    assert "trang ghi “Đang sửa dở”; nguồn nay ghi “Nguồn mới”" in found.source_text
    assert said(page().latest_revision) == ("Đang sửa dở", "Bước mới của nguồn")


def test_a_published_page_is_live_by_a_revision_that_says_what_it_says(changed):
    publish(page(), note_vi="Lời của biên tập viên")
    draft("Đang sửa dở")
    changed()
    assert said(page().live_revision) == ("Lời của biên tập viên", "Bước mới của nguồn")
    assert said(page().latest_revision) == ("Đang sửa dở", "Bước mới của nguồn")
    assert page().has_unpublished_changes


def test_without_a_draft_nothing_waits_for_publication_afterwards(changed):
    publish(page(), note_vi="Lời của biên tập viên")
    changed()
    assert not page().has_unpublished_changes
    assert page().live_revision_id == page().latest_revision_id
    form = desk.open_form(client := desk.both(), page())
    desk.save(client, page(), form, "publish")
    assert standing() == ("Lời của biên tập viên", "Bước mới của nguồn")


def test_approval_publishes_the_rebased_text_that_the_reviewer_saw(changed):
    draft("Chờ duyệt")
    workflow = Workflow.objects.filter(active=True).first()
    state = workflow.start(page(), _somebody())
    changed()
    state.refresh_from_db()
    task = state.current_task_state
    assert task.revision_id == page().latest_revision_id
    assert said(task.revision) == ("Chờ duyệt", "Bước mới của nguồn")
    for _ in range(5):
        state.refresh_from_db()
        if state.status != state.STATUS_IN_PROGRESS:
            break
        state.current_task_state.approve(user=_somebody())
    assert standing() == ("Chờ duyệt", "Bước mới của nguồn")


def _somebody() -> Any:
    return get_user_model().objects.get_or_create(username="somebody", is_superuser=True)[0]


def test_a_scheduled_revision_keeps_its_hour_and_publishes_the_new_text(changed):
    put_off(draft("Cho tuần sau"), 7)
    hour = page().scheduled_revision.approved_go_live_at
    changed()
    waiting = page().revisions.filter(approved_go_live_at__isnull=False)
    assert [one.approved_go_live_at for one in waiting] == [hour]
    assert said(waiting.get()) == ("Cho tuần sau", "Bước mới của nguồn")
    assert waiting.get().as_object().go_live_at == hour
    put_off(waiting.get(), -1)
    assert schedule.run_due() == 1
    assert standing() == ("Cho tuần sau", "Bước mới của nguồn")


def test_a_draft_above_a_scheduled_revision_stays_above_it(changed):
    put_off(draft("Cho tuần sau"), 7)
    draft("Viết tiếp")
    changed()
    waiting = page().revisions.get(approved_go_live_at__isnull=False)
    assert said(waiting) == ("Cho tuần sau", "Bước mới của nguồn")
    assert said(page().latest_revision) == ("Viết tiếp", "Bước mới của nguồn")
    assert waiting.pk != page().latest_revision_id


def test_scheduled_in_the_admin_a_live_page_stays_public_meanwhile(changed):
    client = desk.both()
    publish(page(), note_vi="Đang dùng")
    later = timezone.localtime() + timedelta(days=1)
    form = desk.open_form(client, page())
    fields = {**form, "note_vi": "Cho mai", "go_live_at": later.strftime("%Y-%m-%d %H:%M")}
    desk.save(client, page(), fields, "publish")
    assert page().live
    assert counter.standing(CODE).entry.public
    changed()
    assert standing() == ("Đang dùng", "Bước mới của nguồn")
    assert said(page().scheduled_revision) == ("Cho mai", "Bước mới của nguồn")


def test_the_tree_stays_whole(changed):
    draft("Đang sửa dở")
    changed()
    assert not any(list(found) for found in Page.find_problems())
