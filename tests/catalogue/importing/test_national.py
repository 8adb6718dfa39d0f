"""The whole national file through the mapping: no line refused, no bare zero free."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from catalogue.importing.mapping.procedure import map_record
from catalogue.importing.reading import SourceLine, read_source

FILE = Path(settings.NATIONAL_DATA) / "national_procedures.jsonl.xz"

SECOND_VALUES = 30  # lines; 18 were counted
pytestmark = [
    pytest.mark.national,
    pytest.mark.skipif(not FILE.exists(), reason="the national records are not beside the repository"),
]


@pytest.fixture(scope="module")
def facts():
    """Of each record what the tests ask; the drafts themselves are too many to keep."""
    found = []
    for line in read_source(FILE):
        assert isinstance(line, SourceLine)
        draft = map_record(line.data)
        free = [fee.description_vi for fee in draft.fees if fee.status == "free"]
        found.append((draft.internal, free, [finding.rule for finding in draft.findings], line.data, draft))
        found[-1] = (*found[-1][:3], _texts(line.data), len(draft.papers), _papers(line.data))
    return found


def _texts(data):
    fees = [fee for method in data["detail"]["executionMethods"] for fee in method["fees"]]
    return [fee.get("description") or "" for fee in fees if not fee["value"]]


def _papers(data):
    return sum(len(case["profileComponents"]) for case in data["detail"]["executionCases"])


def test_every_line_maps(facts):
    assert len(facts) == 5665
    assert sum(internal for internal, *_ in facts) == 190


def test_free_only_where_words_say_so(facts):
    for _, free, _, zero_texts, *_ in facts:
        assert all(re.search("miễn|không thu", text.lower()) for text in free)
        if any(re.search(r"\d", text) for text in zero_texts):
            assert not [text for text in free if re.search(r"\d", text)]


def test_no_paper_row_is_lost(facts):
    assert all(mapped >= rows for *_, mapped, rows in facts)


def test_hardly_a_field_is_without_place(facts):
    """Second values and a topic's own mark; a field nobody reads would be in thousands of lines."""
    assert sum("field-without-place" in rules for _, _, rules, *_ in facts) <= SECOND_VALUES
