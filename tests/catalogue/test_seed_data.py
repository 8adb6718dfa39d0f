"""The shipped seed files: whole, in NFC, consistent with each other, and in our own words."""

import json
import lzma
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from catalogue.importing.seeds import bare_topic

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "catalogue" / "seed"
NEWS = ROOT / "portal" / "news" / "seed" / "articles.jsonl"
NATIONAL = ROOT.parent / "shared" / "data" / "national_procedures.jsonl.xz"

PROCEDURE_CODE = re.compile(r"\d\.\d{6,9}(-Xoa)?")
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COLUMNS = {
    "topics_en.tsv": "name_vi name_en",
    "agencies_en.tsv": "name_vi name_en",
    "life_events.tsv": "slug audience name_vi name_en topics codes",
    "audiences.tsv": "code source_code name_vi name_en kind",
    "agency_levels.tsv": "field pattern level territory",
    "units.tsv": (
        "code slug kind name_vi name_en province_code province_vi old_units old_parents old_province "
        "address latitude longitude"
    ),
    "provinces.tsv": "code name_vi name_en slug",
}
BARE_TABLES = {"titles.tsv": 3, "aliases.tsv": 2}

Record = dict[str, Any]


def read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def read_table(name: str) -> list[dict[str, str]]:
    lines = [line for line in read_lines(SEED / name) if not line.startswith("#")]
    header = lines[0].split("\t")
    assert header == COLUMNS[name].split(), name
    rows = [line.split("\t") for line in lines[1:]]
    assert all(len(row) == len(header) for row in rows), name
    return [dict(zip(header, row, strict=True)) for row in rows]


def read_records(path: Path) -> list[Record]:
    return [json.loads(line) for line in read_lines(path)]


@cache
def samples() -> list[Record]:
    return read_records(SEED / "sample_procedures.jsonl")


@cache
def overlays() -> dict[str, Record]:
    records = read_records(SEED / "sample_overlay.jsonl")
    assert len({record["code"] for record in records}) == len(records)
    return {record["code"]: record for record in records}


def assert_unique(values: list[str]) -> None:
    assert len(values) == len(set(values)), sorted({v for v in values if values.count(v) > 1})


def papers(detail: Record) -> list[Record]:
    return [paper for case in detail["executionCases"] for paper in case["profileComponents"]]


def fee_texts(detail: Record) -> list[str]:
    return [fee["description"] for method in detail["executionMethods"] for fee in method["fees"]]


def method_texts(detail: Record) -> list[str]:
    return [method["description"] for method in detail["executionMethods"]]


@pytest.mark.parametrize("path", [*sorted(SEED.iterdir()), NEWS], ids=lambda path: path.name)
def test_file_is_clean_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert text.endswith("\n")
    assert "\r" not in text
    assert "\ufeff" not in text
    assert "\n\n" not in text


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_table_has_its_columns_and_no_loose_blanks(name: str) -> None:
    for row in read_table(name):
        for value in row.values():
            assert value == " ".join(value.split()), row


@pytest.mark.parametrize(("name", "width"), sorted(BARE_TABLES.items()))
def test_code_tables(name: str, width: int) -> None:
    rows = [line.split("\t") for line in read_lines(SEED / name)]
    assert all(len(row) == width and all(row) for row in rows)
    assert all(PROCEDURE_CODE.fullmatch(row[0]) for row in rows)
    assert_unique([row[0] for row in rows])


def test_topics_are_translated_once() -> None:
    rows = read_table("topics_en.tsv")
    assert_unique([row["name_vi"] for row in rows])
    assert all(row["name_en"] for row in rows)
    assert len(rows) >= 283


def test_life_events_point_to_known_topics_and_cover_every_sample() -> None:
    rows = read_table("life_events.tsv")
    topics = {row["name_vi"] for row in read_table("topics_en.tsv")}
    assert_unique([row["slug"] for row in rows])
    assert len(rows) == 22
    assert {row["audience"] for row in rows} == {"citizen", "business"}
    assert {name for row in rows for name in row["topics"].split("|") if name} <= topics
    codes = [code for row in rows for code in row["codes"].split(",") if code]
    assert all(PROCEDURE_CODE.fullmatch(code) for code in codes)
    whole = {bare_topic(name) for row in rows for name in row["topics"].split("|")}
    for record in samples():
        own = {category["name"] for category in record["detail"]["categoriesDetails"]}
        assert record["code"] in codes or own & whole, record["code"]


def test_life_events_name_procedures_once_and_by_their_plain_title() -> None:
    known = dict(line.split("\t")[:2] for line in read_lines(SEED / "titles.tsv"))
    for row in read_table("life_events.tsv"):
        codes = [code for code in row["codes"].split(",") if code]
        assert_unique(codes)
        assert not [code for code in codes if code not in known], row["slug"]


