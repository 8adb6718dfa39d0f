"""The handler that requests made from the description are sent to, and what there is to read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from search.engines.select import embedded
from search.indexing.rebuild import rebuild
from tests.api.rows import filled

PROBLEMS = "portal.api.middleware.Problems"


class Application:
    """The site as WSGI; its middleware is loaded with the first request of a test."""

    def __init__(self) -> None:
        self.handler: WSGIHandler | None = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.handler = self.handler or WSGIHandler()
        return self.handler(environ, start_response)


application = Application()


@contextmanager
def serving() -> Iterator[None]:
    """Rows, an index of them, and a connection that no request closes: the test's transaction is in it."""
    filled()
    rebuild(embedded())
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    middleware = [PROBLEMS, *(name for name in settings.MIDDLEWARE if name != PROBLEMS)]
    application.handler = None
    try:
        with override_settings(MIDDLEWARE=middleware):
            yield
    finally:
        application.handler = None
        for signal in signals:
            signal.connect(close_old_connections)


def check(case: Any) -> None:
    """Ask, and hold the answer against the description; 410 is a lawful answer to a lawful code."""
    response = case.call(base_url="http://testserver/")
    excluded = [positive_data_acceptance] if response.status_code == 410 else []
    case.validate_response(response, excluded_checks=excluded)
