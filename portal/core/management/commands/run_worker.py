"""`manage.py run_worker`: drains the outbox in a process of its own, for sites with several web processes."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from portal.core import outbox
from portal.core.draining import start_threads, stop_threads

LOOK_EVERY = 0.5  # seconds between two looks at the outbox


class Command(BaseCommand):
    help = "Drain the outbox and publish what is due, until stopped."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work once, or until SIGTERM or SIGINT."""
        if options["once"]:
            outbox.run_periodic()
            outbox.drain()
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        start_threads(LOOK_EVERY, jobs_first=True)
        self.stdout.write("run_worker: at work", ending="\n")
        self.stdout.flush()
        stop.wait()
        stop_threads()