@pytest.mark.skipif(not NATIONAL.exists(), reason="the national record is not beside the repository")
def test_every_life_event_has_enough_of_the_national_record() -> None:
    topics: dict[str, set[str]] = {}
    for line in national_lines():
        if not line["detail"].get("isInternal"):
            for category in line["detail"]["categoriesDetails"] or []:
                topics.setdefault(squeezed(category["name"]), set()).add(line["code"].strip())
    for row in read_table("life_events.tsv"):
        names = [squeezed(bare_topic(name)) for name in row["topics"].split("|") if name]
        assert not [name for name in names if name not in topics], row["slug"]
        found = set(row["codes"].split(",")).union(*(topics[name] for name in names)) - {""}
        assert len(found) >= 8, row["slug"]


def test_every_life_event_leads_somewhere() -> None:
    assert all(row["topics"] or row["codes"] for row in read_table("life_events.tsv"))


def test_audiences() -> None:
    rows = read_table("audiences.tsv")
    assert_unique([row["code"] for row in rows])
    assert_unique([row["source_code"] for row in rows])
    assert all(row["name_en"] and KEY.fullmatch(row["kind"]) for row in rows)


def test_agency_rules_compile_and_name_a_level() -> None:
    for row in read_table("agency_levels.tsv"):
        re.compile(row["pattern"])
        assert row["field"] in {"code", "name"}
        assert row["level"] in {"ministry", "province", "district", "commune", "vertical"}


@pytest.mark.parametrize(
    ("field", "value", "level"),
    [
        ("name", "ủy ban nhân dân cấp xã", "commune"),
        ("name", "công an cấp xã", "vertical"),
        ("name", "bộ tư pháp", "ministry"),
        ("name", "bộ chỉ huy quân sự cấp tỉnh", "vertical"),
        ("name", "cục hải quan tỉnh, thành phố", "vertical"),
        ("name", "sở y tế", "province"),
        ("code", "H17", "province"),
        ("code", "G01.308.000.000", "ministry"),
    ],
)
def test_agency_level_of(field: str, value: str, level: str) -> None:
    rules = (row for row in read_table("agency_levels.tsv") if row["field"] == field)
    assert next(row["level"] for row in rules if re.search(row["pattern"], value)) == level


def test_units_of_da_nang() -> None:
    rows = read_table("units.tsv")
    assert len(rows) == 94
    for column in ("code", "slug", "name_vi"):
        assert_unique([row[column] for row in rows])
    kinds = [row["kind"] for row in rows]
    assert (kinds.count("phường"), kinds.count("xã"), kinds.count("đặc khu")) == (23, 70, 1)
    for row in rows:
        assert re.fullmatch(r"\d{5}", row["code"])
        assert KEY.fullmatch(row["slug"])
        assert row["name_vi"].lower().startswith(row["kind"])
        assert re.match(r"(Phường|Xã|Thị trấn|Huyện) ", row["old_units"])
        assert bool(row["address"]) == bool(row["latitude"]) == bool(row["longitude"])
        if row["latitude"]:
            assert 14.9 < float(row["latitude"]) < 16.3
            assert 107.2 < float(row["longitude"]) < 108.8


def test_provinces() -> None:
    rows = read_table("provinces.tsv")
    assert len(rows) == 34
    for column in ("code", "slug", "name_vi"):
        assert_unique([row[column] for row in rows])
    assert {row["province_code"] for row in read_table("units.tsv")} <= {row["code"] for row in rows}


def test_sample_procedures_are_whole() -> None:
    assert len(samples()) >= 20
    assert_unique([record["code"] for record in samples()])
    for record in samples():
        detail = record["detail"]
        assert PROCEDURE_CODE.fullmatch(record["code"])
        assert record["code"] == detail["code"]
        assert record["name"] == detail["name"]
        assert detail["isInternal"] is False
        for part in (
            "executionSteps",
            "executionMethods",
            "executionCases",
            "resultsDetails",
            "categoriesDetails",
        ):
            assert detail[part], (record["code"], part)
        assert detail["legalBasisesDetails"]
        assert detail["procedureProposal"]["proposalNumber"]
        assert all(step["name"] and step["description"] for step in detail["executionSteps"])
        assert all(paper["name"] for paper in papers(detail)), record["code"]


def test_act_numbers_are_tidy() -> None:
    for record in samples():
        numbers = [act["code"] for act in record["detail"]["legalBasisesDetails"]]
        assert_unique(numbers)
        assert all(re.fullmatch(r"\d+(\.\d+)?/\d{4}/[A-ZĐ0-9-]+", number) for number in numbers), numbers


def test_overlay_belongs_to_the_samples() -> None:
    assert overlays().keys() == {record["code"] for record in samples()}
    for overlay in overlays().values():
        assert overlay["name_en"]
        assert overlay["summary_vi"]
        assert overlay["summary_en"]


