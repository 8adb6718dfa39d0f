"""Units by any name they have had, what each took in, and the offices that serve them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query

from catalogue import models
from catalogue.places import find_places, unit_by_slug
from catalogue.record import Text

from . import places_shapes as shapes
from .answering import reply
from .entries import page_of
from .problems import not_found
from .procedures import MOST_VALUE, next_page
from .registering import operation
from .shapes import Named

LONGEST_NAME = 200


def text_of(thing: Any, field: str) -> Text | None:
    """A translated field; None when it is empty."""
    vietnamese, english = getattr(thing, f"{field}_vi") or "", getattr(thing, f"{field}_en") or None
    return Text(vi=vietnamese, en=english) if vietnamese or english else None


def name_text(thing: Any) -> Text:
    """The name of a shared thing; its id when it has none."""
    return text_of(thing, "name") or Text(vi=thing.slug)


def title_text(page: Any) -> Text:
    """The title of a page in both languages."""
    return Text(vi=page.title, en=page.title_en or None)


def unit_name(unit: models.Unit) -> shapes.UnitName:
    """A unit with its province."""
    parent = unit.parent
    return shapes.UnitName(
        id=unit.slug,
        name=name_text(unit),
        code=unit.code,
        kind=unit.kind,  # type: ignore[arg-type]
        parent=Named(id=parent.slug, name=name_text(parent)) if parent else None,
        ended=unit.ended,
    )


@operation("units", shapes.UnitsFound, "Units of today by any name, old ones too")
def units(
    request: HttpRequest,
    name: str = Query(
        ...,
        min_length=1,
        max_length=LONGEST_NAME,
        description="Name of a place, as people write it; its district or province may follow.",
        example="Cẩm Phô, Hội An",
    ),
) -> HttpResponse:
    """One unit in ``unit`` when exactly one is meant (or one in the centre's own province), else ``choices``."""
    found = find_places("".join(sign for sign in name if sign.isprintable()))
    said = shapes.UnitsFound(
        name=name,
        unit=unit_name(found.unit) if found.unit else None,
        said=str(found.said) if found.said else "",
        partial=bool(found.said and (found.said.partial or found.said.district)),
        choices=[
            shapes.UnitChoice(unit=unit_name(choice.unit), by=str(choice.by) if choice.by else "")
            for choice in found.choices
        ],
        more=found.more,
        ended=unit_name(found.ended) if found.ended else None,
        unread=found.unread,
    )
    return reply(request, said)


@operation("units/{id}", shapes.Unit, "One unit: what it took in, and its offices", problems=(404,))
def unit(request: HttpRequest, id: str) -> HttpResponse:
    found = unit_by_slug(id)
    if found is None:
        raise not_found("This unit")
    here = [pk for pk in (found.pk, found.parent_id) if pk]
    serving = models.Office.objects.filter(Q(units=found.pk) | Q(level="province", units__in=here))
    former = found.former.order_by("former_parent", "name", "pk")
    said = shapes.Unit(
        **dict(unit_name(found)),
        page=page_of("unit", found.slug),
        former=[
            shapes.FormerUnit(name=old.name, parent=old.former_parent, partial=old.partial) for old in former
        ],
        offices=_offices(serving.distinct().order_by("slug")),
    )
    return reply(request, said)


@operation("offices", shapes.Offices, "Offices where papers are handed in, by id")
def offices(
    request: HttpRequest,
    unit: str = Query("", max_length=MOST_VALUE, description="Id of a unit that it serves."),
    limit: int = Query(50, ge=1, le=200, description="Offices of a page."),
    cursor: str = Query("", max_length=MOST_VALUE, description="From ``next``: the id after which to go on."),
) -> HttpResponse:
    serving = models.Office.objects.filter(slug__gt=cursor)
    if unit:
        serving = serving.filter(units__slug=unit)
    found = _offices(serving.order_by("slug")[: limit + 1])
    last = found[limit - 1].id if len(found) > limit else None
    following = next_page("offices", {"unit": unit}, limit, last)
    return reply(request, shapes.Offices(items=found[:limit], next=following))


@operation("offices/{id}", shapes.Office, "One office", problems=(404,))
def office(request: HttpRequest, id: str) -> HttpResponse:
    found = _offices(models.Office.objects.filter(slug=id))
    if not found:
        raise not_found("This office")
    return reply(request, found[0])


def _offices(offices: QuerySet[models.Office]) -> list[shapes.Office]:
    return [office_shape(found) for found in offices.select_related("agency").prefetch_related("units")]


def office_shape(office: models.Office) -> shapes.Office:
    """An office with the ids of what it belongs to and serves."""
    return shapes.Office(
        id=office.slug,
        name=name_text(office),
        address=text_of(office, "address"),
        hours=text_of(office, "hours"),
        phone=office.phone,
        level=office.level,  # type: ignore[arg-type]
        agency=office.agency.slug if office.agency else None,
        latitude=_degrees(office.latitude),
        longitude=_degrees(office.longitude),
        units=sorted(unit.slug for unit in office.units.all()),
        source=office.source,
        checked_on=office.checked_on,
    )


def _degrees(value: Any) -> float | None:
    return None if value is None else float(value)
