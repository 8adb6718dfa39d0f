"""4. Killed at any moment: the old state or the new, whole."""

import contextlib
import random
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from tests.prove.conftest import FEW, Figure
from tests.prove.portals import Portal

pytestmark = [pytest.mark.prove, pytest.mark.national]

SEED = 20_260_701
CODE = "1.001193"
ONE_ORDER = {"PYTHONHASHSEED": "0"}  # so that the kills alone could make a difference


def test_an_import_killed_at_random_moments_ends_like_an_undisturbed_one(
    empty: Portal, few: Portal, national_file: Path, tmp_path: Path, figure: Figure
) -> None:
    command = ("manage.py", "import_national", str(national_file), "--limit", str(FEW), "-v0")
    clean = empty.copy(tmp_path / "clean", **ONE_ORDER)
    killed = empty.copy(tmp_path / "killed", **ONE_ORDER)
    clean.manage(*command[1:])
    had = [_killed_after(killed, command, *moment) for moment in _moments()]
    killed.manage(*command[1:])
    figure(f"import of {FEW} lines killed after … pages were in", ", ".join(map(str, had)))
    assert killed.ask("state.versions_checksum") == clean.ask("state.versions_checksum")
    assert killed.ask("state.counts") == clean.ask("state.counts")
    figure("  rerun: public codes that agree", killed.ask("state.assert_counter_agrees"))
    figure("  versions as after one undisturbed run", "yes")


def _moments() -> list[tuple[int, float]]:
    """Three moments: so many pages, and a part of a second after them."""
    drawn = random.Random(SEED)
    return [(pages, drawn.uniform(0, 0.3)) for pages in sorted(drawn.sample(range(1, FEW // 2), 3))]


def _killed_after(portal: Portal, command: tuple[str, ...], pages: int, seconds: float) -> int:
    """Start the import, kill it when it has written ``pages`` pages; how many there were in the end."""
    process = portal.start(*command)
    deadline = time.monotonic() + 120
    with contextlib.closing(sqlite3.connect(portal.folder / "db.sqlite3")) as database:
        while _pages(database) < pages and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.kill()
        assert process.wait() == -signal.SIGKILL, "the import was over before it was killed"
        return _pages(database)


def _pages(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT count(*) FROM catalogue_procedurepage").fetchone()[0])


def test_a_publish_killed_at_each_of_its_writes(copied: Portal, tmp_path: Path, figure: Figure) -> None:
    revision = copied.ask("publishing.draft", code=CODE, title="Khai sinh sau khi mất điện")
    undisturbed = copied.copy(tmp_path / "undisturbed")
    expected = undisturbed.ask("publishing.publish_draft", code=CODE, revision=revision)
    ended = copied.ask("publishing.kill_at_every_write", code=CODE, revision=revision)
    assert ended["old"]["page"][0] != expected["page"][0]
    differing = [part for part in expected if ended["new"][part] != expected[part]]
    assert differing == [], "after the last kill the state is neither the old nor the new"
    figure("publish killed with SIGKILL after each write: kills", ended["kills"])
    figure(
        "  last kill that left the new state", "within" if ended["inside"] else "after publishing returned"
    )
    figure("  public codes that agree", copied.ask("state.assert_counter_agrees"))
    copied.ask("publishing.drain")
    counts = copied.ask("publishing.index_seqs", code=CODE)
    assert counts["index"] == counts["entry"]
    assert copied.ask("publishing.found_by_title", titles=["Khai sinh sau khi mất điện"]) == [
        f"procedure:{CODE}"
    ]
