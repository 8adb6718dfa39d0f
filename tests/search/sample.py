"""The sample catalogue as documents, with its shipped everyday names, and our own judged queries over it."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings

from search.indexing.prepared import PreparedDocument, prepare_document
from tests.search.fakes import make_document

SEED = Path(settings.BASE_DIR) / "catalogue" / "seed"
QUERIES = Path(__file__).with_name("sample_queries.jsonl")


def sample_documents() -> list[PreparedDocument]:
    """Titles and everyday names of the sample procedures."""
    rows = [line.split("\t") for line in (SEED / "aliases.tsv").read_text(encoding="utf-8").splitlines()]
    names = {code: tuple(names.split("|")) for code, names, *_ in rows if not code.startswith("#")}
    sample = (SEED / "sample_procedures.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        prepare_document(make_document(row["code"], row["name"], aliases=names.get(row["code"], ())))
        for row in map(json.loads, sample)
    ]
