"""2. What is public, exported: one record a line, and no bare zero called free."""

import json
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from catalogue.record import ProcedureRecord, read_record
from tests.prove.conftest import Figure, Imported

pytestmark = [pytest.mark.prove, pytest.mark.national]

# Written without sight of the importer's own patterns.
AMOUNT = re.compile(r"\d[\d.,\s]*(?:đồng|đ\b|vnđ|vnd|usd|\$|euro|triệu|nghìn|ngàn|%)", re.IGNORECASE)
ACT = re.compile(r"\b\d+[\w-]*/\d{4}/[A-ZĐƯ]|\b\d+/(?:\d{4}/)?(?:TT|NĐ|QĐ|NQ|TTLT)-", re.IGNORECASE)
COUNCIL = re.compile(r"hội đồng nhân dân|hđnd", re.IGNORECASE)


@pytest.fixture(scope="module")
def exported(national: Imported) -> list[str]:
    out = national.portal.folder / "records.jsonl"
    national.portal.manage("export_records", str(out))
    return out.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def records(exported: list[str]) -> dict[str, ProcedureRecord]:
    return {record.code: record for record in map(read_record, exported)}


def test_one_valid_record_a_line_ordered_by_code(
    exported: list[str], records: dict[str, ProcedureRecord], national: Imported, figure: Figure
) -> None:
    codes = list(records)
    figure("lines; valid records; bytes", f"{len(exported)}; {len(records)}; {sum(map(len, exported))}")
    assert len(exported) == len(records) == national.report["public"]
    assert codes == sorted(codes)
    assert all(json.loads(line) and record.to_json() == line for line, record in _pairs(exported, records))


def _pairs(exported: list[str], records: dict[str, ProcedureRecord]) -> Iterator[tuple[str, ProcedureRecord]]:
    return zip(exported, records.values(), strict=True)


def _public_lines(file: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            read = json.loads(line)
            if not read["detail"].get("isInternal"):
                yield read


def _zero_texts(line: dict[str, Any]) -> list[str]:
    methods = line["detail"].get("executionMethods") or []
    fees = [fee for method in methods for fee in method.get("fees") or []]
    return [fee.get("description") or "" for fee in fees if not fee.get("value")]


def test_no_zero_beside_an_amount_an_act_or_the_council_is_free(
    records: dict[str, ProcedureRecord], national_file: Path, figure: Figure
) -> None:
    seen = dict.fromkeys(("amount", "act", "council", "any"), 0)
    bare, wrong = 0, []
    for line in _public_lines(national_file):
        record = records.get(line["code"].strip())
        texts = _zero_texts(line)
        if record is None or not texts:
            continue
        said = " \n".join(texts)
        named = {"amount": AMOUNT.search(said), "act": ACT.search(said), "council": COUNCIL.search(said)}
        bare += not any(text.strip() for text in texts)
        free = any(fee.status == "free" for fee in record.fees)
        if free and (any(named.values()) or not said.strip()):
            wrong.append(record.code)
        for name in (name for name, found in {**named, "any": any(named.values())}.items() if found):
            seen[name] += 1
    figure("records with a zero beside an amount", seen["amount"])
    figure("records with a zero beside an act's number", seen["act"])
    figure("records with a zero beside the provincial council", seen["council"])
    figure("any of the three; of them free in the export", f"{seen['any']}; {len(wrong)}")
    figure("records whose zeros have no text at all", bare)
    figure("free in the export: records", sum(_has_free(record) for record in records.values()))
    assert seen["any"] >= 609
    assert wrong == []


def _has_free(record: ProcedureRecord) -> bool:
    return any(fee.status == "free" for fee in record.fees)
