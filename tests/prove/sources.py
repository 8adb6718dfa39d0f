"""Files like the national one that say something else, or only its beginning."""

import json
import lzma
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any


def changed_file(source: Path, target: Path, told: str, codes: Collection[str] | None = None) -> int:
    """Write ``source`` again with ``told`` in notes, steps and fees of ``codes`` (None: all); how many changed."""
    changed = 0
    with target.open("w", encoding="utf-8") as out:
        for line in _lines(source):
            read = json.loads(line)
            if codes is None or read["code"].strip() in codes:
                _change(read["detail"], told)
                changed += 1
            out.write(json.dumps(read, ensure_ascii=False) + "\n")
    return changed


def _lines(source: Path) -> Iterator[str]:
    with lzma.open(source, "rt", encoding="utf-8") as lines:
        yield from lines


def _change(detail: dict[str, Any], told: str) -> None:
    detail["note"] = f"{detail.get('note') or ''} {told}".strip()
    detail["executionSteps"] = [*(detail.get("executionSteps") or []), {"name": "", "description": told}]
    for way in detail.get("executionMethods") or []:
        for fee in way.get("fees") or []:
            fee["description"] = f"{fee.get('description') or ''} {told}".strip()
