"""The worker killed with SIGKILL at 20 random moments while editors publish and unpublish."""

import random
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.prove.conftest import Figure
from tests.prove.elastic import wait_until
from tests.prove.portals import Portal, Ran, answer_of

pytestmark = [pytest.mark.prove, pytest.mark.national]

SEED = 20_260_703
KILLS = 20
CHANGES = 100
CODES = 20
TOUCHED = (
    150  # other procedures that change with each publish, so that the worker is always in the middle of much
)
AT_WORK = b"run_worker: at work"
START_SECONDS = 60.0
CAUGHT_UP_SECONDS = 120.0


def test_nothing_is_lost_doubled_or_shown(copied: Portal, tmp_path: Path, figure: Figure) -> None:
    drawn = random.Random(SEED)
    copied.manage("search_rebuild", "-v0")
    codes = copied.ask("publishing.public_codes", wanted=CODES)
    enough = tmp_path / "enough"
    command = copied.command(
        "storm.storm", codes=codes, changes=CHANGES, seed=SEED, touched=TOUCHED, until=str(enough)
    )
    with tempfile.TemporaryFile() as output:
        editors = copied.start(*command, output=output)
        for _ in range(KILLS):
            _killed_at_work(copied, drawn.uniform(0, 1.0))
        enough.touch()
        status = editors.wait()
        output.seek(0)
        said = answer_of(Ran(0, 0, 0, status, output.read().decode()))
    ended = _caught_up(copied)
    wrong = copied.ask("storm.found_by", titles=said["titles"])
    figure("kills of the worker", KILLS)
    figure("publishes and unpublishes meanwhile", said["changes"])
    figure("pages that showed what was not public", said["shown"])
    figure("search pages by status", said["statuses"])
    figure("missing, old, double or too much in the index at the end", ended["left"])
    figure("lost or not found by title", str(wrong or 0))
    assert not any(ended["left"].values()), ended
    assert wrong == {}
    assert said["shown"] == 0
    assert set(said["statuses"]) == {"200"}


def _killed_at_work(portal: Portal, seconds: float) -> None:
    """Start the worker, and kill it so many seconds after it began to work."""
    with tempfile.NamedTemporaryFile() as output:
        process = portal.start("manage.py", "run_worker", output=output)
        said = Path(output.name)
        wait_until(lambda: AT_WORK in said.read_bytes(), START_SECONDS, "the worker starts")
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
        assert process.wait() == -signal.SIGKILL, "the worker ended by itself"


def _caught_up(portal: Portal) -> dict[str, object]:
    process = portal.start("manage.py", "run_worker")
    try:
        return dict(portal.ask("storm.in_step", seconds=CAUGHT_UP_SECONDS))
    finally:
        process.terminate()
        process.wait(60)
