"""6. Search is away, hangs or breaks while editors publish."""

from pathlib import Path

import pytest

from tests.prove.conftest import Figure
from tests.prove.portals import Portal
from tests.search.test_elasticsearch_faults import answering, hanging

pytestmark = [pytest.mark.prove, pytest.mark.national]

LONGEST = 2.0  # seconds a publish may take


def _publish_all(portal: Portal, figure: Figure, name: str) -> None:
    answer = portal.ask("publishing.publish_timed", codes=_codes(portal), word="Đổi")
    longest = max(answer["seconds"])
    figure(f"{name}: slowest publish, seconds", longest)
    assert longest <= LONGEST


def _codes(portal: Portal) -> list[str]:
    return portal.ask("publishing.public_codes", wanted=5)


def _catch_up(portal: Portal, figure: Figure, name: str) -> None:
    whole = Portal(portal.folder)
    codes = _codes(whole)
    whole.ask("publishing.drain")
    found = whole.ask("publishing.found_by_title", titles=[f"Đổi {code}" for code in codes])
    figure(f"{name}: found by exact title once search is back", f"{len(found)} of {len(codes)}")
    assert found == [f"procedure:{code}" for code in codes]
    assert whole.ask("state.counts")["waiting"] == 0
    whole.ask("state.assert_counter_agrees", built=20)


def _variables(url: str) -> dict[str, str]:
    return {"ELASTICSEARCH_URL": url, "OUTBOX_IN_PROCESS": "true"}


def test_elasticsearch_takes_connections_and_never_answers(
    few: Portal, tmp_path: Path, figure: Figure
) -> None:
    with hanging() as url:
        portal = few.copy(tmp_path / "portal", **_variables(url))
        _publish_all(portal, figure, "hangs")
    _catch_up(portal, figure, "hangs")


def test_elasticsearch_refuses_connections(few: Portal, tmp_path: Path, figure: Figure) -> None:
    with hanging() as url:
        pass
    portal = few.copy(tmp_path / "portal", **_variables(url))
    _publish_all(portal, figure, "refuses")
    _catch_up(portal, figure, "refuses")


def test_elasticsearch_answers_nonsense(few: Portal, tmp_path: Path, figure: Figure) -> None:
    with answering(200, b"garbage", {"Content-Type": "text/html"}) as url:
        portal = few.copy(tmp_path / "portal", **_variables(url))
        _publish_all(portal, figure, "answers nonsense")
    _catch_up(portal, figure, "answers nonsense")


def test_the_embedded_index_is_gone_and_cannot_be_written(
    few: Portal, tmp_path: Path, figure: Figure
) -> None:
    portal = few.copy(tmp_path / "portal", OUTBOX_IN_PROCESS="true")
    index, aside = portal.folder / "index", portal.folder / "aside"
    index.rename(aside)
    index.write_text("no folder")
    _publish_all(portal, figure, "index cannot be written")
    index.unlink()
    aside.rename(index)
    _catch_up(portal, figure, "index cannot be written")
