"""Publishing as an editor does, many times, and killed at any write."""

import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any, NoReturn

from django.db import connection
from django.utils import timezone, translation
from wagtail.models import Revision

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
    """Kills this process without warning right after its n-th write."""

    def __init__(self, at: int) -> None:
        self.at, self.writes = at, 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if sql.lstrip().upper().startswith(WRITES):
            self.writes += 1
            if self.writes == self.at:
                os.kill(os.getpid(), signal.SIGKILL)
        return result


def draft(code: str, title: str) -> int:
    """Save a draft under another title; the number of its revision."""
    with translation.override("vi"):
        page = ProcedurePage.objects.get(code=code)
        page.title = title
        return int(page.save_revision().pk)


def publish_draft(code: str, revision: int) -> dict[str, Any]:
    """Publish undisturbed; the state after it."""
    with translation.override("vi"):
        Revision.objects.get(pk=revision).publish()
    return state.snapshot(code)


def kill_at_every_write(code: str, revision: int) -> dict[str, Any]:
    """Publish in a process killed at its first write, its second …, until the new state is there.

    Gives the state before, those after each kill that differ from it, and the number of kills.
    """
    old = state.snapshot(code)
    for at in count(1):
        connection.close()
        pid = os.fork()
        if pid == 0:
            _publish_and_die(revision, at)
        sent = os.WTERMSIG(os.waitpid(pid, 0)[1])
        assert sent in (signal.SIGKILL, signal.SIGTERM), "the publish failed by itself"
        now = state.snapshot(code)
        if now != old or sent == signal.SIGTERM:
            return {"kills": at, "inside": sent == signal.SIGKILL, "old": old, "new": now}
    raise AssertionError("unreachable")


def _publish_and_die(revision: int, at: int) -> NoReturn:
    """SIGKILL at write ``at``; SIGTERM without handler once publishing returned: as sudden, but told apart."""
    try:
        with translation.override("vi"), connection.execute_wrapper(_Kill(at)):
            Revision.objects.get(pk=revision).publish()
        os.kill(os.getpid(), signal.SIGTERM)
    finally:
        os._exit(1)


def public_codes(wanted: int) -> list[str]:
    """The first public codes."""
    return list(
        CounterEntry.objects.filter(public=True).order_by("code").values_list("code", flat=True)[:wanted]
    )
