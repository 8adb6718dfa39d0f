"""6. A thousand titles without marks, decomposed, in Telex and VNI keys, with slips, on the national records."""

from typing import Any

import pytest

from tests.prove.conftest import Figure
from tests.prove.portals import Portal

pytestmark = [pytest.mark.prove, pytest.mark.national]

SEED = 20_260_705
TITLES = 1_000
HELD_OUT = 500
#: Success@3 of each form.
GOALS = {
    "no marks": 0.98,
    "NFD": 0.98,
    "tone placement": 0.98,
    "Telex": 0.98,
    "VNI": 0.98,
    "one typo": 0.95,
    "two typos": 0.90,
}


def test_a_title_finds_its_procedure_however_it_is_written(national_site: Portal, figure: Figure) -> None:
    found: dict[str, Any] = national_site.ask("perturbations.success", seed=SEED, number=TITLES)
    for name, (first, third) in found.items():
        figure(f"{name}: success@1 / @3", f"{first:.3f} / {third:.3f}")
    assert {name for name, goal in GOALS.items() if found[name][1] < goal} == set()


def test_reading_costs_next_to_nothing(national_site: Portal, figure: Figure) -> None:
    cost = national_site.ask("perturbations.reading", seed=SEED, number=TITLES)
    figure("reading a title with two slips, CPU ms: p50; p95", f"{cost['p50']:.2f}; {cost['p95']:.2f}")
    figure("loading the vocabulary, CPU ms; kB", f"{cost['loading']:.0f}; {cost['kilobytes']:.0f}")
    assert cost["p95"] <= 2
    assert cost["loading"] <= 300


def test_marks_come_back_to_titles_never_seen(national_site: Portal, figure: Figure) -> None:
    restored = national_site.ask("perturbations.restored", seed=SEED, held_out=HELD_OUT)
    figure("syllables with their marks back", f"{restored['share']:.3f}")
    figure("restoring a title, CPU ms: p95", f"{restored['p95']:.2f}")
    assert restored["share"] >= 0.95
