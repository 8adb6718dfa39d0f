"""A file of provinces and communes into the database: by code, only what differs, never an office of an editor's."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.models import FormerUnit, Office, Unit
from portal.core.slugs import slugify

from .indexing import index_for_admin_search
from .mapping.text import matching
from .old_parents import parents_of
from .seeding import SEAT_EN, SEAT_VI, edited_by_people, mark_shared
from .seeds import rows
from .unit_files import COMMUNE_KINDS, MergedDraft, MergedFile, NationalFile, UnitDraft, WrongFile, read_units

KINDS: Final = ("province", *COMMUNE_KINDS.values())
_WORDS: Final = ("Thành phố ", "TP ", "TP. ", "Tỉnh ", "Phường ", "Xã ", "Đặc khu ")
SHOWN: Final = 40


@dataclass
class UnitReport:
    """What an import of units did, or would do."""

    provinces: int = 0
    communes: int = 0
    new: int = 0
    unchanged: int = 0
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    ended: int = 0
    back: list[str] = field(default_factory=list)
    former: int = 0
    parents: int = 0
    offices: int = 0
    differing: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The summary for a reader."""
        yield _("Trong tệp: %(provinces)d tỉnh, thành phố; %(communes)d xã, phường, đặc khu.") % vars(self)
        yield _("Mới: %(new)d · thay đổi: %(changed)d · không đổi: %(unchanged)d") % (
            vars(self) | {"changed": len(self.changed)}
        )
        if self.former or self.offices:
            yield _("Đơn vị cũ được ghi: %(former)d · nơi nộp mới: %(offices)d") % vars(self)
        if self.parents:
            yield _("Đơn vị cũ được ghi thêm quận, huyện cũ: %(parents)d") % vars(self)
        yield from _listed(_("Thay đổi"), self.changed)
        yield from _listed(_("Đang ghi khác tệp, giữ nguyên"), self.differing)
        yield from _listed(_("Có trong tệp nhưng đang ghi là hết tồn tại, giữ nguyên"), self.back)
        if self.ended:
            yield _("Ghi hết tồn tại: %(ended)d") % vars(self)
        title = _("Không còn trong tệp, vẫn giữ (ghi ngày hết tồn tại bằng --ended-on)")
        yield from _listed(title, self.gone)


def _listed(title: str, things: Sequence[str]) -> Iterator[str]:
    if things:
        yield f"{title}: {len(things)}"
        yield from (f"  {thing}" for thing in things[:SHOWN])
        if len(things) > SHOWN:
            yield f"  … {len(things) - SHOWN}"


def import_units(path: Path, *, dry_run: bool = False, ended_on: date | None = None) -> UnitReport:
    """Import units and return what was done; one transaction, nothing when the file holds a mistake.

    ``ended_on``: the day written to units that are no longer in a national file; without it they are only named.
    Raises UnreadableFile or WrongFile.
    """
    found = read_units(path)
    report = UnitReport()
    with transaction.atomic():
        if isinstance(found, NationalFile):
            fresh = _national(found, report, ended_on)
        else:
            fresh = _merged(found, path.name, report)
        if dry_run:
            transaction.set_rollback(True)
    if not dry_run:
        for model, pks in fresh.items():
            index_for_admin_search(model, pks)
    return report


def bare(name: str) -> str:
    """The name without the word for its kind, in the form that matches."""
    word = next((word for word in _WORDS if name.lower().startswith(word.lower())), "")
    return matching(name[len(word) :])


def _national(found: NationalFile, report: UnitReport, ended_on: date | None) -> dict[Any, list[int]]:
    provinces = [unit for unit in found.units if not unit.parent]
    communes = [unit for unit in found.units if unit.parent]
    report.provinces, report.communes = len(provinces), len(communes)
    slugs = _Slugs()
    touched = _keep(provinces, {}, slugs, report)
    parents = {unit.code: unit for unit in Unit.objects.filter(kind="province").exclude(code="")}
    touched += _keep(communes, parents, slugs, report)
    _end(found, report, ended_on)
    return {Unit: touched}


