"""The record: exact round trip, older schemas, pure relinking."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from catalogue import record as r
from catalogue.sections import SECTION_FIELDS, changed_sections

texts = st.builds(
    r.Text,
    vi=st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    en=st.none() | st.text(max_size=20).filter(lambda t: t.isascii()),
)
keys = st.text("abcdefgh23456789", min_size=1, max_size=8)
shared = st.builds(r.Shared, id=keys, name=texts)
amounts = st.decimals(min_value=0, max_value=10**9, places=0).map(lambda d: d.quantize(Decimal(1)))
sources = st.builds(
    r.Source,
    kind=st.sampled_from(["act", "decision", "editor", "unknown"]),
    number=st.none() | keys,
    dated=st.none() | st.dates(),
)
conditions = st.lists(st.builds(r.Condition, question=keys, choices=st.lists(keys).map(tuple))).map(tuple)
fees = st.builds(
    r.Fee,
    key=keys,
    status=st.sampled_from(["amount", "free", "council", "unknown"]),
    amount=st.none() | amounts,
    description=st.none() | texts,
    applies_when=conditions,
    source=sources,
)
papers = st.builds(
    r.Paper, key=keys, name=texts, copies=st.none() | st.integers(0, 99), document=st.none() | shared
)
records = st.builds(
    r.ProcedureRecord,
    code=keys,
    title=texts,
    official_title=texts,
    topic=st.none() | shared,
    fees=st.lists(fees, max_size=3).map(tuple),
    papers=st.lists(papers, max_size=3).map(tuple),
    publication=st.builds(r.Publication, decision=st.none() | keys, decided=st.none() | st.dates()),
)


@given(records)
def test_json_round_trip_is_exact(record):
    assert r.read_record(record.to_json()) == record
    assert r.read_record(record.to_json()).to_json() == record.to_json()


@given(records)
def test_a_record_is_frozen_and_equal_by_content(record):
    assert r.read_record(record.to_json()).hash == record.hash
    with pytest.raises(ValidationError):
        record.code = "x"


@given(records, texts)
def test_relinking_changes_only_what_was_renamed_and_twice_is_once(record, name):
    names = {("topic", record.topic.id): {"name": name}} if record.topic else {}
    once = r.relink(record, names)
    assert r.relink(once, names) == once
    assert once.model_copy(update={"topic": record.topic}) == record
    assert r.relink(record, {}) == record


def test_a_record_without_the_fields_added_since_still_reads():
    required = {"code": "1.1", "title": {"vi": "A"}, "official_title": {"vi": "A"}}
    record = r.read_record(json.dumps({"schema_version": 0, **required}))
    assert (record.schema_version, record.code, record.sources) == (0, "1.1", ())
    assert r.read_record(record.to_json()) == record


def test_a_field_that_later_schemas_add_must_have_a_default():
    fields = r.ProcedureRecord.model_fields.items()
    assert {name for name, field in fields if field.is_required()} == {"code", "title", "official_title"}


def test_unknown_fields_and_wrong_types_are_refused():
    good = r.ProcedureRecord(code="1", title=r.Text(vi="A"), official_title=r.Text(vi="A")).to_json()
    for bad in (good.replace('"code"', '"kode"'), good.replace('"A"', "7"), "[]"):
        with pytest.raises(ValidationError):
            r.read_record(bad)


def test_the_schema_names_its_version():
    schema = r.json_schema()
    assert schema["$id"].endswith(f"/{r.SCHEMA_VERSION}")
    assert "fees" in schema["properties"]


def test_texts_fall_back_to_vietnamese_and_say_so():
    assert r.Text(vi="Phí", en="Fee").read("en") == ("Fee", "en")
    assert r.Text(vi="Phí").read("en") == ("Phí", "vi")
    assert r.Text(vi="Phí", en="Fee").read("vi") == ("Phí", "vi")


def test_every_field_belongs_to_one_section():
    inside = [field for fields in SECTION_FIELDS.values() for field in fields]
    outside = {"schema_version", "code", "publication", "sources"}
    assert sorted(inside) == sorted(set(r.ProcedureRecord.model_fields) - outside)


def test_changed_sections_ignore_where_a_fee_comes_from():
    fee = r.Fee(key="a", status="amount", amount=Decimal(8000), source=r.Source(kind="decision", number="1"))
    before = r.ProcedureRecord(code="1", title=r.Text(vi="A"), official_title=r.Text(vi="A"), fees=(fee,))
    moved = fee.model_copy(update={"source": r.Source(kind="editor", dated=date(2026, 1, 1))})
    dearer = fee.model_copy(update={"amount": Decimal(9000)})
    assert changed_sections(before, before.model_copy(update={"fees": (moved,)})) == []
    assert changed_sections(before, before.model_copy(update={"fees": (dearer,)})) == ["fees"]
