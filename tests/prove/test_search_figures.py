"""The ranking's figures on the judged queries, over the whole national file, against the committed ones."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from search.evaluation.gate import committed, fallen
from tests.prove.conftest import Figure
from tests.prove.portals import Portal

pytestmark = [pytest.mark.prove, pytest.mark.national]

JUDGED = Path(settings.NATIONAL_DATA) / "judged_queries.jsonl"


def test_no_figure_falls_below_the_committed_one(national_site: Portal, figure: Figure) -> None:
    if not JUDGED.exists():
        pytest.skip("the judged queries are not beside the repository (NATIONAL_DATA)")
    out = national_site.folder / "figures.json"
    national_site.manage("search_evaluate", str(JUDGED), "--engine", "embedded", "--json", str(out))
    report = json.loads(out.read_text(encoding="utf-8"))
    for name, value in report["metrics"].items():
        figure(name, f"{value:.3f}")
    assert report["engine"] == "embedded"
    assert all(len(one["codes"]) <= 10 for one in report["queries"])
    assert fallen(report["metrics"], committed("development")) == []
