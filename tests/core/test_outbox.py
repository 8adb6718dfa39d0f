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
    monkeypatch.setattr(outbox, "_paused", {})
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


def test_retries_are_at_most_five_minutes_apart_until_somebody_should_look(seen):
    outbox.register("feeds", lambda entries: 1 / 0)
    outbox.add("feeds", "a")
    now = timezone.now()
    for _ in range(20):
        outbox.drain(now)
        entry = OutboxEntry.objects.get()
        assert entry.due_at - now <= (outbox.DEAD_RETRY if entry.dead_since else outbox.LONGEST_RETRY)
        now = entry.due_at
    assert entry.dead_since is not None
    assert entry.attempts == 20


def test_an_entry_that_always_fails_holds_nobody_back(seen):
    done: list[str] = []

    def picky(entries):
        if any(entry.key == "bad" for entry in entries):
            raise ValueError("a name and an address")
        done.extend(entry.key for entry in entries)

    outbox.register("feeds", picky)
    for key in ("a", "bad", "b", "c"):
        outbox.add("feeds", key)
    assert outbox.drain() == 3
    assert done == ["a", "b", "c"]
    assert OutboxEntry.objects.get().last_error == "ValueError"


def test_a_consumer_may_name_what_it_refused(seen):
    def refuses(entries):
        raise outbox.Refused({"b": "TooLong"})

    outbox.register("feeds", refuses)
    outbox.add_many("feeds", [("a", 1), ("b", 1), ("c", 1)])
    assert outbox.drain() == 2
    assert list(OutboxEntry.objects.values_list("key", "last_error")) == [("b", "TooLong")]


def test_what_waits_for_a_service_that_is_away_is_nobodys_fault(seen):
    def away(entries):
        raise outbox.Away("ConnectionError")

    outbox.register("feeds", away)
    outbox.add_many("feeds", [("a", 1), ("b", 1)])
    for _ in range(outbox.DEAD_AFTER + 1):
        assert outbox.drain() == 0
    assert set(OutboxEntry.objects.values_list("attempts", "dead_since", "last_error")) == {
        (0, None, "ConnectionError")
    }
    assert outbox.ready(["feeds", "news"], timezone.now()) == ["news"]
    assert outbox.ready(["feeds"], timezone.now() + outbox.AWAY_RETRY) == ["feeds"]


def test_when_everything_fails_no_entry_is_blamed_or_tried_for_nothing(seen):
    tried = []

    def broken(entries):
        tried.append(len(entries))
        raise OSError("disk full")

    outbox.register("feeds", broken)
    outbox.add_many("feeds", [(str(number), 1) for number in range(50)])
    assert outbox.drain() == 0
    assert tried == [50, 1, 1, 1]
    assert set(OutboxEntry.objects.values_list("attempts", "last_error")) == {(0, "OSError")}


def test_a_newer_entry_of_the_same_key_settles_one_that_failed(seen):
    outbox.register("feeds", lambda entries: 1 / 0)
    outbox.add("feeds", "a", seq=1)
    outbox.drain()
    outbox.register("feeds", seen.extend)
    outbox.add("feeds", "a", seq=2)
    assert outbox.drain() == 2
    assert seen == [("a", 2)]


def test_an_entry_for_another_day_is_not_settled_by_one_of_today(seen):
    outbox.add("news", "a", seq=9, due_at=timezone.now() + timedelta(days=1))
    outbox.add("news", "a", seq=1)
    assert outbox.drain() == 1
    assert seen == [("a", 1)]


def test_thousands_of_entries_of_one_key_are_one_piece_of_work(seen):
    outbox.add_many("news", [("a", number) for number in range(1200)])
    assert outbox.drain() == 1200
    assert seen == [("a", 1199)]


def test_once_stopped_the_batch_is_ended_and_no_other_begun(seen):
    outbox.add_many("news", [(str(number), 0) for number in range(2 * outbox.BATCH)])
    assert outbox.drain(stopped=lambda: bool(seen)) == outbox.BATCH
    assert outbox.drain() == outbox.BATCH


def test_try_again_makes_a_dead_entry_due_now(seen):
    outbox.register("feeds", lambda entries: 1 / 0)
    outbox.add("feeds", "a")
    now = timezone.now()
    for _ in range(outbox.DEAD_AFTER):
        outbox.drain(now)
        now = OutboxEntry.objects.get().due_at
    outbox.register("feeds", seen.extend)
    assert outbox.drain() == 0
    assert outbox.try_again() == 1
    assert outbox.drain() == 1


def test_the_lag_is_the_age_of_the_oldest_work_that_is_due(seen):
    assert outbox.lag() == 0
    outbox.add("news", "later", due_at=timezone.now() + timedelta(hours=1))
    assert outbox.lag() == 0
    outbox.add("news", "a", due_at=timezone.now() - timedelta(seconds=90))
    assert 90 <= outbox.lag() < 120
    assert outbox.lag("feeds") == 0


def test_the_next_look_is_when_something_falls_due(seen):
    assert outbox.next_due(["news"]) is None
    outbox.add("news", "a", due_at=timezone.now() + timedelta(seconds=4))
    assert 3 < (outbox.next_due(["news"]) - timezone.now()).total_seconds() <= 4


def test_a_topic_nobody_consumes_yet_keeps_its_work(seen):
    outbox.add("unknown", "a")
    outbox.drain()
    assert OutboxEntry.objects.count() == 1


def test_periodic_jobs_go_on_after_one_fails(monkeypatch):
    ran = []
    monkeypatch.setattr(outbox, "_periodic", [lambda: 1 / 0, lambda: ran.append(1)])
    outbox.run_periodic()
    assert ran == [1]