def _keep(
    wanted: Sequence[UnitDraft], parents: dict[str, Unit], slugs: "_Slugs", report: UnitReport
) -> list[int]:
    """Make the units whose code is not there, and bring up to date those that say something else."""
    of_kind = Unit.objects.filter(kind__in=KINDS[1:] if parents else KINDS[:1]).exclude(code="")
    known = {unit.code: unit for unit in of_kind.order_by("-ended")}
    fresh, changed = [], []
    for draft in wanted:
        unit, parent = known.get(draft.code), parents.get(draft.parent)
        if unit is None:
            fresh.append(_new(draft, parent, slugs))
        elif _update(unit, draft, parent, report):
            changed.append(unit)
    Unit.objects.bulk_create(fresh, batch_size=500)
    Unit.objects.bulk_update(changed, ["name_vi", "name_en", "kind", "parent"], batch_size=200)
    report.new += len(fresh)
    report.unchanged += len(wanted) - len(fresh) - len(changed)
    return [unit.pk for unit in [*fresh, *changed]]


def _new(draft: UnitDraft, parent: Unit | None, slugs: "_Slugs") -> Unit:
    return Unit(
        slug=slugs.of(draft, parent),
        code=draft.code,
        kind=draft.kind,
        name_vi=draft.name,
        name_en=draft.name_en,
        parent=parent,
    )


def _update(unit: Any, draft: UnitDraft, parent: Unit | None, report: UnitReport) -> bool:
    """Take over a new name, kind or province; a name that is only spelt otherwise stays, and so does a slug."""
    if unit.ended:
        report.back.append(f"{unit.code} {unit.name_vi}")
    said = []
    if matching(unit.name_vi or "") != matching(draft.name):
        said.append(f"{unit.name_vi} → {draft.name}")
        unit.name_vi, unit.name_en = draft.name, draft.name_en
    elif not unit.name_en:
        said.append(draft.name_en)
        unit.name_en = draft.name_en
    if unit.kind != draft.kind:
        said.append(f"{unit.kind} → {draft.kind}")
        unit.kind = draft.kind
    if parent is not None and unit.parent_id != parent.pk:
        said.append(f"{unit.parent.name_vi if unit.parent else '–'} → {parent.name_vi}")
        unit.parent = parent
    if said:
        report.changed.append(f"{unit.code} {', '.join(said)}")
    return bool(said)


def _end(found: NationalFile, report: UnitReport, ended_on: date | None) -> None:
    """Name the units that the file no longer has; with a day, write that they ended then."""
    codes = {unit.code for unit in found.units}
    there: Iterable[Any] = Unit.objects.filter(kind__in=KINDS, ended=None).exclude(code="")
    gone = [unit for unit in there if unit.code not in codes]
    if ended_on:
        report.ended = Unit.objects.filter(pk__in=[unit.pk for unit in gone]).update(ended=ended_on)
    else:
        report.gone = [f"{unit.code} {unit.name_vi}" for unit in gone]


class _Slugs:
    """Slugs of new units: the shipped one, or kind, name and province, as many communes share a name."""

    def __init__(self) -> None:
        listed = [*rows("provinces.tsv"), *rows("units.tsv")]
        self.shipped = {row["code"]: row["slug"] for row in listed}
        self.taken = set(Unit.objects.values_list("slug", flat=True))

    def of(self, draft: UnitDraft, parent: Unit | None) -> str:
        own = f"{slugify(draft.name)}-{parent.slug}" if parent else slugify(bare(draft.name))
        tried = [self.shipped.get(draft.code, ""), own, f"{own}-{draft.code}"]
        slug = next(slug for slug in tried if slug and slug not in self.taken)
        self.taken.add(slug)
        return slug


