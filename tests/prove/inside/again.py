"""Editors at work on imported pages, and what an import of a changed file left of it."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.utils import translation

from catalogue import counter
from catalogue.builder import build_record
from catalogue.models import (
    Agency,
    CounterEntry,
    CounterFacet,
    DocumentType,
    Finding,
    FormTemplate,
    ImportedSource,
    LegalAct,
    ProcedurePage,
    ProcedureVersion,
    Topic,
)
from tests.catalogue.admin import desk

BY_FORM = 5
SHARED: tuple[type[Model], ...] = (Agency, DocumentType, FormTemplate, LegalAct, Topic)


def edit(published: list[str], drafted: list[str], note: str) -> int:
    """``note`` into the notes of each page, some published, some left as drafts; how many were saved.

    The first few of both through the admin's form, which takes seconds a page; the others as that form saves them.
    """
    client = desk.both()
    for code in [*published, *drafted]:
        page, goes_public = ProcedurePage.objects.get(code=code), code in published
        if code in (*published[:BY_FORM], *drafted[:BY_FORM]):
            fields = {**desk.open_form(client, page), "note_vi": f"{note} {code}"}
            saved = desk.save(client, page, fields, *(["publish"] if goes_public else []))
            assert saved.status_code == 200, code
            continue
        with translation.override("vi"):
            page.note_vi = f"{note} {code}"
            revision = page.save_revision(changed=True)
            if goes_public:
                revision.publish()
    return len(published) + len(drafted)


def kept(published: list[str], drafted: list[str], note: str, told: str) -> dict[str, int]:
    """How many pages have the editor's words and the source's beside each other as they should."""
    with translation.override("vi"):
        return {
            "sections kept": sum(_public(code)[0] == f"{note} {code}" for code in published),
            "other sections updated": sum(told in _public(code)[1] for code in [*published, *drafted]),
            "findings": sum(_finding(code, "editor-section-differs", told) for code in published),
            "drafts kept": sum(_draft(code)[0] == f"{note} {code}" for code in drafted),
            "drafts rebased": sum(told in _draft(code)[1] for code in [*published, *drafted]),
            "findings of drafts": sum(_finding(code, "draft-section-differs", told) for code in drafted),
            "drafts still unpublished": sum(
                told in _public(code)[0] and ProcedurePage.objects.get(code=code).has_unpublished_changes
                for code in drafted
            ),
        }


def _public(code: str) -> tuple[str, str]:
    standing = counter.standing(code)
    assert standing is not None
    assert standing.record is not None
    record = standing.record
    return record.note.vi if record.note else "", record.steps[-1].text.vi


def _draft(code: str) -> tuple[str, str]:
    draft = ProcedurePage.objects.get(code=code).get_latest_revision_as_object()
    return draft.note_vi, list(draft.steps.all())[-1].text_vi


def _finding(code: str, rule: str, told: str) -> bool:
    found = Finding.objects.filter(code=code, rule=rule, place="conditions", state="open")
    return found.filter(source_text__contains=told).exists()


def public_codes(wanted: int) -> list[str]:
    """Public codes with steps, spread over the catalogue."""
    codes = list(
        CounterEntry.objects.filter(public=True, page__in=ProcedurePage.objects.exclude(steps=None))
        .order_by("code")
        .values_list("code", flat=True)
    )
    return codes[:: max(1, len(codes) // wanted)][:wanted]


def checksum() -> str:
    """One number for all that an import writes: no times, no row numbers."""
    digest = hashlib.sha256()
    with translation.override("vi"):
        for part in _parts():
            digest.update(repr(part).encode())
    return digest.hexdigest()


def _parts() -> Iterator[Any]:
    versions = ProcedureVersion.objects.order_by("code", "number")
    yield from versions.values_list("code", "number", "record", "in_force_from", "basis", "kind", "note")
    findings = Finding.objects.order_by("code", "rule", "place")
    yield from findings.values_list("code", "rule", "place", "source_text", "proposal", "state", "reason")
    for source in ImportedSource.objects.order_by("code"):
        yield source.code, source.raw, source.raw_hash, sorted(source.section_hashes.items())
    entries = CounterEntry.objects.order_by("code")
    yield from entries.values_list("code", "slug", "public", "reason", "title", "sort_key", "seq")
    yield from sorted(CounterFacet.objects.values_list("entry__code", "facet", "value", "label"))
    for model in SHARED:
        yield from model._default_manager.order_by("slug").values_list("slug", flat=True)
    for page in ProcedurePage.objects.order_by("code"):
        yield page.code, page.slug, page.live, page.has_unpublished_changes, page.everyday_names
        yield sorted((page.section_origins or {}).items()), build_record(page).to_json()
        if page.latest_revision_id:
            yield page.revisions.count(), build_record(page.get_latest_revision_as_object()).to_json()
