"""The findings of an import, written out for who compares them with the source."""

import json
from pathlib import Path

from catalogue.models import Finding


def findings(out: str) -> int:
    """Write all findings to ``out`` as one JSON list; return how many."""
    rows = list(Finding.objects.values("code", "rule", "place", "source_text", "proposal", "state"))
    Path(out).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return len(rows)