def _merged(found: MergedFile, source: str, report: UnitReport) -> dict[Any, list[int]]:
    """Old units and offices of the communes of one province, where none are recorded."""
    units = _units_of(found)
    report.communes = report.unchanged = len(found.communes)
    former, offices, belonging = [], [], []
    edited = edited_by_people(Unit)
    for draft in found.communes:
        unit = units[draft.place]
        former += _former(unit, draft, report)
        belonging += [] if unit.pk in edited else _belonging(unit, draft)
        offices += _office(unit, draft, source, report)
    mark_shared(former)
    FormerUnit.objects.bulk_create(former, batch_size=500)
    FormerUnit.objects.bulk_update(belonging, ["former_parent"], batch_size=200)
    Office.objects.bulk_create([office for office, _unit in offices], batch_size=200)
    through = Office.units.through
    through.objects.bulk_create(through(office_id=office.pk, unit_id=unit.pk) for office, unit in offices)
    report.former, report.offices, report.parents = len(former), len(offices), len(belonging)
    return {Office: [office.pk for office, _unit in offices]}


def _units_of(found: MergedFile) -> dict[str, Any]:
    """The units by their path in the file; raises WrongFile when one is not known."""
    provinces: list[Any] = list(Unit.objects.filter(kind="province", ended=None))
    province = next((unit for unit in provinces if bare(unit.name_vi) == bare(found.province)), None)
    if province is None:
        said = _("chưa có tỉnh, thành phố này: %(name)s") % {"name": found.province}
        raise WrongFile([f"metadata.city_info.name: {said}"])
    there: Any = Unit.objects.filter(parent=province, ended=None, kind__in=KINDS[1:])
    known: dict[str, Any] = {bare(unit.name_vi): unit for unit in there.prefetch_related("former", "offices")}
    missing = _("không có xã, phường này ở %(province)s: %(name)s")
    mistakes = [
        f"{one.place}.new_commune_ward: {missing % {'province': province.name_vi, 'name': one.name}}"
        for one in found.communes
        if bare(one.name) not in known
    ]
    if mistakes:
        raise WrongFile(mistakes)
    return {one.place: known[bare(one.name)] for one in found.communes}


def _former(unit: Any, draft: MergedDraft, report: UnitReport) -> list[FormerUnit]:
    there = {matching(row.name) for row in unit.former.all()}
    if there:
        other = [name for name in draft.former if matching(name) not in there]
        if other:
            report.differing.append(f"{unit.name_vi}: {', '.join(other)}")
        return []
    parents = parents_of(unit.code, draft.former, draft.districts)
    return [
        FormerUnit(name=name[:200], former_parent=parent[:200], unit=unit)
        for name, parent in zip(draft.former, parents, strict=True)
    ]


def _belonging(unit: Any, draft: MergedDraft) -> list[FormerUnit]:
    """The old units on record that lack what they belonged to, with it."""
    parents = parents_of(unit.code, draft.former, draft.districts)
    told = dict(zip(map(matching, draft.former), parents, strict=True))
    lacking = [row for row in unit.former.all() if not row.former_parent and told.get(matching(row.name))]
    for row in lacking:
        row.former_parent = told[matching(row.name)][:200]
    return lacking


def _office(unit: Any, draft: MergedDraft, source: str, report: UnitReport) -> list[tuple[Office, Any]]:
    """The seat of a commune that has no office yet; one that is there is an editor's, and only compared."""
    there = list(unit.offices.all())
    if there or not draft.address:
        if (
            there
            and draft.address
            and all(matching(row.address_vi or "") != matching(draft.address) for row in there)
        ):
            report.differing.append(f"{unit.name_vi}: {draft.address}")
        return []
    office = Office(
        slug=f"tru-so-{unit.slug}"[:120],
        name_vi=SEAT_VI.format(unit.name_vi[0].lower() + unit.name_vi[1:]),
        name_en=SEAT_EN.format(unit.name_en or unit.name_vi),
        address_vi=draft.address,
        latitude=draft.latitude,
        longitude=draft.longitude,
        source=f"Tệp {source}"[:250],
    )
    if Office.objects.filter(slug=office.slug).exists():
        report.differing.append(f"{unit.name_vi}: {draft.address}")
        return []
    return [(office, unit)]
