"""New procedures into the database: batches of pages, rows, versions, findings, each a short transaction."""

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import F
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from catalogue import counter, visibility
from catalogue.builder import build_record
from catalogue.models import (
    Choice,
    CounterEntry,
    ImportedSource,
    ProcedureIndexPage,
    ProcedurePage,
    RequiredDocument,
)
from catalogue.record import ProcedureRecord

from .findings import settle_drafts
from .indexing import index_references
from .mapping.shapes import ProcedureDraft
from .pages import RELATIONS, SECTION_COLUMNS, SECTION_RELATIONS, Desk, Rows, all_children
from .shared import Shelves
from .sources import Source

TARGET = 0.15  # seconds of one transaction: other writers of SQLite wait no longer (rule 10)
SMALLEST, LARGEST = 10, 60


@dataclass
class NewProcedure:
    """A procedure ready to be written; ``record`` is None when it gets no version."""

    draft: ProcedureDraft
    source: Source
    page: ProcedurePage
    rows: Rows
    record: ProcedureRecord | None


def write_new(
    wanted: Sequence[tuple[ProcedureDraft, Source, bool]], desk: Desk, shelves: Shelves
) -> Iterator[list[NewProcedure]]:
    """Write procedures in batches that adapt to the machine; yield each batch when it is committed.

    Of each: the draft, its source, and whether it goes public.
    """
    size, start = SMALLEST, 0
    while start < len(wanted):
        batch = [
            _prepare(draft, source, live, desk, shelves)
            for draft, source, live in wanted[start : start + size]
        ]
        start += size
        begun = time.perf_counter()
        with transaction.atomic():
            _write(batch, desk)
        took = time.perf_counter() - begun
        size = max(SMALLEST, min(LARGEST, int(size * TARGET / max(took, 0.001))))
        yield batch


def _prepare(draft: ProcedureDraft, source: Source, live: bool, desk: Desk, shelves: Shelves) -> NewProcedure:
    page, rows = desk.new_page(draft, shelves, live)
    page.section_origins = source.origins()
    page.everyday_names = "\n".join(source.aliases)
    return NewProcedure(draft, source, page, rows, build_record(page) if live else None)


def _write(batch: Sequence[NewProcedure], desk: Desk) -> None:
    pages = [new.page for new in batch]
    _place(pages, desk.index)
    _insert_pages(pages)
    _insert_rows(batch)
    _insert_many(batch)
    index_references(pages)
    _to_counter(batch)
    _leave_sources(batch)


def _place(pages: Sequence[ProcedurePage], index: ProcedureIndexPage) -> None:
    """Compute tree paths after the last child; the row of the index page is read under the write lock."""
    index.refresh_from_db(fields=["path", "depth", "numchild", "url_path"])
    last = Page.objects.filter(path__startswith=index.path, depth=index.depth + 1).order_by("-path").first()
    number = Page._str2int(last.path[len(index.path) :]) if last else 0
    for page in pages:
        number += 1
        page.depth = index.depth + 1
        page.path = Page._get_path(index.path, page.depth, number)
        page.url_path = f"{index.url_path}{page.slug}/"
    Page.objects.filter(pk=index.pk).update(numchild=F("numchild") + len(pages))


def _insert_pages(pages: Sequence[ProcedurePage]) -> None:
    """Insert both tables of the pages: ``bulk_create`` refuses a model with a parent table."""
    own = [
        Page(**{f.attname: getattr(page, f.attname) for f in Page._meta.local_concrete_fields})
        for page in pages
    ]
    Page.objects.bulk_create(own)
    for page, saved in zip(pages, own, strict=True):
        page.pk = page.page_ptr_id = saved.pk
        page._state.adding, page._state.db = False, "default"
    models.QuerySet(ProcedurePage)._batched_insert(  # type: ignore[attr-defined]
        pages, ProcedurePage._meta.local_concrete_fields, batch_size=None
    )


def _insert_rows(batch: Sequence[NewProcedure]) -> None:
    for new in batch:
        for children in new.rows.by_relation.values():
            for child in children:
                child.page = new.page
    rows = [new.rows for new in batch]
    for relation, model in RELATIONS.items():
        model._default_manager.bulk_create(list(all_children(rows, relation)))
    choices = []
    for one in rows:
        for question in one.by_relation["questions"]:
            for choice in one.choices[question.key]:
                choice.question = question
                choices.append(choice)
    Choice.objects.bulk_create(choices)


def _insert_many(batch: Sequence[NewProcedure]) -> None:
    """Insert the many-to-many rows of pages and papers."""
    for name, column in (("audiences", "audience_id"), ("life_events", "lifeevent_id")):
        joined = getattr(ProcedurePage, name).through
        joined.objects.bulk_create(
            joined(procedurepage_id=new.page.pk, **{column: thing.pk})
            for new in batch
            for thing in getattr(new.page, name).all()
        )
    through = RequiredDocument.forms.through
    through.objects.bulk_create(
        through(requireddocument_id=paper.pk, formtemplate_id=form.pk)
        for new in batch
        for paper in new.rows.by_relation["papers"]
        for form in new.rows.forms[paper.key]
    )


def _to_counter(batch: Sequence[NewProcedure]) -> None:
    """Entries, first versions and lists. A code that never was public leaves no entry."""
    public = {new.draft.code: new for new in batch if new.record}
    records: dict[str, Any] = {code: new.record for code, new in public.items()}
    visibility.refresh_paths([new.page.path for new in batch])
    counter.append([counter.Edition(record) for record in records.values()])
    counter.relist(list(CounterEntry.objects.filter(code__in=records)), records)


def _leave_sources(batch: Sequence[NewProcedure]) -> None:
    ImportedSource.objects.bulk_create(new.source.row(new.draft, new.page.pk) for new in batch)
    settle_drafts([new.draft for new in batch])


FULL_SAVE = frozenset({"identity", "subjects"})
"""Sections that the address, the admin's search or the lists of shared things depend on."""
WITHOUT_REFERENCES = frozenset({"conditions", "places", "times", "steps", "publication"})


def save_changed(page: ProcedurePage, sections: Collection[str]) -> None:
    """Save what an update put into ``sections`` of a page whose address and visibility stay as they are.

    A third of the price of ``Page.save``, which validates, looks for a new address and reindexes.
    """
    if FULL_SAVE & set(sections):
        page.save(clean=False)
        return
    names = [name for section in sections for name in SECTION_COLUMNS.get(section, ())]
    columns = {name: getattr(page, name) for name in [*names, "section_origins"]}
    bare = {name.removesuffix("_vi"): value for name, value in columns.items() if name.endswith("_vi")}
    ProcedurePage.objects.filter(pk=page.pk).rewrite(False).update(**columns, **bare)
    with disable_reference_index_auto_update():
        for relation in (name for section in sections for name in SECTION_RELATIONS.get(section, ())):
            getattr(page, relation).commit()
    if not set(sections) <= WITHOUT_REFERENCES:
        ReferenceIndex.create_or_update_for_object(page)
