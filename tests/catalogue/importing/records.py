"""Small source records in the national format, with words of our own."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MILLISECONDS_OF_2026_05_22 = 1779382800000  # midnight at Hà Nội


def component(name: str, originals: int = 1, copies: int = 0, **more: Any) -> dict[str, Any]:
    return {
        "profileComponentId": "c-1",
        "originalQty": originals,
        "copyQty": copies,
        "required": False,
        "hasElectronicForm": False,
        "isProcessingResult": False,
        "name": name,
        "code": "KQ.1",
        "attachments": [],
        **more,
    }


def case(name: str, *papers: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "profileComponents": list(papers)}


def fee(value: int | None = 0, text: str = "", kind: str = "FEE", **more: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "currencyId": "", "attachment": None, "description": text, **more}


def method(
    channel: str = "DIRECT", time: Any = 5, unit: str = "WORKING_DAY", fees: Any = (), text: str = ""
) -> dict[str, Any]:
    return {
        "submissionMethod": channel,
        "processingTime": time,
        "processingTimeUnit": unit,
        "description": text,
        "fees": list(fees),
    }


def record(code: str = "1.900001", name: str = "Cấp giấy thử nghiệm", **detail: Any) -> dict[str, Any]:
    """A whole record; ``detail`` replaces fields of its detail."""
    return {
        "id": code,
        "code": code,
        "name": name,
        "detail": {
            "code": code,
            "name": name,
            "executionSteps": [{"name": "", "description": "Nộp giấy tờ tại quầy."}],
            "executionMethods": [method()],
            "executionCases": [case("", component("Đơn thử nghiệm"))],
            "legalBasisesDetails": [{"id": "a", "name": "Về việc thử", "code": "12/2024/NĐ-CP"}],
            "resultsDetails": [{"id": "r", "name": "Giấy thử nghiệm", "code": "KQ.2"}],
            "subjectTypesDetails": [{"id": "s", "name": "Công dân Việt Nam", "code": "ĐT1"}],
            "categoriesDetails": [{"id": "t", "name": "Lĩnh vực thử", "code": "G99-01"}],
            "departmentsExecuting": [{"id": "d", "name": "Ủy ban nhân dân cấp xã", "code": "UBNDX"}],
            "isInternal": False,
            "isWard": True,
            "procedureProposal": {
                "proposalNumber": "99/QĐ-BTP",
                "decisionDate": MILLISECONDS_OF_2026_05_22,
                "issuingAgency": {"id": "i", "name": "Bộ Tư pháp"},
            },
            **detail,
        },
    }


def source_file(folder: Path, *records: Mapping[str, Any] | str, name: str = "source.jsonl") -> Path:
    """A file with a record, or a raw text, a line."""
    path = folder / name
    lines = [item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
