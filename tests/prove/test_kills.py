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
from tests.prove.sources import changed_file

pytestmark = [pytest.mark.prove, pytest.mark.national]

SEED = 20_260_701
CODE = "1.001193"
ONE_ORDER = {"PYTHONHASHSEED": "0"}  # so that the kills alone could make a difference


KILLS = 10
PAGES = "SELECT count(*) FROM catalogue_procedurepage"
CHANGED = "SELECT count(*) FROM catalogue_procedureversion WHERE note LIKE 'Nguồn quốc gia%'"
EDITED, DRAFTED = 5, 5
TOLD = "Câu thêm để thử."


def test_an_import_killed_at_random_moments_ends_like_an_undisturbed_one(
    empty: Portal, national_file: Path, tmp_path: Path, figure: Figure
) -> None:
    command = ("manage.py", "import_national", str(national_file), "--limit", str(FEW), "-v0")
    clean = empty.copy(tmp_path / "clean", **ONE_ORDER)
    killed = empty.copy(tmp_path / "killed", **ONE_ORDER)
    clean.manage(*command[1:])
    had = [_killed_after(killed, command, PAGES, *moment) for moment in _moments(SEED)]
    killed.manage(*command[1:])
    figure(f"import of {FEW} lines killed after … pages were in", ", ".join(map(str, had)))
    _compare(clean, killed, figure)


def test_an_update_killed_at_random_moments_ends_like_an_undisturbed_one(
    few: Portal, national_file: Path, tmp_path: Path, figure: Figure
) -> None:
    edited = few.copy(tmp_path / "edited", **ONE_ORDER)
    codes = edited.ask("again.public_codes", wanted=EDITED + DRAFTED)
    edited.ask("again.edit", published=codes[:EDITED], drafted=codes[EDITED:], note="Lời của biên tập viên")
    changed = tmp_path / "changed.jsonl"
    changed_file(national_file, changed, TOLD)
    command = ("manage.py", "import_national", str(changed), "--limit", str(FEW), "-v0")
    clean, killed = edited.copy(tmp_path / "clean"), edited.copy(tmp_path / "killed")
    clean.manage(*command[1:])
    had = [_killed_after(killed, command, CHANGED, *moment) for moment in _moments(SEED + 1)]
    killed.manage(*command[1:])
    figure(f"update of {FEW} lines killed after … versions were in", ", ".join(map(str, had)))
    _compare(clean, killed, figure)


def _compare(clean: Portal, killed: Portal, figure: Figure) -> None:
    """Versions, findings, sources, lists, pages with their rows and drafts are the same in both."""
    sums = [portal.ask("again.checksum") for portal in (clean, killed)]
    figure("  rerun: public codes that agree", killed.ask("state.assert_counter_agrees"))
    figure("  everything as after one undisturbed run", "yes" if sums[0] == sums[1] else "no")
    assert sums[0] == sums[1]
    assert killed.ask("state.counts") == clean.ask("state.counts")


def _moments(seed: int) -> list[tuple[int, float]]:
    """Ten moments: so many rows, and a part of a second after them."""
    drawn = random.Random(seed)
    return [(rows, drawn.uniform(0, 0.3)) for rows in sorted(drawn.sample(range(1, FEW * 3 // 4), KILLS))]


def _killed_after(portal: Portal, command: tuple[str, ...], asked: str, rows: int, seconds: float) -> int:
    """Start the import, kill it when ``asked`` counts ``rows`` rows; how many there were in the end."""
    process = portal.start(*command)
    deadline = time.monotonic() + 120
    with contextlib.closing(sqlite3.connect(portal.folder / "db.sqlite3")) as database:
        while _count(database, asked) < rows and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.kill()
        assert process.wait() == -signal.SIGKILL, "the import was over before it was killed"
        return _count(database, asked)


def _count(database: sqlite3.Connection, asked: str) -> int:
    return int(database.execute(asked).fetchone()[0])


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
