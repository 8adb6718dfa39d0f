"""The shipped lists into the database. Only what is missing or empty is written: an editor's word stays.

What an editor has saved or deleted in the admin is left alone altogether, also what was made empty on purpose.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from django.db import models, transaction
from django.db.models import Q
from django.utils import translation
from wagtail.models import ModelLogEntry

from catalogue import relinking
from catalogue.issuing import seeds as issuers
from catalogue.models import Agency, Audience, FormerUnit, LifeEvent, Office, ProcedureVersion, Topic, Unit
from portal.core.slugs import slugify

from .agency_names import english_name
from .indexing import index_for_admin_search
from .mapping.text import bare_topic, matching
from .old_parents import paired
from .seeds import load_life_events, load_topic_names, rows

KINDS: Final = {"phường": "ward", "xã": "commune", "đặc khu": "special"}
SEAT_VI, SEAT_EN = "Trụ sở {}", "Seat of {}"
SOURCE: Final = "Danh sách xã, phường, đặc khu của Đà Nẵng sau sắp xếp ngày 01/07/2025"


def apply_all() -> dict[str, int]:
    """Apply every list; return how many rows each wrote."""
    with translation.override("vi"):
        return {
            "topics": _topics(),
            "agencies": _agencies(),
            "audiences": _audiences(),
            "life_events": _life_events(),
            "units": _units(),
            "offices": _offices(),
            "issuers": issuers.apply(),
        }


@transaction.atomic
def _keep(model: type[models.Model], wanted: Mapping[str, Mapping[str, Any]]) -> int:
    """Make the rows whose slug is not there, fill the empty columns of those that are; return how many."""
    rows_there: Any = model._default_manager.filter(slug__in=wanted)
    known: dict[str, Any] = {row.slug: row for row in rows_there}
    deleted, edited = _deleted(model), edited_by_people(model)
    made = {slug: model(slug=slug, **values) for slug, values in wanted.items() if slug not in known}
    fresh = [row for row in made.values() if str(row) not in deleted]
    model._default_manager.bulk_create(fresh, batch_size=200)
    filled = [row for slug, row in known.items() if row.pk not in edited and _fill(row, wanted[slug])]
    if filled:
        columns = sorted({name for values in wanted.values() for name in values})
        model._default_manager.bulk_update(filled, columns, batch_size=100)
        _announce(model, filled)
    index_for_admin_search(model, [row.pk for row in fresh + filled])
    return len(fresh) + len(filled)


def edited_by_people(model: type[models.Model]) -> set[int]:
    """Keys of the rows that an editor has saved."""
    log = ModelLogEntry.objects.get_for_model(model).filter(action="wagtail.edit")
    return {int(key) for key in log.values_list("object_id", flat=True) if key.isdigit()}


def _deleted(model: type[models.Model]) -> set[str]:
    """Names of the rows that an editor has deleted."""
    return set(
        ModelLogEntry.objects.get_for_model(model).filter(deleted=True).values_list("label", flat=True)
    )


def _fill(row: Any, values: Mapping[str, Any]) -> bool:
    empty = [name for name, value in values.items() if value and getattr(row, name) in (None, "")]
    for name in empty:
        setattr(row, name, values[name])
    return bool(empty)


def _announce(model: type[models.Model], changed: list[Any]) -> None:
    """Records that name these things learn of it."""
    kind = relinking.KINDS.get(model.__name__)
    if kind and ProcedureVersion.objects.exists():
        for row in changed:
            relinking.announce(kind, row.slug)


def _topics() -> int:
    """Topics by name: a topic of the source that stands under another slug only gets its English name."""
    known = {matching(topic.name_vi or ""): topic.slug for topic in Topic.objects.all()}
    wanted: dict[str, dict[str, Any]] = {}
    for row in rows("topics_en.tsv"):
        name = bare_topic(row["name_vi"])
        slug = known.get(matching(name)) or slugify(name, 100)
        wanted.setdefault(slug, {"name_vi": name, "name_en": load_topic_names()[matching(name)]})
    for written, slug in known.items():  # with the source's code in the name
        if written in load_topic_names():
            wanted.setdefault(slug, {"name_en": load_topic_names()[written]})
    return _keep(Topic, wanted)


def _agencies() -> int:
    """Agencies come with the records that name them; those that are there get their English names."""
    nameless = Agency.objects.filter(Q(name_en=None) | Q(name_en=""))
    wanted = {agency.slug: {"name_en": english_name(agency.name_vi or "")} for agency in nameless}
    return _keep(Agency, wanted)


def _audiences() -> int:
    known = {matching(audience.name_vi or ""): audience.slug for audience in Audience.objects.all()}
    wanted = {
        known.get(matching(row["name_vi"])) or slugify(row["name_vi"], 100): {
            "name_vi": row["name_vi"],
            "name_en": row["name_en"],
            "code": row["code"],
            "kind": row["kind"],
        }
        for row in rows("audiences.tsv")
    }
    return _keep(Audience, wanted)


def _life_events() -> int:
    """Life events, and their topics as long as nobody chose any."""
    shipped = load_life_events()
    wanted = {
        event.slug: {
            "name_vi": event.name,
            "name_en": event.name_en,
            "audience": event.audience,
            "position": at,
        }
        for at, event in enumerate(shipped, start=1)
    }
    written = _keep(LifeEvent, wanted)
    events = {event.slug: event for event in LifeEvent.objects.prefetch_related("topics")}
    topics = {matching(topic.name_vi or ""): topic for topic in Topic.objects.all()}
    edited = edited_by_people(LifeEvent)
    for event in shipped:
        row = events.get(event.slug)
        if row and row.pk not in edited and not row.topics.all():
            found = [topics[name] for name in map(matching, event.topics) if name in topics]
            row.topics.add(*found)
            written += len(found)
    return written


def _units() -> int:
    known = dict(Unit.objects.exclude(code="").values_list("code", "slug"))
    provinces = {
        known.get(row["code"], row["slug"]): {
            "code": row["code"],
            "kind": "province",
            "name_vi": row["name_vi"],
            "name_en": row["name_en"],
        }
        for row in rows("provinces.tsv")
    }
    written = _keep(Unit, provinces)
    parents = {unit.code: unit.pk for unit in Unit.objects.filter(kind="province")}
    communes = {
        known.get(row["code"], row["slug"]): {
            "code": row["code"],
            "kind": KINDS[row["kind"]],
            "name_vi": row["name_vi"],
            "name_en": row["name_en"],
            "parent_id": parents.get(row["province_code"]),
        }
        for row in rows("units.tsv")
    }
    return written + _keep(Unit, communes) + _former_units()


@transaction.atomic
def _former_units() -> int:
    """The old units each commune took in, where none is recorded yet, and what they belonged to, where it is empty."""
    units: Any = Unit.objects.filter(kind__in=KINDS.values()).exclude(pk__in=edited_by_people(Unit))
    known = {unit.code: unit for unit in units.prefetch_related("former")}
    fresh, filled = [], []
    for row in rows("units.tsv"):
        unit = known.get(row["code"])
        there = list(unit.former.all()) if unit else []
        if unit and not there:
            fresh += [FormerUnit(name=name, former_parent=parent, unit=unit) for name, parent in paired(row)]
        told = {matching(name): parent for name, parent in paired(row)}
        for old in there:
            parent = told.get(matching(old.name), "")
            if parent and not old.former_parent:
                old.former_parent = parent
                filled.append(old)
    mark_shared(fresh)
    FormerUnit.objects.bulk_create(fresh, batch_size=200)
    FormerUnit.objects.bulk_update(filled, ["former_parent"], batch_size=200)
    return len(fresh) + len(filled)


def mark_shared(former: Iterable[FormerUnit]) -> None:
    """Mark old units that went to two units of today: each took in a part.

    Their district tells two old units of one name apart.
    """
    by_name: dict[tuple[str, str], list[FormerUnit]] = {}
    for old in former:
        by_name.setdefault((matching(old.name), old.former_parent), []).append(old)
    for (_name, parent), same in by_name.items():
        if parent and len(same) > 1:
            for old in same:
                old.partial = True


def _offices() -> int:
    """The seat of each commune with its address; phones and hours are not known and stay empty."""
    seats = [row for row in rows("units.tsv") if row["address"]]
    wanted: dict[str, dict[str, Any]] = {
        f"tru-so-{row['slug']}": {
            "name_vi": SEAT_VI.format(row["name_vi"][0].lower() + row["name_vi"][1:]),
            "name_en": SEAT_EN.format(row["name_en"]),
            "address_vi": row["address"],
            "latitude": Decimal(row["latitude"]) if row["latitude"] else None,
            "longitude": Decimal(row["longitude"]) if row["longitude"] else None,
            "source": SOURCE,
        }
        for row in seats
    }
    written = _keep(Office, wanted)
    by_code = {unit.code: unit.pk for unit in Unit.objects.filter(kind__in=KINDS.values())}
    units = {f"tru-so-{row['slug']}": by_code[row["code"]] for row in seats if row["code"] in by_code}
    alone = Office.objects.filter(slug__in=wanted, units=None).exclude(pk__in=edited_by_people(Office))
    offices = dict(alone.values_list("slug", "pk"))
    through = Office.units.through
    through.objects.bulk_create(
        [through(office_id=pk, unit_id=units[slug]) for slug, pk in offices.items() if slug in units],
        ignore_conflicts=True,
    )
    return written
