"""From a draft to a page in memory: the same page the builder reads and the database keeps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from wagtail.models import Locale

from catalogue.models import (
    CaseTime,
    Channel,
    Choice,
    Fee,
    LegalBasis,
    Output,
    ProcedureAgency,
    ProcedureIndexPage,
    ProcedurePage,
    Question,
    RequiredDocument,
    Step,
)
from catalogue.models.procedure import procedure_slug
from catalogue.sections import Section

from .mapping.shapes import ProcedureDraft
from .shared import Shelves

RELATIONS: dict[str, type[models.Model]] = {
    "agencies": ProcedureAgency,
    "questions": Question,
    "papers": RequiredDocument,
    "channels": Channel,
    "case_times": CaseTime,
    "fees": Fee,
    "steps": Step,
    "outputs": Output,
    "legal_bases": LegalBasis,
}
"""Child relations of a procedure page and their models, questions before what answers to them."""

SECTION_COLUMNS: dict[Section | str, tuple[str, ...]] = {
    "identity": ("title", "title_en", "official_title_vi", "summary_vi", "summary_en", "keywords_vi"),
    "subjects": ("levels", "online", "offline_only", "shared_service", "non_territorial"),
    "conditions": ("conditions_vi", "conditions_en", "note_vi"),
    "places": ("where_vi", "returning"),
    "papers": ("sets",),
    "publication": (
        "decision",
        "decision_issuer_vi",
        "decided_on",
        "source_published_on",
        "source_updated_on",
    ),
}
"""Columns of the page by section. "publication" is no editor's section: it always follows the source."""

SECTION_RELATIONS: dict[Section | str, tuple[str, ...]] = {
    "agencies": ("agencies",),
    "papers": ("questions", "papers"),
    "times": ("channels", "case_times"),
    "fees": ("fees",),
    "steps": ("steps",),
    "outputs": ("outputs",),
    "acts": ("legal_bases",),
}

SECTION_DRAFTS: dict[Section | str, tuple[str, ...]] = {
    **SECTION_COLUMNS,
    "subjects": ("topic", "life_events", "audiences", *SECTION_COLUMNS["subjects"]),
    **SECTION_RELATIONS,
    "papers": (*SECTION_COLUMNS["papers"], *SECTION_RELATIONS["papers"]),
    "acts": ("bases",),
}
"""Fields of a draft by section: what the section's hash is made of."""

READ_WHOLE = (
    "life_events",
    "audiences",
    "agencies__agency",
    "questions__choices",
    "papers__document",
    "papers__forms__file",
    "channels",
    "case_times",
    "fees__source_act",
    "fees__territory",
    "steps",
    "outputs__document",
    "legal_bases__act",
)
"""Everything a record is built from: read at once, a page costs 20 queries, not one a row."""


@dataclass
class Rows:
    """The children of one page in memory, with what hangs on them."""

    by_relation: dict[str, list[Any]] = field(default_factory=dict)
    choices: dict[str, list[Any]] = field(default_factory=dict)
    forms: dict[str, list[Any]] = field(default_factory=dict)


def columns(row: Any, *without: str) -> dict[str, Any]:
    """The fields of a row's draft, which bear the names of columns."""
    return {item.name: getattr(row, item.name) for item in fields(row) if item.name not in without}


def make_rows(draft: ProcedureDraft, shelves: Shelves) -> Rows:
    """Build the rows of a draft, in their order, linked to the shared things they name."""
    rows = Rows()
    made = rows.by_relation
    made["agencies"] = [
        ProcedureAgency(key=row.key, role=row.role, agency=shelves.agency(row)) for row in draft.agencies
    ]
    made["questions"] = [Question(**columns(row, "choices")) for row in draft.questions]
    made["papers"] = [
        RequiredDocument(
            **columns(row, "forms"), document=shelves.paper(row.name_vi) if row.kind == "paper" else None
        )
        for row in draft.papers
    ]
    made["channels"] = [Channel(**columns(row)) for row in draft.channels]
    made["case_times"] = [CaseTime(**columns(row)) for row in draft.case_times]
    made["fees"] = [
        Fee(
            **columns(row, "act", "territory"),
            source_act=shelves.act(row.act),
            territory=shelves.unit(row.territory),
        )
        for row in draft.fees
    ]
    made["steps"] = [Step(**columns(row)) for row in draft.steps]
    made["outputs"] = [Output(**columns(row), document=shelves.paper(row.name_vi)) for row in draft.outputs]
    made["legal_bases"] = [LegalBasis(key=row.key, act=shelves.act(row.act)) for row in draft.bases]
    for question in draft.questions:
        choices = [Choice(**columns(choice), sort_order=at) for at, choice in enumerate(question.choices)]
        rows.choices[question.key] = choices
    for paper in draft.papers:
        rows.forms[paper.key] = shelves.in_order(map(shelves.form, paper.forms))
    for children in made.values():
        for at, child in enumerate(children):
            child.sort_order = at
    attach(rows)
    return rows


def attach(rows: Rows) -> None:
    """Hang choices on questions and forms on papers."""
    for question in rows.by_relation["questions"]:
        question.choices = rows.choices[question.key]
    for paper in rows.by_relation["papers"]:
        if rows.forms[paper.key]:
            paper.forms = rows.forms[paper.key]


def many(draft: ProcedureDraft, shelves: Shelves) -> dict[str, list[Any]]:
    """The shared things of the page itself, in the order in which the database gives them back."""
    return {
        "audiences": shelves.in_order(map(shelves.audience, draft.audiences)),
        "life_events": shelves.in_order(map(shelves.life_event, draft.life_events)),
    }


class Desk:
    """Where new procedure pages go: the one index page."""

    def __init__(self, index: ProcedureIndexPage) -> None:
        self.index = index
        self.locale = Locale.get_default()
        self.content_type = ContentType.objects.get_for_model(ProcedurePage)

    def new_page(self, draft: ProcedureDraft, shelves: Shelves, live: bool) -> tuple[ProcedurePage, Rows]:
        """Build an unsaved page with all its rows; its tree path is set when it is written."""
        now = timezone.now() if live else None
        wanted = {name for names in SECTION_COLUMNS.values() for name in names}
        page = ProcedurePage(
            code=draft.code,
            slug=procedure_slug(draft.code, draft.title),
            draft_title=draft.title,
            locale=self.locale,
            content_type=self.content_type,
            live=live,
            has_unpublished_changes=not live,
            first_published_at=now,
            last_published_at=now,
            topic=shelves.topic(draft.topic),
            imported=True,
            ended=draft.withdrawn,
            **{name: getattr(draft, name) for name in wanted},
        )
        rows = make_rows(draft, shelves)
        for relation, children in rows.by_relation.items():
            if children:
                setattr(page, relation, children)
        for relation, things in many(draft, shelves).items():
            setattr(page, relation, things)
        return page, rows


def all_children(rows: Sequence[Rows], relation: str) -> Iterator[Any]:
    for one in rows:
        yield from one.by_relation[relation]
