"""A server that hangs or talks nonsense: an engine error in about a second, and a page all the same."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.test import Client
from pytest_django import Settings

from search.engines.base import EngineError, EngineQuery
from search.engines.elasticsearch import ElasticsearchEngine
from search.indexing.prepared import prepare_document
from search.understanding import understand
from tests.search.fakes import FakeSource, make_document

QUERY = EngineQuery(understand("khai sinh"))
PRODUCT = {"X-Elastic-Product": "Elasticsearch", "Content-Type": "application/json"}


@contextmanager
def answering(status: int, body: bytes, headers: dict[str, str]) -> Iterator[str]:
    """A server that gives the same answer to everything."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_PUT = do_HEAD = do_POST  # noqa: N815

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def hanging() -> Iterator[str]:
    """A port that takes connections and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (503, b'{"error": "unavailable"}', PRODUCT),
        (200, b"garbage", PRODUCT),
        (200, b"{}", PRODUCT),
        (200, b'{"hits": {"hits": [{"_id": "x"}]}}', PRODUCT),
        (200, b"[1, 2]", PRODUCT),
        (200, b"<html>a proxy</html>", {"Content-Type": "text/html"}),
        (403, b'{"error": {"type": "cluster_block_exception"}}', PRODUCT),
    ],
)
def test_nonsense_is_an_engine_error(status: int, body: bytes, headers: dict[str, str]) -> None:
    with answering(status, body, headers) as url:
        engine = ElasticsearchEngine(url)
        with pytest.raises(EngineError):
            engine.candidates(QUERY)
        with pytest.raises(EngineError):
            engine.write([prepare_document(make_document())])


@pytest.mark.django_db
@pytest.mark.urls("tests.search.urls")
def test_a_server_that_hangs_costs_one_page_a_second_and_the_next_ones_nothing(
    client: Client, indexed: FakeSource, settings: Settings
) -> None:
    with hanging() as url:
        settings.ELASTICSEARCH_URL = url
        seconds = []
        for _ in range(3):
            started = time.monotonic()
            assert "1.001193" in client.get("/tim-kiem/", {"q": "khai sinh"}).content.decode()
            seconds.append(time.monotonic() - started)
    assert seconds[0] < 3.0
    assert max(seconds[1:]) < 0.5
