"""1. The whole national file into an empty database."""

import json
import lzma
from pathlib import Path

import pytest

from tests.prove.conftest import FEW, Figure, Imported
from tests.prove.portals import Portal

pytestmark = [pytest.mark.prove, pytest.mark.national]

MEMORY = 1024  # MiB


def test_every_public_line_comes_in_within_memory(national: Imported, figure: Figure) -> None:
    first, report = national.first, national.report
    figure("import: seconds (wall; CPU)", f"{first.seconds:.1f}; {first.cpu:.1f}")
    figure("import: most memory, MiB", first.mib)
    figure("lines read; new pages; versions", f"{report['read']}; {report['new']}; {report['versions']}")
    figure("findings", sum(report["findings"].values()))
    assert first.status == 0, first.said[-2000:]
    assert report["skipped"] == []
    assert first.mib <= MEMORY


def test_what_is_not_public_is_known(national: Imported, national_file: Path, figure: Figure) -> None:
    internal, public = set(), set()
    with lzma.open(national_file, "rt", encoding="utf-8") as lines:
        for line in lines:
            read = json.loads(line)
            (internal if read["detail"].get("isInternal") else public).add(read["code"].strip())
    kept = national.report["drafts"]
    counts = national.portal.ask("state.counts")
    why = {code: reason for code, reason in kept.items() if code in public}
    figure("public codes in the file; public here", f"{len(public)}; {counts['public']}")
    figure("public in the file, not here", "; ".join(f"{code}: {why[code]}" for code in why) or "none")
    figure("internal lines kept as drafts", len(kept) - len(why))
    assert counts["public"] == len(public) - len(why) == national.report["public"]
    assert all(code.endswith("-Xoa") for code in why)
    assert len(kept) - len(why) == 190


def test_the_tree_and_the_counter_are_sound(national: Imported, figure: Figure) -> None:
    assert national.portal.ask("state.problems") == []
    built = 500
    agreeing = national.portal.ask("state.assert_counter_agrees", built=built)
    figure("page tree problems", 0)
    figure("public codes whose page, version, lists and search agree", agreeing)
    figure("of them with the record built again from the page", built)


def test_a_second_import_writes_nothing(national: Imported, figure: Figure) -> None:
    figure("second import: seconds (wall); MiB", f"{national.second.seconds:.1f}; {national.second.mib:.0f}")
    figure("second import: new versions", national.again["versions"])
    assert national.second.status == 0
    assert (national.again["new"], national.again["versions"], national.again["changed"]) == (0, 0, [])
    assert national.checksums[0] == national.checksums[1]


def test_the_same_file_says_the_same_in_every_process(
    empty: Portal, national_file: Path, tmp_path: Path, figure: Figure
) -> None:
    """Addresses of papers are made from the file: its order alone may decide, not that of a set."""
    checksums = []
    for seed in ("1", "2"):
        portal = empty.copy(tmp_path / seed, PYTHONHASHSEED=seed)
        portal.manage("import_national", str(national_file), "--limit", str(FEW), "-v0")
        checksums.append(portal.ask("state.versions_checksum"))
    figure(f"first {FEW} lines under two hash seeds: equal versions", checksums[0] == checksums[1])
    assert checksums[0] == checksums[1]
