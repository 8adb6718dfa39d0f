"""The national file again, changed, beside editors' work."""

import json
from pathlib import Path

import pytest

from tests.prove.conftest import Figure, Imported
from tests.prove.sources import changed_file

pytestmark = [pytest.mark.prove, pytest.mark.national]

EDITED, DRAFTED = 50, 20
MINE, TOLD = "Lời của biên tập viên", "Câu thêm để thử."
OTHERS = 200  # records that change beside those


def test_edited_pages_keep_their_sections_and_drafts_are_rebased(
    national: Imported, national_file: Path, tmp_path: Path, figure: Figure
) -> None:
    portal = national.portal.copy(tmp_path / "again")
    codes = portal.ask("again.public_codes", wanted=EDITED + DRAFTED + OTHERS)
    work = {"published": codes[:EDITED], "drafted": codes[EDITED : EDITED + DRAFTED], "note": MINE}
    assert portal.ask("again.edit", **work) == EDITED + DRAFTED
    changed = tmp_path / "changed.jsonl"
    assert changed_file(national_file, changed, TOLD, set(codes)) >= len(codes)
    reports = []
    for name in ("first", "second"):
        path = portal.folder / f"{name}.json"
        ran = portal.manage("import_national", str(changed), "-v0", "--report", str(path))
        reports.append(json.loads(path.read_text(encoding="utf-8")))
        figure(
            f"changed file, {name} run: seconds; versions", f"{ran.seconds:.1f}; {reports[-1]['versions']}"
        )
    found = portal.ask("again.kept", **work, told=TOLD)
    for name, count in found.items():
        figure(f"  {name}", count)
    assert found == {
        "sections kept": EDITED,
        "other sections updated": EDITED + DRAFTED,
        "findings": EDITED,
        "drafts kept": DRAFTED,
        "drafts rebased": EDITED + DRAFTED,
        "findings of drafts": DRAFTED,
        "drafts still unpublished": DRAFTED,
    }
    first, second = reports
    assert len(first["changed"]) == first["versions"] == len(codes)
    assert (second["new"], second["changed"], second["versions"], second["settled"]) == (0, [], 0, 0)
    figure("  public codes that agree", portal.ask("state.assert_counter_agrees", built=300))
