"""Rule 8: one outbox; work exists if, and only if, its change does."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from portal.core import outbox
from portal.core.models import OutboxEntry

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def seen(monkeypatch):
    monkeypatch.setattr(outbox, "_consumers", {})
    received: list[outbox.Entry] = []
    outbox.register("news", received.extend)
    return received


def test_work_is_handed_over_once_and_in_one_batch(seen):
    outbox.add("news", "a", seq=1)
    outbox.add("news", "a", seq=3)
    outbox.add("news", "b", seq=2)
    assert outbox.drain() == 3
    assert sorted(seen) == [("a", 3), ("b", 2)]
    assert outbox.drain() == 0


def test_a_rolled_back_change_leaves_no_work(seen):
    with transaction.atomic():
        outbox.add("news", "a")
        transaction.set_rollback(True)
    assert outbox.drain() == 0


def test_work_waits_for_its_day(seen):
    day = timezone.now() + timedelta(days=2)
    outbox.add("news", "a", due_at=day)
    assert outbox.drain() == 0
    assert outbox.drain(day) == 1


def test_a_failing_consumer_loses_nothing_and_is_tried_again_later(monkeypatch, seen):
    def fail(entries):
        raise OSError("away")

    outbox.register("feeds", fail)
    outbox.add("feeds", "a", seq=7)
    outbox.add("news", "b")
    assert outbox.drain() == 1
    entry = OutboxEntry.objects.get()
    assert (entry.attempts, entry.last_error) == (1, "OSError")
    assert entry.due_at > timezone.now()
    again: list[outbox.Entry] = []
    outbox.register("feeds", again.extend)
    assert outbox.drain(entry.due_at) == 1
    assert again == [("a", 7)]


def test_retries_are_never_further_apart_than_five_minutes(seen):
    outbox.register("feeds", lambda entries: 1 / 0)
    outbox.add("feeds", "a")
    now = timezone.now()
    for _ in range(20):
        outbox.drain(now)
        due = OutboxEntry.objects.get().due_at
        assert due - now <= outbox.LONGEST_RETRY
        now = due


def test_a_topic_nobody_consumes_yet_keeps_its_work(seen):
    outbox.add("unknown", "a")
    outbox.drain()
    assert OutboxEntry.objects.count() == 1


def test_periodic_jobs_go_on_after_one_fails(monkeypatch):
    ran = []
    monkeypatch.setattr(outbox, "_periodic", [lambda: 1 / 0, lambda: ran.append(1)])
    outbox.run_periodic()
    assert ran == [1]
