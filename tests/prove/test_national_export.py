"""2. What is public, exported: one record a line, and no bare zero called free."""

import json
import lzma
import re
import unicodedata
from collections import Counter
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
TARIFF = re.compile(
    r"thông tư|nghị định|nghị quyết|biểu (?:mức )?(?:thu|phí|giá)|mức thu|theo quy định", re.IGNORECASE
)
KNOWN = 609  # records found with a zero beside an amount or a tariff when the data was first looked through


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


def _zero_texts(line: dict[str, Any]) -> tuple[list[str], list[str]]:
    """What is said on the rows that hold zero, and of the ways to submit that have such a row."""
    rows, ways = [], []
    for method in line["detail"].get("executionMethods") or []:
        zero = [fee.get("description") or "" for fee in method.get("fees") or [] if not fee.get("value")]
        rows += [unicodedata.normalize("NFC", text) for text in zero]
        ways += [unicodedata.normalize("NFC", method.get("description") or "")] if zero else []
    return rows, ways


def _named(texts: list[str]) -> set[str]:
    said = "\n".join(texts)
    patterns = {"amount": AMOUNT, "act": ACT, "council": COUNCIL, "tariff": TARIFF}
    return {name for name, pattern in patterns.items() if pattern.search(said)}


def test_no_zero_beside_an_amount_an_act_or_the_council_is_free(
    records: dict[str, ProcedureRecord], national_file: Path, figure: Figure
) -> None:
    seen: Counter[str] = Counter()
    wrong = []
    for line in _public_lines(national_file):
        record = records.get(line["code"].strip())
        rows, ways = _zero_texts(line)
        if record is None or not rows:
            continue
        named, wider = _named(rows), _named(rows + ways)
        seen.update(named | ({"any"} if named else set()) | ({"wider"} if wider else set()))
        seen["bare"] += not any(text.strip() for text in rows)
        if _has_free(record) and (named or not any(text.strip() for text in rows)):
            wrong.append(record.code)
    for name in ("amount", "act", "council", "tariff"):
        figure(f"public records with a zero beside words of: {name}", seen[name])
    figure("any of the four; of them free in the export", f"{seen['any']}; {len(wrong)}")
    figure("the same, also counting what the way to submit says", seen["wider"])
    figure("records whose zeros have no text at all", seen["bare"])
    figure("free in the export: records", sum(_has_free(record) for record in records.values()))
    assert seen["any"] >= KNOWN
    assert wrong == []


def _has_free(record: ProcedureRecord) -> bool:
    return any(fee.status == "free" for fee in record.fees)
