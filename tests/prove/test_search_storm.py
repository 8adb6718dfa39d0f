"""Elasticsearch in trouble while editors publish and unpublish 200 times."""

import signal
import statistics
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.prove.conftest import Figure
from tests.prove.elastic import GARBAGE, UNAVAILABLE, Server, own_server
from tests.prove.portals import Portal
from tests.services.availability import UnavailableError, missing

pytestmark = [pytest.mark.prove, pytest.mark.national, pytest.mark.elasticsearch]

SEED = 20_260_702
CHANGES = 200
CODES = 40
LATE = 30.0  # seconds after recovery
SLOWER = 1.2  # times the normal median
LONGEST = 1.0  # seconds a publish may take
FIRST_WAIT = 120.0


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    try:
        with own_server() as running:
            yield running
    except UnavailableError as error:
        missing(str(error))


@pytest.fixture(scope="module")
def indexed(few: Portal, server: Server, folder: Path) -> Portal:
    """The few records in both engines."""
    portal = few.copy(folder / "storm", ELASTICSEARCH_URL=server.url, OUTBOX_IN_PROCESS="false")
    portal.manage("search_rebuild", "-v0")
    return portal


@contextmanager
def worker(portal: Portal) -> Iterator["subprocess.Popen[bytes]"]:
    """`manage.py run_worker` beside."""
    process = portal.start("manage.py", "run_worker")
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture(scope="module")
def codes(indexed: Portal) -> list[str]:
    found: list[str] = indexed.ask("publishing.public_codes", wanted=CODES)
    return found


@pytest.fixture(scope="module")
def normal(indexed: Portal, codes: list[str], figure: Figure) -> dict[str, Any]:
    """The same storm with nothing wrong."""
    with worker(indexed):
        said = indexed.ask("storm.storm", codes=codes, changes=CHANGES, seed=SEED)
        ended = indexed.ask("storm.in_step", seconds=FIRST_WAIT)
    assert not any(ended["left"].values()), ended
    _figures(figure, "no trouble", said)
    return dict(said)


def _figures(figure: Figure, name: str, said: dict[str, Any]) -> None:
    milliseconds = statistics.median(said["publish"]) * 1000
    figure(
        f"{name}: publish, median / slowest, ms", f"{milliseconds:.0f} / {max(said['publish']) * 1000:.0f}"
    )
    slowest = max(said["pages"])
    figure(f"{name}: search pages by status; slowest, s", f"{said['statuses']}; {slowest:.2f}")


TROUBLES = ("killed", "stopped", "answers 503", "answers garbage", "read-only")


def _begin(server: Server, trouble: str) -> None:
    match trouble:
        case "killed":
            server.kill()
        case "stopped":
            server.signal(signal.SIGSTOP)
        case "answers 503":
            server.said = UNAVAILABLE
        case "answers garbage":
            server.said = GARBAGE
        case "read-only":
            server.writes_refused = True


def _end(server: Server, trouble: str) -> None:
    if trouble == "killed":
        server.start_again()
    if trouble == "stopped":
        server.signal(signal.SIGCONT)
    server.said = None
    server.writes_refused = False


@pytest.mark.parametrize("trouble", TROUBLES)
def test_nothing_is_lost_or_late_and_no_publish_waits(
    trouble: str, server: Server, indexed: Portal, codes: list[str], normal: dict[str, Any], figure: Figure
) -> None:
    seed = SEED + 1 + TROUBLES.index(trouble)
    with worker(indexed):
        _begin(server, trouble)
        try:
            said = indexed.ask("storm.storm", codes=codes, changes=CHANGES, seed=seed)
        finally:
            _end(server, trouble)
        ended = indexed.ask("storm.in_step", seconds=LATE)
    wrong = indexed.ask("storm.found_by", titles={c: t for c, t in said["titles"].items() if t})
    _figures(figure, trouble, said)
    times = statistics.median(said["publish"]) / statistics.median(normal["publish"])
    figure(f"{trouble}: median publish to the normal one", f"{times:.2f}")
    figure(f"{trouble}: in step with the counter after recovery, s", float(ended["seconds"]))
    figure(f"{trouble}: lost or not found by title", str(wrong or 0))
    assert not any(ended["left"].values()), ended
    assert wrong == {}
    assert said["shown"] == 0
    assert set(said["statuses"]) == {"200"}
    assert times <= SLOWER
    assert max(said["publish"]) <= LONGEST
