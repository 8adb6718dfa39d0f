"""Whoever follows the changes misses no version, also when transactions end in another order than they began."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from catalogue.models.counter import ProcedureVersion
from portal.api import changes
from tests.catalogue.counter_rows import CODE, entry, record, version

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
OTHER = "1.001193"
PATIENCE = 30  # seconds, of a deadline that is never reached when all is well


class Follower:
    """Keeps ``since`` as the documentation asks, and what it was given."""

    def __init__(self) -> None:
        self.since = 0
        self.given: list[tuple[str, int]] = []

    def read(self) -> list[tuple[str, int]]:
        """What is new since the last reading."""
        said: Any = Client().get(f"/api/v1/changes?since={self.since}&limit=200").json()
        assert said["next"] is None
        new = [(one["code"], one["number"]) for one in said["items"]]
        self.since = said["since"]
        self.given += new
        return new


@pytest.fixture
def follower(monkeypatch: pytest.MonkeyPatch) -> Follower:
    """A follower of two public procedures that have no version yet."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time: numbers are seen in their order")
    monkeypatch.setattr(changes, "settled", changes.Settled())
    entry()
    entry(code=OTHER, slug="1-001193-dang-ky-khai-sinh")
    return Follower()


@contextmanager
def slow_publishing(fails: bool = False) -> Iterator[ProcedureVersion]:
    """Beside the block another connection holds a version of OTHER; it commits, or fails, when the block ends."""
    written, free = Event(), Event()
    held: list[ProcedureVersion] = []

    def publish() -> None:
        try:
            with transaction.atomic():
                held.append(version(1, record=record(code=OTHER)))
                written.set()
                assert free.wait(PATIENCE)
                transaction.set_rollback(fails)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(publish)
        try:
            assert written.wait(PATIENCE)
            yield held[0]
        finally:
            free.set()
            done.result(PATIENCE)


def test_a_smaller_number_that_commits_later_is_not_jumped_over(follower: Follower) -> None:
    version(1)
    assert follower.read() == [(CODE, 1)]
    with slow_publishing() as slow:
        fast = version(2)
        assert fast.pk > slow.pk
        assert ProcedureVersion.objects.filter(pk=fast.pk).exists()
        assert follower.read() == []
    assert follower.read() == [(OTHER, 1), (CODE, 2)]
    assert follower.read() == []


def test_a_process_that_just_started_waits_as_well(
    follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    version(1)
    with slow_publishing():
        version(2)
        monkeypatch.setattr(changes, "settled", changes.Settled())
        assert follower.read() == []
    assert follower.read() == [(CODE, 1), (OTHER, 1), (CODE, 2)]


def test_a_number_whose_transaction_failed_holds_nothing_up(follower: Follower) -> None:
    with slow_publishing(fails=True):
        version(1)
        assert follower.read() == []
    assert follower.read() == [(CODE, 1)]


def test_read_all_the_time_while_four_publish(follower: Follower) -> None:
    """Each version once, in the order of the numbers, whoever commits first."""
    codes = [f"3.00000{number}" for number in range(4)]
    for code in codes:
        entry(code=code, slug=code.replace(".", "-"))

    def publish(code: str) -> None:
        try:
            for number in range(1, 16):
                with transaction.atomic():
                    version(number, record=record(code=code))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(codes)) as pool:
        writers = [pool.submit(publish, code) for code in codes]
        while not all(writer.done() for writer in writers):
            follower.read()
        for writer in writers:
            writer.result(PATIENCE)
    follower.read()
    assert follower.given == list(ProcedureVersion.objects.order_by("pk").values_list("code", "number"))
    assert len(follower.given) == 60
