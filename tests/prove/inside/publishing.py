"""Publishing as an editor does, many times, and killed at any write."""

import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone, translation

from catalogue.models import CounterEntry, ProcedurePage
from portal.core import outbox
from search.engines.select import embedded
from search.service import SearchRequest
from search.site import service

from . import state

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
LATER = timedelta(minutes=10)  # past the longest wait of an entry that failed


def drain() -> int:
    """Hand over everything that waits, also what failed before."""
    with translation.override("vi"):
        return outbox.drain(timezone.now() + LATER)


def _publish(code: str, title: str) -> None:
    page = ProcedurePage.objects.get(code=code)
    page.title = title
    page.save_revision().publish()


def publish_often(code: str, titles: list[str]) -> int:
    """Publish ``code`` under each title in turn."""
    with translation.override("vi"):
        for title in titles:
            _publish(code, title)
    return len(titles)


def publish_timed(codes: list[str], word: str) -> dict[str, Any]:
    """Publish each code with ``word`` in its title; seconds of each, and what it said of its search state."""
    seconds = []
    with translation.override("vi"):
        for code in codes:
            begun = time.monotonic()
            _publish(code, f"{word} {code}")
            seconds.append(time.monotonic() - begun)
        found = [_found(f"{word} {code}") for code in codes]
    return {"seconds": seconds, "found": found}


def found_by_title(titles: list[str]) -> list[str]:
    return [_found(title) for title in titles]


def _found(title: str) -> str:
    try:
        refs = service().search(SearchRequest(title)).refs
    except Exception as error:
        return type(error).__name__
    return refs[0] if refs else ""


def index_seqs(code: str) -> dict[str, Any]:
    indexed = {ref: seq for ref, seq, _ in embedded().versions()}
    entry = CounterEntry.objects.get(code=code)
    return {"index": indexed.get(f"procedure:{code}"), "entry": entry.seq, "title": entry.title}


class _Kill:
    """Kills this process without warning right after its n-th write, before or after the statement."""

    def __init__(self, at: int) -> None:
        self.at, self.writes = at, 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if sql.lstrip().upper().startswith(WRITES):
            self.writes += 1
            if self.writes == self.at:
                os.kill(os.getpid(), signal.SIGKILL)
        return result


def kill_at_every_write(code: str, title: str) -> dict[str, Any]:
    """Publish a waiting draft, killed at the first write, the second …, until one publish comes through.

    Each publish is a process of its own; after each the database must hold the old state or the new, whole.
    """
    with translation.override("vi"):
        page = ProcedurePage.objects.get(code=code)
        page.title = title
        revision = page.save_revision()
    old = state.snapshot(code)
    halves, at = [], 0
    while True:
        at += 1
        killed = _child(lambda n=at: _publish_revision(revision.pk, n))
        now = state.snapshot(code)
        if not killed:
            break
        if now != old:
            halves.append({"write": at, "differs": [key for key in old if old[key] != now[key]]})
    return {
        "writes": at - 1,
        "halves": halves,
        "old": old,
        "new": now,
        "agrees": state.assert_counter_agrees(),
    }


def _publish_revision(pk: int, kill_at: int) -> None:
    from wagtail.models import Revision

    with translation.override("vi"), connection.execute_wrapper(_Kill(kill_at)):
        Revision.objects.get(pk=pk).publish()


def _child(work: Callable[[], None]) -> bool:
    """Run ``work`` in a process of its own; True when it was killed."""
    connection.close()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            work()
            os.kill(os.getpid(), signal.SIGTERM)  # as sudden as the others, but the publish had returned
        finally:
            os._exit(status)
    _, status = os.waitpid(pid, 0)
    sent = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    assert sent in (signal.SIGKILL, signal.SIGTERM), f"publish failed with status {status}"
    return sent == signal.SIGKILL
