"""`make bench`: CPU and requests a second of pages, as a ratio to a bare Django view in the same run.

Reads the site's own database (VAR_DIR, DATABASE_URL): fill it first by `make serve` or
`manage.py import_national`.
A ratio of 0.1 means that a page takes ten times the work of an empty view behind the same middleware.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import django

ROUNDS = 7
SECONDS = 0.5  # of one round of one page
ADDRESS = "127.0.0.1"


@dataclass(frozen=True)
class Cost:
    """Of one request: milliseconds of CPU; requests a second in one thread."""

    cpu: float
    rate: float


@dataclass(frozen=True)
class Answer:
    """What came back; size in bytes."""

    status: int
    size: int
    location: str


def main() -> int:
    """Print the table; exit status 1 when there is nothing to measure."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    django.setup()
    places = _places()
    if not places:
        print("Chưa có thủ tục để đo; hãy chạy `make serve`. / Nothing to measure; run `make serve` first.")
        return 1
    ask = _asker()
    places = {name: _settled(ask, path) for name, path in places.items()}
    rounds: dict[str, list[Cost]] = {name: [] for name in places}
    for path in places.values():
        _measure(ask, path, SECONDS / 2)  # templates, caches, connection
    for _ in range(ROUNDS):
        for name, path in places.items():
            rounds[name].append(_measure(ask, path, SECONDS))
    _print({name: _middle(costs) for name, costs in rounds.items()}, ask, places)
    return 0


def _places() -> dict[str, str]:
    """What is measured; a record's size decides which is the median and which the p99 one."""
    from django.db.models.functions import Length

    from catalogue.models.counter import CounterEntry, ProcedureVersion

    public = CounterEntry.objects.filter(public=True)
    sized = ProcedureVersion.objects.filter(code__in=public.values("code")).annotate(size=Length("record"))
    codes = list(dict.fromkeys(sized.order_by("size").values_list("code", flat=True)))
    if not codes:
        return {}
    chosen = {"procedure, median": codes[len(codes) // 2], "procedure, p99": codes[int(len(codes) * 0.99)]}
    pages = {name: f"/tt/{code}/" for name, code in chosen.items()}
    return {"bare view": "/bare/", "home": "/", **pages, "search": "/tim-kiem/?q=dang+ky+khai+sinh"}


def _asker() -> Callable[[str], Answer]:
    """A function that sends one GET through the whole WSGI application."""
    from django.conf import settings

    settings.ROOT_URLCONF = "tests.bench.urls"
    settings.ALLOWED_HOSTS = [ADDRESS]
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()

    def ask(path: str) -> Answer:
        heads: list[tuple[str, list[tuple[str, str]]]] = []
        body = application(_environ(path), lambda status, headers, *_: heads.append((status, headers)))
        size = sum(len(chunk) for chunk in body)
        getattr(body, "close", lambda: None)()
        status, headers = heads[0]
        return Answer(int(status[:3]), size, dict(headers).get("Location", ""))

    return ask


def _settled(ask: Callable[[str], Answer], path: str) -> str:
    """The path after redirects; ends the run when it is not a page."""
    answer = ask(path)
    if answer.status in (301, 302):
        return _settled(ask, answer.location)
    if answer.status != 200:
        sys.exit(f"{path}: {answer.status}")
    return path


def _environ(path: str) -> dict[str, Any]:
    place, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": place,
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": ADDRESS,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": ADDRESS,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def _measure(ask: Callable[[str], Answer], path: str, seconds: float) -> Cost:
    times = 0
    cpu, started = time.process_time(), time.perf_counter()
    while time.perf_counter() - started < seconds:
        ask(path)
        times += 1
    return Cost((time.process_time() - cpu) * 1000 / times, times / (time.perf_counter() - started))


def _middle(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(c.cpu for c in costs), statistics.median(c.rate for c in costs))


def _print(costs: dict[str, Cost], ask: Callable[[str], Answer], places: dict[str, str]) -> None:
    bare = costs["bare view"]
    print(f"{'':20}{'CPU ms':>9}{'ratio':>8}{'req/s':>9}{'ratio':>8}{'bytes':>9}")
    for name, cost in costs.items():
        ratios = (bare.cpu / cost.cpu, cost.rate / bare.rate)
        size = ask(places[name]).size
        print(f"{name:20}{cost.cpu:9.2f}{ratios[0]:8.3f}{cost.rate:9.0f}{ratios[1]:8.3f}{size:9}")


if __name__ == "__main__":
    sys.exit(main())
