"""gunicorn in production: `gunicorn --config deploy/gunicorn.conf.py portal.wsgi`.

Threads, not asynchronous workers: pages are short and computed, and ASGI measured four times slower here.
"""

import multiprocessing
from typing import Any

from portal.ops.server import ScrubbedLogger

bind = "127.0.0.1:8000"
workers = multiprocessing.cpu_count()
worker_class = "gthread"
threads = 4
timeout = 60  # seconds
graceful_timeout = 30
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
logger_class = ScrubbedLogger
control_socket_disable = True


def post_worker_init(worker: Any) -> None:
    """A small site has no worker process: then each web process drains the outbox."""
    from django.conf import settings

    from portal.core.outbox import start_drain_thread

    if settings.OUTBOX_IN_PROCESS:
        start_drain_thread()
