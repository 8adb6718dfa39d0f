"""An Elasticsearch of a proof's own, and a gate before it that can answer in its place."""

import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import psutil

from tests.services import elasticsearch as service
from tests.services.shared import Running, stop

PRODUCT = {"X-Elastic-Product": "Elasticsearch", "Content-Type": "application/json"}
PASSED_ON = ("Content-Type", "Accept")
#: What the gate says instead of the server: status, body, headers.
Said = tuple[int, bytes, dict[str, str]]
UNAVAILABLE: Said = (503, b'{"error": {"type": "unavailable_shards_exception"}, "status": 503}', PRODUCT)
GARBAGE: Said = (200, b"<html>a proxy's page</html>", {"Content-Type": "text/html"})
READ_ONLY: Said = (403, b'{"error": {"type": "cluster_block_exception"}, "status": 403}', PRODUCT)


class Server:
    """The server and its gate. `url` is the gate's: it stays the same when the server is started again."""

    def __init__(self) -> None:
        self.running: Running = service._start()
        self.said: Said | None = None
        self.writes_refused = False
        self._gate = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._gate.daemon_threads = True
        threading.Thread(target=self._gate.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._gate.server_port}"

    def signal(self, number: int) -> None:
        """Send a signal to every process of the server."""
        os.killpg(self.running.pid, number)

    def kill(self) -> None:
        """kill -9, its data stays."""
        self.signal(signal.SIGKILL)
        _gone(self.running.pid)

    def start_again(self) -> None:
        """On the data of the one that was killed."""
        self.running = _started_on(self.running)

    def close(self) -> None:
        self._gate.shutdown()
        self._gate.server_close()
        stop(self.running.pid)
        shutil.rmtree(self.running.folder, ignore_errors=True)


@contextmanager
def own_server() -> Iterator[Server]:
    """A server that nobody else uses; raises UnavailableError."""
    server = Server()
    try:
        yield server
    finally:
        server.close()


def _gone(pid: int, seconds: float = 20) -> None:
    psutil.Process(pid).wait(seconds)


def _started_on(old: Running) -> Running:
    """Start a server on the folder of an ended one."""
    made: Callable[..., str] = service.tempfile.mkdtemp
    service.tempfile.mkdtemp = lambda *args, **kwargs: old.folder  # type: ignore[assignment]
    try:
        return service._start()
    finally:
        service.tempfile.mkdtemp = made  # type: ignore[assignment]


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Gate(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            try:
                status, answer, headers = self._answer(body)
            except (OSError, HTTPException):  # the server is away: so is the gate
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(answer))}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer)

        do_GET = do_PUT = do_HEAD = do_DELETE = do_POST  # noqa: N815

        def _answer(self, body: bytes) -> Said:
            if server.said is not None:
                return server.said
            if server.writes_refused and "_bulk" in self.path:
                return READ_ONLY
            return self._passed_on(body)

        def _passed_on(self, body: bytes) -> Said:
            to = urlsplit(server.running.url)
            away = HTTPConnection(str(to.hostname), to.port, timeout=60)
            try:
                wanted = {name: self.headers[name] for name in PASSED_ON if name in self.headers}
                away.request(self.command, self.path, body, wanted)
                answer = away.getresponse()
                content = answer.read()
            finally:
                away.close()
            kept = {name: value for name, value in answer.getheaders() if name in PRODUCT}
            return answer.status, content, {**PRODUCT, **kept}

        def log_message(self, *args: object) -> None:
            pass

    return Gate


def wait_until(true: Callable[[], bool], seconds: float, what: str) -> float:
    """Look until it is true; seconds it took."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < seconds, f"{what}: not within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - begun
