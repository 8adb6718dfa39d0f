"""Requests made from the description: the handler they go to, what there is to read, and how each is judged."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import schemathesis
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck, Phase, seed
from hypothesis import settings as effort
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import positive_data_acceptance

from portal.api.openapi import described
from search.engines.select import embedded
from search.indexing.rebuild import rebuild
from tests.api import articles
from tests.api.rows import CODE, ENDED, OTHER, filled

PROBLEMS: Final = "portal.api.middleware.Problems"
KNOWN: Final = {
    "act": "60-2014-qh13",
    "answers": {"hoi-bansao": "co", "sl-f1": "3"},
    "cach": "truc-tiep",
    "name": "khai sinh",
    "ngay": "2026-03-02",
    "noi": "Thạch Thang",
    "nop": "2026-03-02",
    "o": "phuong-hai-chau",
    "on": "2026-03-02",
    "paper": "giay-khai-sinh",
    "q": "khai sinh",
    "topic": "ho-tich",
    "unit": "phuong-hai-chau",
}
"""Values of query parameters that mean something among the rows."""
IDS: Final = {
    "acts": "60-2014-qh13",
    "news": articles.SLUG,
    "offices": "ubnd-hai-chau",
    "papers": "giay-khai-sinh",
    "units": "phuong-hai-chau",
}
CODES: Final = (CODE, OTHER, CODE, ENDED, CODE, articles.PROCEDURE)


class Application:
    """The site as WSGI; its middleware is loaded with the first request of a test."""

    def __init__(self) -> None:
        self.handler: WSGIHandler | None = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.handler = self.handler or WSGIHandler()
        return self.handler(environ, start_response)


application: Final = Application()
schema: Final = schemathesis.openapi.from_dict(described())
schema.app = application


def requests(examples: int, number: int) -> Callable[[Any], Any]:
    """Let a test be run for each operation with ``examples`` requests, the same for the same ``number``.

    The edges of each parameter (its longest, a wrong type, another method) come in addition. Nothing is shrunk: a
    failure names its request at once.
    """
    same = seed(number)
    many = effort(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    return lambda test: same(schema.parametrize()(many(test)))


@contextmanager
def serving() -> Iterator[None]:
    """Rows, an index of them, and a connection that no request closes: the test's transaction is in it."""
    filled()
    articles.every_block()
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


class Tally:
    """What was asked and how it was answered, by operation and status."""

    def __init__(self) -> None:
        self.answers: Counter[tuple[str, int]] = Counter()

    def check(self, case: Any) -> None:
        """Ask as generated, then again about things that are there: generated ids alone would all be unknown."""
        self._ask(case)
        turn = sum(count for (label, _), count in self.answers.items() if label == case.operation.label)
        if case.method == "GET" and _about_known(case, CODES[turn % len(CODES)]):
            self._ask(case)

    def _ask(self, case: Any) -> None:
        """Ask, and hold the answer against the description."""
        response = case.call(base_url="http://testserver/")
        self.answers[case.operation.label, response.status_code] += 1
        # 410 is a lawful answer to the lawful code of a procedure that ended; the check knows 404 as such only.
        excluded = [positive_data_acceptance] if response.status_code == 410 else []
        case.validate_response(response, excluded_checks=excluded)

    def answered(self, label: str, status: int = 200) -> int:
        """How many requests of an operation had this status."""
        return self.answers[label, status]

    def __str__(self) -> str:
        operations = {label for label, _ in self.answers}
        statuses: Counter[int] = Counter()
        for (_, status), count in self.answers.items():
            statuses[status] += count
        said = ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
        return f"{len(operations)} operations, {statuses.total()} requests ({said})"


def labels() -> list[str]:
    """Every operation as the description names it: "GET /api/v1/procedures"."""
    return [f"{method.upper()} {path}" for path, found in described()["paths"].items() for method in found]


def _about_known(case: Any, code: str) -> bool:
    """Put known values in the place of generated ones; what was generated to be wrong stays wrong."""
    changed = False
    if case.path_parameters and _lawful(case, ParameterLocation.PATH):
        case.path_parameters = (
            {"code": code} if "code" in case.path_parameters else {"id": IDS[case.path.split("/")[3]]}
        )
        changed = True
    if case.query and _lawful(case, ParameterLocation.QUERY):
        known = {name: KNOWN[name] for name in case.query if name in KNOWN}
        case.query = {**case.query, **known}
        changed = changed or bool(known)
    return changed


def _lawful(case: Any, where: ParameterLocation) -> bool:
    component = case.meta.components.get(where)
    return component is None or component.mode.is_positive
