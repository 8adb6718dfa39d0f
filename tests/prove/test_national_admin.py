"""3. Imported pages open, save and publish in the admin."""

from pathlib import Path

import pytest

from tests.prove.conftest import Figure, Imported

pytestmark = [pytest.mark.prove, pytest.mark.national]


def test_the_largest_the_median_and_the_smallest(national: Imported, tmp_path: Path, figure: Figure) -> None:
    portal = national.portal.copy(tmp_path / "portal")
    codes = portal.ask("desk.pages_to_try")
    changed = portal.ask("desk.change_and_publish", codes=codes)
    for size, code, done in zip(("largest", "median", "smallest"), codes, changed, strict=True):
        seconds = f"{done['open_seconds']:.1f}; {done['publish_seconds']:.1f}"
        figure(f"{size} ({code}, {done['fields']} fields): seconds to open; to publish", seconds)
        assert done["errors"] == []
        assert done["title_while_draft"] != f"Đã sửa {code}"
        assert (done["opened"], done["page"], done["versions"]) == (200, 200, 2)
        assert done["title"] == f"Đã sửa {code}"
        assert done["shown"]
