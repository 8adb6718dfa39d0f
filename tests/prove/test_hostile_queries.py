"""7. Ten thousand hostile and clumsy questions, on the national records."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.prove.conftest import Figure
from tests.prove.inside.queries import summary
from tests.prove.portals import Portal

pytestmark = [pytest.mark.prove, pytest.mark.national]

SEED = 20_260_702
QUESTIONS = 10_000
PROCESSES = 2
JUDGED = Path(settings.NATIONAL_DATA) / "judged_queries.jsonl"


@pytest.fixture(scope="module")
def words() -> list[str]:
    if not JUDGED.exists():
        pytest.skip("the judged queries are not beside the repository (NATIONAL_DATA)")
    return [json.loads(line)["query"] for line in JUDGED.read_text(encoding="utf-8").splitlines()]


def test_never_an_error_never_an_empty_page(national_site: Portal, words: list[str], figure: Figure) -> None:
    found = summary(_ask(national_site, words))
    figure("questions", sum(found["statuses"].values()))
    figure("answers by status", ", ".join(f"{s}: {n}" for s, n in sorted(found["statuses"].items())))
    figure("milliseconds (two at a time): p50; p95", f"{found['p50']:.0f}; {found['p95']:.0f}")
    for milliseconds, address in found["worked"]:
        figure("  most work", f"{milliseconds:.0f} ms of CPU {address[:70]}")
    figure("over 50 ms of our CPU once; each of three times", f"{found['again']}; {found['over']}")
    figure("5xx, empty pages, cookies", len(found["wrong"]))
    assert found["wrong"] == []
    assert found["over"] == 0


def _ask(portal: Portal, words: list[str]) -> list[dict[str, Any]]:
    share = QUESTIONS // PROCESSES
    each = [{"words": words, "seed": SEED + place, "number": share} for place in range(PROCESSES)]
    return portal.ask_together("queries.ask", each)
