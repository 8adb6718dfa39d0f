"""Where an old district went: the communes of today that took in its communes, and their offices."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.urls import reverse

from catalogue.importing.seeding import SOURCE as UNITS_SOURCE
from catalogue.models import FormerUnit, Office
from catalogue.places import find_places
from catalogue.presentation.wording import capitalised, reader
from catalogue.summary import Label, pick
from portal.core.collation import collation_key
from portal.core.slugs import slugify

SEED: Final = Path(__file__).parent / "seed" / "districts.tsv"
OLD_SOURCE_VI: Final = "Danh sách 24 trụ sở cấp huyện cũ của Đà Nẵng và Quảng Nam, trước ngày 01/07/2025"
OLD_SOURCE_EN: Final = "List of the 24 former district offices of Đà Nẵng and Quảng Nam, before 1 July 2025"
UNITS_SOURCE_EN: Final = (
    "List of the communes, wards and special zone of Đà Nẵng after the reorganisation of 1 July 2025"
)
_KINDS: Final = ("Quận ", "Huyện ", "Thị xã ")


@dataclass(frozen=True, slots=True)
class Seat:
    name: Label
    address: Label
    source: str


@dataclass(slots=True)
class Today:
    """A commune of today, and which of the old district's communes it took in (none: the district itself)."""

    pk: int
    name: Label
    url: str
    order: str
    took: list[str] = field(default_factory=list)
    seats: tuple[Seat, ...] = ()


@dataclass(slots=True)
class OldDistrict:
    """``name`` "" : old communes whose district is not known. ``address``: its office until it ended, or ""."""

    name: str
    slug: str
    address: str
    today: dict[int, Today] = field(default_factory=dict)

    @property
    def rows(self) -> list[Today]:
        return sorted(self.today.values(), key=lambda row: row.order)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader's words led to. ``units``: keys of units of today."""

    units: frozenset[int] = frozenset()
    unread: str = ""


@cache
def shipped() -> tuple[dict[str, str], ...]:
    """The shipped facts of the old district offices."""
    with SEED.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines, delimiter="\t"))


def old_districts() -> list[OldDistrict]:
    """All old districts of the provinces that have offices here, A to Z; two queries."""
    seats, provinces = _seats()
    former = FormerUnit.objects.filter(unit__parent__in=provinces).select_related("unit").order_by("name")
    addresses = {slugify(row["district"]): row["address"] for row in shipped()}
    found: dict[str, OldDistrict] = {}
    for old in former:
        name = _district(old)
        slug = slugify(name)
        district = found.setdefault(slug, OldDistrict(name, slug, addresses.get(slug, "")))
        today = district.today.setdefault(old.unit_id, _today(old, seats))
        if name != old.name:
            today.took.append(old.name)
    return sorted(found.values(), key=lambda district: (not district.name, collation_key(district.name)))


def _district(old: FormerUnit) -> str:
    if old.former_parent:
        return capitalised(old.former_parent)
    return old.name if old.name.startswith(_KINDS) else ""


def _seats() -> tuple[Mapping[int, tuple[Seat, ...]], set[int]]:
    """Offices by unit, and the provinces those lie in; one query."""
    through = Office.units.through.objects.select_related("office", "unit").order_by("office__slug")
    seats: dict[int, tuple[Seat, ...]] = {}
    provinces: set[int] = set()
    for link in through:
        if link.unit.parent_id:
            provinces.add(link.unit.parent_id)
        if link.office.level == "commune":
            seats[link.unit_id] = (*seats.get(link.unit_id, ()), _seat(link.office))
    return seats, provinces


def _seat(office: Any) -> Seat:
    name = pick(capitalised(office.name_vi or office.slug), capitalised(office.name_en or ""), reader())
    return Seat(name, pick(office.address_vi or "", office.address_en, reader()), office.source)


def _today(old: FormerUnit, seats: Mapping[int, tuple[Seat, ...]]) -> Today:
    unit: Any = old.unit
    name = pick(unit.name_vi or unit.slug, unit.name_en, reader())
    order = collation_key(unit.name_vi or unit.slug)
    return Today(unit.pk, name, reverse("unit", args=[unit.slug]), order, seats=seats.get(unit.pk, ()))


def answer(asked: str) -> Answer:
    """The units of today that a name of a place leads to; one query, none for an empty text."""
    if not asked:
        return Answer()
    found = find_places(asked)
    units = [choice.unit.pk for choice in found.choices] + ([found.unit.pk] if found.unit else [])
    return Answer(frozenset(units), found.unread)


def asked_for(districts: Iterable[OldDistrict], units: frozenset[int], asked: str) -> list[OldDistrict]:
    """The districts to show: the one that was named; else those that hold a unit found, with these units alone."""
    districts = list(districts)
    wanted = slugify(asked)
    named = [d for d in districts if d.slug and wanted in (d.slug, _bare(d.slug))]
    if named:
        return named
    some = []
    for district in districts:
        today = {pk: row for pk, row in district.today.items() if pk in units}
        if today:
            some.append(OldDistrict(district.name, district.slug, district.address, today))
    return some


def _bare(slug: str) -> str:
    for kind in ("thanh-pho-", "thi-xa-", "huyen-", "quan-"):
        slug = slug.removeprefix(kind)
    return slug


def sources(districts: Iterable[OldDistrict]) -> list[Label]:
    """Where the facts about ``districts`` are from: the lists, and what editors wrote at offices."""
    districts = list(districts)
    seats = [seat for district in districts for row in district.rows for seat in row.seats]
    named = dict.fromkeys([UNITS_SOURCE, *sorted({seat.source for seat in seats if seat.source})])
    found = [pick(name, UNITS_SOURCE_EN if name == UNITS_SOURCE else "", reader()) for name in named]
    if any(district.address for district in districts):
        found.append(pick(OLD_SOURCE_VI, OLD_SOURCE_EN, reader()))
    return found
