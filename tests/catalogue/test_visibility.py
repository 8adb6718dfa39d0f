"""Rule 2: ``public`` is right after publish, unpublish, move, delete and restriction."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PageViewRestriction

from catalogue import visibility
from catalogue.models import CounterEntry, ProcedureIndexPage, ProcedurePage, ProcedureVersion
from portal.core.models import User

from .factories import draft, procedure_index, publish, published

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def state(code: str = "1.000001") -> tuple[bool, str]:
    entry = CounterEntry.objects.get(code=code)
    return entry.public, entry.reason


def test_a_draft_is_not_public_and_has_no_version():
    draft()
    assert state() == (False, "unpublished")
    assert not ProcedureVersion.objects.exists()


def test_publish_and_unpublish():
    page = published()
    assert state() == (True, "")
    page.unpublish()
    assert state() == (False, "unpublished")
    publish(page)
    assert state() == (True, "")


def test_seq_grows_with_every_public_change():
    page = published()
    seen = [CounterEntry.objects.get().seq]
    for step in (page.unpublish, lambda: publish(page), lambda: publish(page, title="Khác")):
        step()
        seen.append(CounterEntry.objects.get().seq)
    assert seen == sorted(set(seen))


def test_an_unpublished_parent_hides_the_subtree_and_gives_it_back():
    published()
    parent = procedure_index()
    parent.unpublish()
    assert state() == (False, "unpublished")
    parent.save_revision().publish()
    assert state() == (True, "")


def test_unpublishing_a_parent_with_its_descendants_reaches_the_counter():
    published()
    editor = User.objects.create_superuser("quan-tri")
    UnpublishPageAction(procedure_index(), include_descendants=True, user=editor).execute()
    assert not ProcedurePage.objects.get().live
    procedure_index().save_revision().publish()
    assert state() == (False, "unpublished")


def test_a_restriction_on_the_page_or_above_hides_it_until_it_is_lifted():
    page = published()
    for target in (page, procedure_index()):
        restriction = PageViewRestriction(page=target.page_ptr, restriction_type=PageViewRestriction.LOGIN)
        restriction.save()
        assert state() == (False, "restricted")
        restriction.delete()
        assert state() == (True, "")


def test_a_move_under_an_unpublished_page_hides_it():
    page = published()
    other = Page.get_first_root_node().add_child(
        instance=ProcedureIndexPage(title="Khác", slug="khac", live=False)
    )
    Page.objects.get(pk=page.pk).move(other, pos="last-child")
    assert state() == (False, "unpublished")
    Page.objects.get(pk=page.pk).move(procedure_index(), pos="last-child")
    assert state() == (True, "")


def test_deleting_the_page_closes_the_entry_and_keeps_the_versions():
    page = published()
    page.delete()
    entry = CounterEntry.objects.get()
    assert (entry.public, entry.page_id) == (False, None)
    assert ProcedureVersion.objects.count() == 1


def test_an_ended_procedure_says_so_with_what_replaced_it():
    page = published()
    page = publish(page, ended=True, replaced_by="1.000002")
    page.unpublish()
    entry = CounterEntry.objects.get()
    assert (entry.public, entry.reason, entry.replaced_by) == (False, "ended", "1.000002")


def test_expiry_is_a_reason():
    page = published()
    page.unpublish(set_expired=True)
    assert state() == (False, "expired")


def test_refresh_finds_nothing_to_do_when_nothing_changed():
    page = published()
    before = CounterEntry.objects.get().seq
    assert visibility.refresh(page.path) == 0
    assert CounterEntry.objects.get().seq == before


def test_scheduled_publishing_writes_no_version_before_its_time():
    page = draft()
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    assert state() == (False, "unpublished")
    assert not ProcedureVersion.objects.exists()


def test_a_page_that_takes_another_code_leaves_the_old_one_closed():
    page = published()
    publish(page, code="1.000009")
    assert state("1.000009") == (True, "")
    assert state("1.000001") == (False, "unpublished")
