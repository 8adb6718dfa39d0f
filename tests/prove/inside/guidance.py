"""The records of all pages, those kept as drafts too, written out for who works out cases with them."""

import json
from pathlib import Path

from django.utils import translation

from catalogue.builder import build_record
from catalogue.models import ProcedurePage, ProcedureVersion

CHUNK = 200


def records(out: str) -> int:
    """Write a line ``[code, record]`` a page to ``out``: the version in force, of a draft what it would publish."""
    pages = ProcedurePage.objects.order_by("code")
    drafts = pages.filter(live=False)
    with translation.override("vi"), Path(out).open("w", encoding="utf-8") as file:
        versions = dict(ProcedureVersion.objects.order_by("number").values_list("code", "record"))
        for code in pages.filter(live=True).values_list("code", flat=True):
            file.write(json.dumps([code, versions[code]], ensure_ascii=False) + "\n")
        for page in drafts.iterator(chunk_size=CHUNK):
            file.write(json.dumps([page.code, build_record(page).to_json()], ensure_ascii=False) + "\n")
    return pages.count()
