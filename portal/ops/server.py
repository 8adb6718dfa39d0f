"""gunicorn as one process with threads, and its log in the portal's format."""

import logging
import socket
import sys
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.config import Config
from gunicorn.glogging import Logger

from portal.ops.logging import JsonFormatter

HOST = "127.0.0.1"
THREADS = 8


class ScrubbedLogger(Logger):
    """gunicorn's own messages hold whole request lines with their queries: they go through JsonFormatter."""

    def setup(self, cfg: Config) -> None:
        """Replace gunicorn's handlers by one that writes scrubbed JSON to standard error; no access log."""
        self.loglevel = self.LOG_LEVELS.get(cfg.loglevel.lower(), logging.INFO)
        self.error_log.setLevel(self.loglevel)
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonFormatter())
        self.error_log.handlers = [handler]
        self.error_log.propagate = False


class PortalServer(BaseApplication):
    """The WSGI application on 127.0.0.1, one worker with threads.

    `in_worker` runs in each worker that starts (one that died is replaced), `ready` once, when it can answer.
    """

    def __init__(self, port: int, in_worker: Callable[[], None], ready: Callable[[], None]) -> None:
        self.port = port
        self.in_worker = in_worker
        self.ready = ready
        super().__init__()

    def load_config(self) -> None:
        """Settings that this gunicorn does not know (it is given as a range) are left out."""
        for name, value in self._options().items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def _options(self) -> dict[str, Any]:
        return {
            "bind": f"{HOST}:{self.port}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": 120,  # seconds; an import uploaded in the admin takes its time
            "graceful_timeout": 5,
            "keepalive": 5,
            "preload_app": True,
            "logger_class": ScrubbedLogger,
            "loglevel": "warning",
            "control_socket_disable": True,
            "post_worker_init": self._post_worker_init,
        }

    def _post_worker_init(self, worker: Any) -> None:
        self.in_worker()
        if worker.age == 1:
            self.ready()

    def load(self) -> Any:
        """The WSGI application, its addresses already imported: the first reader does not wait for that."""
        from django.urls import get_resolver

        from portal.wsgi import application

        get_resolver().url_patterns  # noqa: B018
        return application


def port_is_free(port: int) -> bool:
    """Whether a server could listen on 127.0.0.1:port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
