"""5. Two editors publish the same page again and again."""

import shutil
from pathlib import Path

import pytest

from tests.prove.conftest import Figure
from tests.prove.portals import Portal

pytestmark = [pytest.mark.prove, pytest.mark.national]

TIMES = 50
CODE = "1.001193"


def _race(portal: Portal, figure: Figure, name: str) -> None:
    before = portal.ask("state.counts")["versions"]
    racers = [{"code": CODE, "titles": _titles(who)} for who in range(2)]
    assert portal.ask_together("publishing.publish_often", racers) == [TIMES, TIMES]
    written = portal.ask("state.counts")["versions"] - before
    figure(f"{name}: publishes by two processes; versions written", f"{2 * TIMES}; {written}")
    assert written == 2 * TIMES
    portal.ask("publishing.drain")
    seqs = portal.ask("publishing.index_seqs", code=CODE)
    figure(f"{name}: seq at the counter; in the index", f"{seqs['entry']}; {seqs['index']}")
    assert seqs["entry"] == seqs["index"]
    portal.ask("state.assert_counter_agrees", built=50)
    assert portal.ask("publishing.found_by_title", titles=[seqs["title"]]) == [f"procedure:{CODE}"]


def _titles(who: int) -> list[str]:
    return [f"Đăng ký khai sinh, người {who + 1}, lần {number}" for number in range(1, TIMES + 1)]


def test_no_version_is_lost_or_doubled(copied: Portal, figure: Figure) -> None:
    _race(copied, figure, "SQLite")


def test_the_same_on_postgresql(
    postgres_url: str, national_file: Path, tmp_path: Path, figure: Figure
) -> None:
    portal = Portal(tmp_path / "portal", {"DATABASE_URL": postgres_url})
    shutil.rmtree(portal.folder, ignore_errors=True)
    portal.folder.mkdir()
    portal.manage("migrate", "-v0")
    portal.manage("import_national", str(national_file), "--limit", "100", "-v0")
    portal.ask("publishing.drain")
    _race(portal, figure, "PostgreSQL")
