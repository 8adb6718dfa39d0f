"""4. Killed at any moment: the old state or the new, whole."""

import random
import subprocess
import time
from pathlib import Path

import pytest

from tests.prove.conftest import FEW, Figure
from tests.prove.portals import Portal

pytestmark = [pytest.mark.prove, pytest.mark.national]

SEED = 20_260_701
CODE = "1.001193"


def test_an_import_killed_at_random_moments_ends_like_an_undisturbed_one(
    empty: Portal, few: Portal, national_file: Path, tmp_path: Path, figure: Figure
) -> None:
    command = ("manage.py", "import_national", str(national_file), "--limit", str(FEW), "-v0")
    clean = empty.copy(tmp_path / "clean")
    begun = time.monotonic()
    clean.manage(*command[1:])
    whole = time.monotonic() - begun
    killed = empty.copy(tmp_path / "killed")
    had = [_kill_after(killed, command, whole * part) for part in _moments()]
    killed.manage(*command[1:])
    figure(f"import of {FEW} lines killed after … pages were in", ", ".join(map(str, had)))
    assert killed.ask("state.versions_checksum") == clean.ask("state.versions_checksum")
    assert killed.ask("state.counts") == clean.ask("state.counts")
    figure("  rerun: public codes that agree", killed.ask("state.assert_counter_agrees"))
    figure("  versions as after one undisturbed run", "yes")


def _moments() -> list[float]:
    """Three parts of a whole run, none so early that Python is still starting."""
    drawn = random.Random(SEED)
    return [drawn.uniform(0.3, 0.9) for _ in range(3)]


def _kill_after(portal: Portal, command: tuple[str, ...], seconds: float) -> int:
    process = portal.start(*command)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    process.wait()
    return int(portal.ask("state.counts")["pages"])


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
