"""Whether a draft fits the columns it goes to: SQLite would take anything, PostgreSQL breaks off the batch."""

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _

from catalogue.models import Agency, Audience, FormTemplate, LegalAct, ProcedurePage, Topic

from .mapping.shapes import ProcedureDraft
from .pages import RELATIONS, SECTION_COLUMNS

DRAFTS: Final = {"legal_bases": "bases"}  # relations that bear another name in a draft


def overlong(draft: ProcedureDraft) -> str:
    """Say which text is too long for its column; empty when the draft fits."""
    for place, value, limit in _texts(draft):
        if len(value) > limit:
            reason = _("Chữ quá dài ở %(place)s: %(length)d ký tự, nhiều nhất %(limit)d.")
            return reason % {"place": place, "length": len(value), "limit": limit}
    return ""


@cache
def limits(model: type[models.Model]) -> dict[str, int]:
    """Longest text by column, for columns that have a limit."""
    columns = (field for field in model._meta.get_fields() if isinstance(field, models.CharField))
    return {field.name: field.max_length for field in columns if field.max_length}


def _texts(draft: ProcedureDraft) -> Iterator[tuple[str, str, int]]:
    known = limits(ProcedurePage)
    for name in (name for names in SECTION_COLUMNS.values() for name in names if name in known):
        yield name, getattr(draft, name), known[name]
    for relation, model in RELATIONS.items():
        for row in getattr(draft, DRAFTS.get(relation, relation)):
            yield from _row(relation, row, model)
    for thing, shared in _shared(draft):
        yield from _row(type(thing).__name__.removesuffix("Draft").lower(), thing, shared)


def _row(place: str, row: Any, model: type[models.Model]) -> Iterator[tuple[str, str, int]]:
    known = limits(model)
    for item in fields(row):
        value = getattr(row, item.name)
        column = item.name if item.name in known else f"{item.name}_vi"
        if isinstance(value, str) and column in known:
            yield f"{place}.{item.name}", value, known[column]


def _shared(draft: ProcedureDraft) -> Iterator[tuple[Any, type[models.Model]]]:
    if draft.topic:
        yield draft.topic, Topic
    yield from ((row, Agency) for row in draft.agencies)
    yield from ((row, Audience) for row in draft.audiences)
    yield from ((row.act, LegalAct) for row in draft.bases)
    yield from ((row.act, LegalAct) for row in draft.fees if row.act)
    yield from ((form, FormTemplate) for paper in draft.papers for form in paper.forms)