def test_english_covers_every_vietnamese_text() -> None:
    for record in samples():
        detail, english = record["detail"], overlays()[record["code"]]["en"]
        assert len(english["steps"]) == len(detail["executionSteps"])
        assert english["papers"].keys() == {paper["name"] for paper in papers(detail)}
        assert english["groups"].keys() == {case["name"] for case in detail["executionCases"] if case["name"]}
        assert english["fees"].keys() == {text for text in fee_texts(detail) if text}
        assert english["methods"].keys() == {text for text in method_texts(detail) if text}
        assert english["results"].keys() == {result["name"] for result in detail["resultsDetails"]}
        assert bool(english["conditions"]) == bool(detail["requirementsAndConditions"])


def test_questions_and_what_depends_on_them() -> None:
    assert sum("questions" in overlay for overlay in overlays().values()) >= 4
    for record in samples():
        overlay = overlays()[record["code"]]
        questions = overlay.get("questions", [])
        choices = {
            question["key"]: {choice["key"] for choice in question["choices"]} for question in questions
        }
        assert len(choices) == len(questions)
        assert all(KEY.fullmatch(key) for keys in choices.values() for key in keys | choices.keys())
        rules = overlay.get("applies_when", {})
        assert rules.keys() <= {paper["name"] for paper in papers(record["detail"])}
        for rule in rules.values():
            assert all(set(wanted) <= choices[key] for key, wanted in rule.items()), record["code"]
        asked = [*rules.values(), *(overlay.get("groups_when", {}).values())]
        asked += [row.get("when", {}) for row in [*overlay.get("fees", []), *overlay.get("times", [])]]
        assert {key for when in asked for key in when} == choices.keys(), record["code"]


def test_no_fee_is_called_free_without_words() -> None:
    for record in samples():
        for method in record["detail"]["executionMethods"]:
            for fee in method["fees"]:
                if re.match(r"Miễn (lệ )?phí\b", fee["description"]):
                    assert fee["value"] == 0, record["code"]


def test_articles_are_bilingual_and_name_their_source() -> None:
    articles = read_records(NEWS)
    assert_unique([article["slug"] for article in articles])
    assert articles[0]["date"] == "2017-04-28T13:49+07:00"
    for article in articles:
        for field in ("title", "lead", "source"):
            assert article[f"{field}_vi"]
            assert article[f"{field}_en"]
        assert {part["type"] for part in article["body"]} <= {"paragraph", "heading"}
        assert all(part["text_vi"] and part["text_en"] for part in article["body"])


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def national_lines() -> Iterator[Record]:
    with lzma.open(NATIONAL, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def squeezed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def own_sentences(detail: Record) -> Iterator[str]:
    """Sentences of the sample texts; names of papers, acts, agencies and results are not sentences."""
    texts = [step["description"] for step in detail["executionSteps"]]
    texts += [*fee_texts(detail), *method_texts(detail), detail["requirementsAndConditions"]]
    for text in texts:
        yield from re.split(r"(?<=[.;:])\s+", text)


@pytest.mark.skipif(not NATIONAL.exists(), reason="the national record is not beside the repository")
def test_sample_sentences_are_our_own() -> None:
    wanted = {
        squeezed(sentence).rstrip(".;:")
        for record in samples()
        for sentence in own_sentences(record["detail"])
        if len(sentence) > 60
    }
    text = "\n".join(squeezed(part) for line in national_lines() for part in strings(line) if len(part) > 60)
    assert not [sentence for sentence in wanted if sentence in text]


@pytest.mark.skipif(not NATIONAL.exists(), reason="the national record is not beside the repository")
def test_sample_facts_agree_with_the_national_record() -> None:
    ours = {record["code"]: record["detail"] for record in samples()}
    seen = set()
    for line in national_lines():
        code, theirs = line["code"].strip(), line["detail"]
        if code not in ours or theirs.get("isInternal"):
            continue
        seen.add(code)
        assert money_and_time(ours[code]) == money_and_time(theirs), code
        assert decision(ours[code]) == decision(theirs), code
        assert not odd_counts(ours[code], theirs), code
    assert seen == ours.keys()


def odd_counts(ours: Record, theirs: Record) -> list[Record]:
    """Papers with a count of copies the record does not give; rows split into several are let be."""
    given: dict[str, set[tuple[int, int]]] = {}
    for paper in papers(theirs):
        given.setdefault(paper["code"] or "", set()).add((paper["originalQty"], paper["copyQty"]))
    rows = [paper["code"] for paper in papers(ours)]
    return [
        paper
        for paper in papers(ours)
        if rows.count(paper["code"]) == 1
        and (paper["originalQty"], paper["copyQty"]) not in given[paper["code"]]
    ]


def decision(detail: Record) -> tuple[str, int]:
    proposal = detail["procedureProposal"]
    return proposal["proposalNumber"].strip(), proposal["decisionDate"]


def money_and_time(detail: Record) -> list[Any]:
    methods = [
        (
            method["submissionMethod"],
            method["processingTime"],
            method["processingTimeUnit"],
            [(fee["type"], fee["value"]) for fee in method["fees"]],
        )
        for method in detail["executionMethods"]
    ]
    return [methods, [(case["code"], case["processingDay"]) for case in detail["cases"]]]
