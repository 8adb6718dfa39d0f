"""Titles as people write them: the forms themselves, and the sample catalogue found in each of them."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from search.engines.embedded import EmbeddedEngine
from search.evaluation.perturbation import PERTURBATIONS, perturbed
from search.indexing.prepared import prepare_document
from search.service import SearchRequest, SearchService
from search.vietnamese import prepare
from search.vietnamese.repairing import slips
from tests.search.fakes import make_document

SAMPLE = Path(settings.BASE_DIR) / "catalogue" / "seed" / "sample_procedures.jsonl"
#: Success@3; slips hurt more where the vocabulary has read as little as this.
GOALS = {**dict.fromkeys(PERTURBATIONS, 0.98), "one typo": 0.95, "two typos": 0.9}
TITLE = "Thủ tục đăng ký khai sinh có yếu tố nước ngoài tại Ủy ban nhân dân xã hòa bình"


def sample_titles() -> dict[str, str]:
    """Code to title of the sample catalogue."""
    rows = map(json.loads, SAMPLE.read_text(encoding="utf-8").splitlines())
    return {row["code"]: row["name"] for row in rows}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SearchService:
    """A search over the titles of the sample catalogue alone."""
    engine = EmbeddedEngine(tmp_path_factory.mktemp("index"))
    engine.write([prepare_document(make_document(code, title)) for code, title in sample_titles().items()])
    return SearchService(engine, engine, vocabulary=engine.vocabulary())


@pytest.mark.parametrize("name", PERTURBATIONS)
def test_the_sample_is_found_in_every_form(sample: SearchService, name: str) -> None:
    titles = sample_titles()
    found = 0
    for code, title in titles.items():
        results = sample.search(SearchRequest(perturbed(title, name))).found[:3]
        found += any(f"procedure:{code}" in (item.signals.ref, *item.twins) for item in results)
    assert found / len(titles) >= GOALS[name]


@pytest.mark.parametrize("name", ["no marks", "NFD", "tone placement"])
def test_forms_of_the_same_letters_fold_alike(name: str) -> None:
    written = perturbed(TITLE, name)
    assert written != TITLE
    assert prepare(written).folded == prepare(TITLE).folded


def test_tones_elsewhere_are_the_same_words() -> None:
    assert prepare(perturbed(TITLE, "tone placement")) == prepare(TITLE)


@pytest.mark.parametrize("name", ["Telex", "VNI"])
def test_keystrokes_are_plain(name: str) -> None:
    assert perturbed(TITLE, name).isascii()


@pytest.mark.parametrize("seed", range(30))
def test_a_typo_is_one_slip_in_one_word(seed: int) -> None:
    pairs = list(zip(TITLE.split(), perturbed(TITLE, "one typo", seed).split(), strict=True))
    wrong = [(a, b) for a, b in pairs if a != b]
    assert len(wrong) <= 1
    assert all(slips(a, b) == 1 for a, b in wrong)


@given(st.text(st.characters(codec=None), max_size=60), st.sampled_from(sorted(PERTURBATIONS)), st.integers())
def test_any_text_can_be_perturbed_the_same_way_again(text: str, name: str, seed: int) -> None:
    assert perturbed(text, name, seed) == perturbed(text, name, seed)
