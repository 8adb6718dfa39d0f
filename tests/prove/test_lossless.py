"""1. Nothing lost: all that the source says is in the exported record, or is listed as a finding of it."""

from pathlib import Path

import pytest

from tests.prove.conftest import Figure, Imported
from tests.prove.lossless import check
from tests.prove.lossless_totals import Totals

pytestmark = [pytest.mark.prove, pytest.mark.national]

ZEROS = 609  # records with a zero beside an amount or a tariff when the data was first looked through


@pytest.fixture(scope="module")
def totals(national: Imported, national_file: Path) -> Totals:
    folder = national.portal.folder
    records, findings = folder / "lossless.jsonl", folder / "findings.json"
    national.portal.manage("export_records", str(records))
    national.portal.ask("lossless.findings", out=str(findings))
    return check(national_file, records, findings)


def test_every_item_of_the_source_is_found_or_listed(totals: Totals, figure: Figure) -> None:
    for kind, row in totals.table():
        figure(kind, row)
    for rule, count in totals.rules.most_common():
        figure(f"findings: {rule}", count)
    assert totals.rows["record"] >= 5_400
    assert {kind: lost[:5] for kind, lost in totals.lost.items() if lost} == {}


def test_no_zero_is_free_unless_its_own_words_say_so(totals: Totals, figure: Figure) -> None:
    figure("records with a zero beside an amount, an act or a council", len(totals.doubtful))
    assert len(totals.doubtful) >= ZEROS
    assert totals.doubtful & totals.free == set()
