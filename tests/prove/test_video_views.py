"""Views of a video: exact over several processes; a kill loses at most the last second."""

import random
import time
from pathlib import Path

import pytest

from tests.prove.conftest import Figure
from tests.prove.portals import Portal

pytestmark = pytest.mark.prove

VIEWS = 20_000
PROCESSES = 4
AGAIN = 500  # tokens that each process sends although another one sends them too
KILLS = 3
SEED = 20_231_225
LAST = 1.0  # seconds


@pytest.fixture
def portal(empty: Portal, tmp_path: Path) -> Portal:
    return empty.copy(tmp_path / "portal")


def test_twenty_thousand_views_from_several_processes(portal: Portal, figure: Figure) -> None:
    (video,), file = portal.ask("video_views.make", slugs=["dem"]), str(portal.folder / "tokens")
    portal.ask("video_views.issue", video=video, many=VIEWS, file=file)
    part = VIEWS // PROCESSES
    shares = [(start, min(VIEWS, start + part + AGAIN)) for start in range(0, VIEWS, part)]
    same = {"slug": "dem", "video": video, "file": file}
    sent = portal.ask_together("video_views.send", [{**same, "start": a, "stop": b} for a, b in shares])
    (counted,) = portal.ask("video_views.counted", videos=[video])
    figure(f"views sent by {PROCESSES} processes", sum(sent))
    figure("  different ones", VIEWS)
    figure("  counted", counted)
    assert sum(sent) > VIEWS
    assert counted == VIEWS


def test_a_kill_loses_at_most_the_last_second(portal: Portal, figure: Figure) -> None:
    drawn = random.Random(SEED)
    slugs = [f"dem-{kill}" for kill in range(KILLS)]
    videos = portal.ask("video_views.make", slugs=slugs)
    logs = [portal.folder / f"log-{slug}" for slug in slugs]
    killed = [
        _killed_while_sending(portal, slug, video, log, drawn.uniform(2, 4))
        for slug, video, log in zip(slugs, videos, logs, strict=True)
    ]
    counted = portal.ask("video_views.counted", videos=videos)
    for log, moment, there in zip(logs, killed, counted, strict=True):
        sent = [float(line) for line in log.read_text(encoding="ascii").splitlines()]
        safe = sum(at <= moment - LAST for at in sent)
        figure(f"killed: sent / older than {LAST:.0f} s / counted", f"{len(sent)} / {safe} / {there}")
        assert 0 < safe <= there <= len(sent) + 1  # one may be taken and not yet in the log


def _killed_while_sending(portal: Portal, slug: str, video: int, log: Path, after: float) -> float:
    """Kill the sender so many seconds after its first view; when that was."""
    process = portal.start(
        *portal.command("video_views.send_until_killed", slug=slug, video=video, log=str(log))
    )
    try:
        deadline = time.monotonic() + 120
        while not (log.exists() and log.stat().st_size) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(after)
    finally:
        killed = time.monotonic()
        process.kill()
        process.wait()
    return killed
