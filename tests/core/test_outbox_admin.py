"""The list of what could not be done: what, since when, how often, what kind of error; and "try again"."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.core import outbox
from portal.core.models import OutboxEntry, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    user = User.objects.create_user("bientap", password="x")
    user.groups.set(Group.objects.filter(name="Biên tập"))
    client.force_login(user)
    return client


def _entry(**changes: object) -> OutboxEntry:
    given = {"topic": "search", "key": "procedure:1.001193", "last_error": "ValueError", "attempts": 8}
    return OutboxEntry.objects.create(**{**given, **changes})


def test_an_editor_sees_what_failed_and_not_what_only_waits(editor):
    _entry(dead_since=timezone.now())
    _entry(key="procedure:2.000635", last_error="", attempts=0)
    page = editor.get(reverse("outbox_failed")).content.decode()
    assert "procedure:1.001193" in page
    assert "ValueError" in page
    assert "Đưa vào tìm kiếm" in page
    assert "cần xem" in page
    assert "procedure:2.000635" not in page


def test_nothing_failed_is_said_in_words(editor):
    assert "Không có việc nào bị kẹt" in editor.get(reverse("outbox_failed")).content.decode()


def test_one_entry_is_tried_again(editor):
    first, second = _entry(dead_since=timezone.now()), _entry(key="other")
    assert editor.post(reverse("outbox_again"), {"entry": first.pk}).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.attempts, first.last_error, first.dead_since) == (0, "", None)
    assert first.due_at <= timezone.now()
    assert second.attempts == 8


def test_all_are_tried_again(editor):
    _entry()
    _entry(key="other")
    editor.post(reverse("outbox_again"))
    assert not OutboxEntry.objects.exclude(last_error="").exists()


@pytest.mark.parametrize("entry", ["x", "-1", "9" * 40, "٣", "1 or 1"])
def test_a_strange_number_changes_nothing(editor, entry):
    _entry()
    assert editor.post(reverse("outbox_again"), {"entry": entry}).status_code == 302
    assert OutboxEntry.objects.get().attempts == 8


def test_strangers_and_get_change_nothing(client, editor):
    assert editor.get(reverse("outbox_again")).status_code == 405
    editor.logout()
    _entry()
    assert client.post(reverse("outbox_again")).status_code == 302
    assert OutboxEntry.objects.get().attempts == 8


def test_the_reports_menu_leads_there_and_says_how_many_are_dead(editor):
    _entry(dead_since=timezone.now())
    page = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("outbox_failed") in page
    assert outbox.words_of("unknown") == "unknown"
