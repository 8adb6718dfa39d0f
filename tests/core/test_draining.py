"""The threads that drain: when they look, and that one that hangs holds up nothing else."""

import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from portal.core import draining, outbox
from portal.core.draining import DrainThread

DEADLINE = 10
A_PROCESS = """
import threading
import django
django.setup()
from portal.core import draining, outbox

begun = threading.Event()

def drain(only, stopped):
    begun.set()
    while not stopped():
        pass
    print("ended the batch")

outbox._consumers.clear()
outbox.drain = drain
draining.start_threads()
begun.wait()
"""


@pytest.fixture
def drained(monkeypatch):
    """What the outbox was asked for, without a database."""
    asked: list[list[str]] = []
    monkeypatch.setattr(outbox, "_consumers", {"quick": list, "slow": list})
    monkeypatch.setattr(outbox, "_apart", {"slow"})
    monkeypatch.setattr(outbox, "_paused", {})
    monkeypatch.setattr(outbox, "drain", lambda only, stopped: asked.append(list(only)))
    monkeypatch.setattr(outbox, "next_due", lambda only: None)
    monkeypatch.setattr(draining, "close_old_connections", lambda: None)
    return asked


def test_topics_that_may_hang_have_a_thread_of_their_own(drained):
    DrainThread(apart=False)._once()
    DrainThread(apart=True)._once()
    assert drained == [["quick"], ["slow"]]


def test_a_topic_whose_service_is_away_is_left_alone_for_a_moment(drained, monkeypatch):
    monkeypatch.setattr(outbox, "_paused", {"slow": timezone.now() + timedelta(seconds=5)})
    DrainThread(apart=True)._once()
    assert drained == [[]]


def test_the_next_look_is_when_something_falls_due(drained, monkeypatch):
    thread = DrainThread(apart=True, look_every=60)
    assert thread._once() == 60
    monkeypatch.setattr(outbox, "next_due", lambda only: timezone.now() + timedelta(seconds=4))
    assert 3 < thread._once() <= 4
    monkeypatch.setattr(outbox, "next_due", lambda only: timezone.now() - timedelta(seconds=4))
    assert thread._once() == draining.SHORTEST


def test_a_database_that_is_away_does_not_end_the_thread(drained, monkeypatch):
    monkeypatch.setattr(outbox, "drain", lambda only, stopped: 1 / 0)
    assert DrainThread(apart=True)._once() == outbox.AWAY_RETRY.total_seconds()


def test_the_jobs_of_each_minute_run_at_once_in_a_worker_and_then_each_minute(drained, monkeypatch):
    ran = []
    monkeypatch.setattr(outbox, "run_periodic", lambda: ran.append(1))
    worker = DrainThread(apart=False, jobs_first=True)
    worker._once()
    worker._once()
    DrainThread(apart=True, jobs_first=True)._once()
    DrainThread(apart=False)._once()
    assert ran == [1]


def test_a_thread_looks_when_woken_and_ends_when_stopped(drained, monkeypatch):
    looked = threading.Semaphore(0)
    monkeypatch.setattr(outbox, "drain", lambda only, stopped: looked.release())
    thread = DrainThread(apart=True, look_every=600)
    thread.start()
    assert looked.acquire(timeout=DEADLINE)
    thread.wake()
    assert looked.acquire(timeout=DEADLINE)
    thread.stop()
    thread.join(DEADLINE)
    assert not thread.is_alive()


def test_a_thread_that_is_stopped_as_it_turns_to_wait_ends_too(drained):
    thread = DrainThread(apart=True, look_every=600)
    clear = thread._woken.clear
    thread._woken.clear = lambda: [thread.stop(), clear()]
    thread.start()
    thread.join(DEADLINE)
    assert not thread.is_alive()


def test_the_threads_may_start_again_after_they_were_stopped(drained, monkeypatch):
    monkeypatch.setattr(draining, "_threads", [])
    first = draining.start_threads()
    draining.stop_threads()
    again = draining.start_threads()
    draining.stop_threads()
    assert len(again) == 2
    assert not any(thread.is_alive() for thread in first + again)


def test_the_end_of_a_process_waits_for_the_batch_that_is_being_done(tmp_path):
    environment = {
        **os.environ,
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "portal.settings.development",
    }
    ended = subprocess.run(
        [sys.executable, "-c", A_PROCESS],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (0, "ended the batch\n"), ended.stderr
