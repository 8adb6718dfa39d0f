"""Every name that a unit of today goes by: its own, those of what it took in, and of the districts of those.

All rows are read anew at each call, in one query, and compared with those the names were made of: a name changed
by an editor counts at once, and in every process, and nothing else has to say that it changed.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any, Literal

from django.db import connection

from catalogue.importing.seeds import rows as shipped
from catalogue.models import FormerUnit, Office, Unit

from .wording import COMMUNE_KINDS, Key, key_of

Row = tuple[Any, ...]
How = Literal["today", "former", "district"]


@dataclass(frozen=True, slots=True)
class Now:
    """A unit as its row has it, and its province."""

    pk: int
    slug: str
    code: str
    kind: str
    name_vi: str
    name_en: str
    parent: int | None
    ended: date | None
    key: Key

    def unit(self, parent: "Now | None" = None) -> Unit:
        """The unit as an object, made without a query; its province too."""
        unit = Unit(
            pk=self.pk,
            slug=self.slug,
            code=self.code,
            kind=self.kind,
            name_vi=self.name_vi,
            name_en=self.name_en,
            parent_id=self.parent,
            ended=self.ended,
        )
        unit._state.adding = False
        unit._state.db = connection.alias
        if parent:
            unit.parent = parent.unit()
        return unit


@dataclass(frozen=True, slots=True)
class Known:
    """A name and the units of today it leads to. ``scopes`` are names of what it lies or lay in, without marks."""

    how: How
    key: Key
    units: tuple[int, ...]
    name: str = ""
    parent: str = ""
    partial: bool = False
    whole: bool = False
    scopes: frozenset[tuple[str, str]] = frozenset()
    loose: bool = False


@dataclass(frozen=True)
class Names:
    """All names by their plain form; ``known`` are the forms of names that may stand in a text."""

    units: Mapping[int, Now] = field(default_factory=dict)
    by_plain: Mapping[str, Sequence[Known]] = field(default_factory=dict)
    ended: Mapping[str, Sequence[Now]] = field(default_factory=dict)
    home: frozenset[int] = frozenset()
    known: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()


def names() -> Names:
    """The names of now; one query."""
    return _made(tuple(_rows()))


def _rows() -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(_sql())
        return list(cursor.fetchall())


@cache
def _sql() -> str:
    """Units, old units and the units that have an office; the first column tells them apart."""
    unit, former = Unit._meta.db_table, FormerUnit._meta.db_table
    served = Office.units.through._meta.db_table
    return (
        "SELECT 0, id, kind, code, slug, name_vi, name_en, parent_id, CAST(ended AS VARCHAR(10))"
        f" FROM {unit}"
        " UNION ALL SELECT CASE WHEN partial THEN 2 ELSE 1 END,"
        f" id, '', '', '', name, former_parent, unit_id, '' FROM {former}"
        f" UNION ALL SELECT DISTINCT 3, 0, '', '', '', '', '', unit_id, '' FROM {served}"
        " ORDER BY 1, 2, 8"
    )


@lru_cache(maxsize=1)
def _made(found: tuple[Row, ...]) -> Names:
    units = {row[1]: _now(row) for row in found if row[0] == 0}
    former = [row for row in found if row[0] in (1, 2) and row[7] in units]
    with_office = {row[7] for row in found if row[0] == 3}
    homes = {units[pk].parent for pk in with_office if pk in units}
    entries = [*_today(units, former), *_former(units, former), *_districts(units, former)]
    entries += _old_provinces(units)
    by_plain: dict[str, list[Known]] = defaultdict(list)
    for entry in entries:
        by_plain[entry.key.plain].append(entry)
    ended: dict[str, list[Now]] = defaultdict(list)
    for unit in units.values():
        if unit.ended:
            ended[unit.key.plain].append(unit)
    return Names(
        units,
        dict(by_plain),
        dict(ended),
        frozenset(pk for pk in homes if pk),
        frozenset(by_plain) | frozenset(ended),
        frozenset(entry.key.plain for entry in entries if entry.how == "district"),
    )


def _now(row: Row) -> Now:
    _what, pk, kind, code, slug, name_vi, name_en, parent, ended = row
    name = name_vi or slug
    day = date.fromisoformat(ended) if ended else None
    return Now(pk, slug, code, kind, name, name_en or "", parent, day, key_of(name))


def _scope(key: Key) -> tuple[str, str]:
    return key.kind, key.plain


def _above(unit: Now, units: Mapping[int, Now]) -> set[tuple[str, str]]:
    """What a unit of today lies in, and the old province it lay in."""
    found = set()
    if unit.parent is not None and unit.parent in units:
        found.add(_scope(units[unit.parent].key))
    old = _old_province_of().get(unit.code)
    if old:
        found.add(_scope(key_of(old)))
    return found


@cache
def _old_province_of() -> dict[str, str]:
    return {row["code"]: row["old_province"] for row in shipped("units.tsv") if row["old_province"]}


def _today(units: Mapping[int, Now], former: Sequence[Row]) -> list[Known]:
    districts: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for row in former:
        if row[6]:
            districts[row[7]].add(_scope(key_of(row[6])))
    loose = {row[7] for row in former if _is_loose(row)}
    return [
        Known(
            "today", unit.key, (pk,), scopes=frozenset(_above(unit, units) | districts[pk]), loose=pk in loose
        )
        for pk, unit in units.items()
        if not unit.ended and unit.kind != "district"
    ]


def _former(units: Mapping[int, Now], former: Sequence[Row]) -> list[Known]:
    """Old units; one whose unit of today has ended leads to what took that in."""
    count: dict[int, int] = defaultdict(int)
    went: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for row in former:
        count[row[7]] += 1
        went[(row[5], row[6], "")].add(row[7])
    into: dict[Key, list[int]] = defaultdict(list)
    for row in former:
        into[key_of(row[5])].append(row[7])
    found = []
    for row in former:
        now = _alive(row[7], units, into)
        if now is None:
            continue
        shared = bool(row[6]) and len(went[(row[5], row[6], "")]) > 1
        scopes = _above(now, units) | {_scope(now.key)}
        scopes |= {_scope(key_of(row[6]))} if row[6] else set()
        partial = row[0] == 2 or shared
        found.append(
            Known(
                "former",
                key_of(row[5]),
                (now.pk,),
                row[5],
                row[6],
                partial,
                whole=count[row[7]] == 1 and not partial,
                scopes=frozenset(scopes),
                loose=_is_loose(row),
            )
        )
    return found


def _is_loose(row: Row) -> bool:
    """Whether an old commune lay in a district that no list tells: then any may be said with it."""
    return not row[6] and key_of(row[5]).kind in COMMUNE_KINDS


def _alive(pk: int, units: Mapping[int, Now], into: Mapping[Key, Sequence[int]]) -> Now | None:
    for _step in range(4):
        unit = units[pk]
        if not unit.ended:
            return unit
        later = [other for other in into.get(unit.key, ()) if other != pk]
        if len(later) != 1:
            return None
        pk = later[0]
    return None


def _districts(units: Mapping[int, Now], former: Sequence[Row]) -> list[Known]:
    """Old districts, each with the units of today that took in something of it."""
    held: dict[tuple[str, int | None], dict[int, None]] = defaultdict(dict)
    for row in former:
        unit = units[row[7]]
        if row[6] and not unit.ended:
            held[(row[6], unit.parent)][unit.pk] = None
    return [
        Known(
            "district",
            key_of(name),
            tuple(pks),
            name[:1].upper() + name[1:],
            scopes=frozenset(set().union(*(_above(units[pk], units) for pk in pks))),
        )
        for (name, _province), pks in held.items()
    ]


def _old_provinces(units: Mapping[int, Now]) -> list[Known]:
    """Provinces that became part of another one, as far as the shipped list tells."""
    wholes = {unit.key.plain for unit in units.values() if unit.kind == "province"}
    by_code = {unit.code: unit for unit in units.values() if unit.kind != "province" and unit.parent in units}
    into: dict[str, dict[int, None]] = defaultdict(dict)
    for code, name in _old_province_of().items():
        if code in by_code and key_of(name).plain not in wholes:
            into[name][by_code[code].parent or 0] = None
    return [
        Known("former", key_of(name), tuple(pks), name[:1].upper() + name[1:], partial=len(pks) > 1)
        for name, pks in into.items()
    ]
