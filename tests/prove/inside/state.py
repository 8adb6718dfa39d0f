"""Whether counter, desk, lists, outbox and index agree, and what exactly a code says."""

import hashlib
import random
from collections.abc import Iterator
from typing import Any

from django.utils import translation
from wagtail.models import Page

from catalogue import counter
from catalogue.builder import build_record
from catalogue.listing import facets
from catalogue.models import CounterEntry, CounterFacet, ProcedurePage, ProcedureVersion
from catalogue.record import read_record
from portal.core.models import OutboxEntry
from search.engines.select import embedded

CHUNK = 200


def versions_checksum() -> str:
    """One number for all versions: their order in time aside, everything they say."""
    fields = (
        "code",
        "number",
        "record",
        "record_hash",
        "in_force_from",
        "basis",
        "kind",
        "caused_by",
        "note",
    )
    digest = hashlib.sha256()
    for row in ProcedureVersion.objects.order_by("code", "number").values_list(*fields).iterator():
        digest.update(repr(row).encode())
    return digest.hexdigest()


def assert_counter_agrees(seed: int = 1, built: int | None = None) -> int:
    """Raise AssertionError naming what disagrees; return how many public codes were looked at.

    ``built``: of how many live pages, drawn by ``seed``, the record is built again (None: of all).
    """
    with translation.override("vi"):
        found = [*_numbers(), *_public(), *_desk(seed, built), *_search()]
        found += [str(problem) for problem in Page.find_problems() if problem]
    assert not found, "\n".join(found[:20])
    return CounterEntry.objects.filter(public=True).count()


def _numbers() -> Iterator[str]:
    """Versions of a code are numbered from 1 without gap or double."""
    numbers: dict[str, list[int]] = {}
    for code, number in ProcedureVersion.objects.order_by("code", "number").values_list("code", "number"):
        numbers.setdefault(code, []).append(number)
    for code, found in numbers.items():
        if found != list(range(1, len(found) + 1)):
            yield f"{code}: versions {found}"


def _public() -> Iterator[str]:
    """Every public entry has a live page at its address, a version in force, and its listing."""
    entries = list(CounterEntry.objects.filter(public=True).order_by("code"))
    for start in range(0, len(entries), CHUNK):
        chunk = {entry.code: entry for entry in entries[start : start + CHUNK]}
        pages = {page.code: page for page in ProcedurePage.objects.filter(code__in=chunk)}
        versions = counter.versions_in_force(chunk)
        listed = _listed(chunk)
        for code, entry in chunk.items():
            page, version = pages.get(code), versions.get(code)
            if page is None or not page.live or (page.pk, page.slug) != (entry.page_id, entry.slug):
                yield f"{code}: public without a live page at its address"
            elif version is None:
                yield f"{code}: public without a version in force"
            else:
                yield from _listing(entry, version, listed.get(code, set()))


def _listed(chunk: dict[str, CounterEntry]) -> dict[str, set[tuple[str, str]]]:
    rows = CounterFacet.objects.filter(entry__code__in=chunk).values_list("entry__code", "facet", "value")
    listed: dict[str, set[tuple[str, str]]] = {}
    for code, facet, value in rows:
        listed.setdefault(code, set()).add((facet, value))
    return listed


def _listing(entry: CounterEntry, version: ProcedureVersion, listed: set[tuple[str, str]]) -> Iterator[str]:
    record = read_record(version.record)
    if entry.title != record.title.vi:
        yield f"{entry.code}: listed as {entry.title!r}, in force {record.title.vi!r}"
    if {(facet, value[:160]) for facet, value, *_ in facets(record)} != listed:
        yield f"{entry.code}: facets are not those of the record in force"


def _desk(seed: int, built: int | None) -> Iterator[str]:
    """The record of a live page equals that of its newest version; a page live here is public there."""
    codes = list(ProcedurePage.objects.filter(live=True).order_by("code").values_list("code", flat=True))
    public = set(CounterEntry.objects.filter(public=True).values_list("code", flat=True))
    yield from (f"{code}: live, not public" for code in codes if code not in public)
    chosen = codes if built is None or built >= len(codes) else random.Random(seed).sample(codes, built)
    for code in chosen:
        newest = ProcedureVersion.objects.filter(code=code).order_by("-number").first()
        page = ProcedurePage.objects.get(code=code)
        if newest is None or build_record(page).to_json() != newest.record:
            yield f"{code}: the live page says something else than its newest version"


def _search() -> Iterator[str]:
    """What is not in the index as the counter has it waits in the outbox at that number."""
    waiting = dict(OutboxEntry.objects.filter(topic="search").order_by("seq").values_list("key", "seq"))
    indexed = {ref: (seq, public) for ref, seq, public in _indexed()}
    for entry in CounterEntry.objects.all():
        ref = f"procedure:{entry.code}"
        if waiting.get(ref) != entry.seq and indexed.get(ref) != (entry.seq, entry.public):
            has = indexed.get(ref)
            yield f"{ref}: counter ({entry.seq}, {entry.public}), index {has}, outbox {waiting.get(ref)}"


def _indexed() -> list[tuple[str, int, bool]]:
    try:
        return list(embedded().versions())
    except Exception:  # no index yet: everything must be waiting
        return []


def snapshot(code: str) -> dict[str, Any]:
    """What must change whole or not at all when ``code`` is published; no times of the clock."""
    page = ProcedurePage.objects.get(code=code)
    entry = CounterEntry.objects.get(code=code)
    versions = ProcedureVersion.objects.filter(code=code).order_by("number")
    with translation.override("vi"):
        record = build_record(page).to_json()
    return {
        "page": [page.title, page.live, page.has_unpublished_changes, page.live_revision_id, record],
        "origins": page.section_origins,
        "entry": [entry.seq, entry.public, entry.slug, entry.title],
        "facets": sorted(map(list, CounterFacet.objects.filter(entry=entry).values_list("facet", "value"))),
        "versions": [[version.number, version.record] for version in versions],
        "outbox": sorted(map(list, OutboxEntry.objects.values_list("topic", "key", "seq"))),
    }


def problems() -> list[str]:
    """What Wagtail finds wrong in the page tree."""
    return [str(found) for found in Page.find_problems() if found]


def counts() -> dict[str, int]:
    return {
        "public": CounterEntry.objects.filter(public=True).count(),
        "versions": ProcedureVersion.objects.count(),
        "pages": ProcedurePage.objects.count(),
        "waiting": OutboxEntry.objects.count(),
    }
