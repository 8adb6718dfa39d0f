"""`manage.py worker`: drains the outbox in a process of its own, for sites with several web processes."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from portal.core import outbox

PERIODIC = 60.0  # seconds between runs of the jobs of each minute
PAUSE = 1.0  # seconds between two looks at the outbox


class Command(BaseCommand):
    help = "Drain the outbox and publish what is due, until stopped."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work once, or until SIGTERM or SIGINT."""
        stop = threading.Event()
        if options["once"]:
            outbox.run_periodic()
            outbox.drain()
            return
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        waited = PERIODIC
        while not stop.is_set():
            close_old_connections()
            if waited >= PERIODIC:
                outbox.run_periodic()
                waited = 0.0
            outbox.drain()
            stop.wait(PAUSE)
            waited += PAUSE
