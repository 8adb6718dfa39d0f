"""The shipped lists back out of the database, in their own shape.

A row that nobody has changed comes out as it was shipped, byte for byte, in its place; what an editor has changed
stands in it; what an editor has added follows. A procedure's title counts as an editor's when the origin of its
section says so: a title of the source is no plain title of ours.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from django.utils import translation

from catalogue.models import Agency, Audience, LifeEvent, Office, ProcedurePage, Topic, Unit

from .agency_names import english_name
from .mapping.text import bare_topic, line, matching
from .old_parents import paired, written
from .seeding import KINDS
from .seeds import FOLDER, rows
from .units import KINDS as UNIT_KINDS

Row = dict[str, str]
WRITTEN_BY_PEOPLE: Final = frozenset({"seed", "editor"})
WORDS: Final = {kind: word for word, kind in KINDS.items()}
CODE_AND_TITLES: Final = ("code", "vi", "en")
CODE_AND_NAMES: Final = ("code", "names")


def export_seeds(folder: Path) -> dict[str, int]:
    """Write every list to ``folder``; return how many rows differ from the shipped ones. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with translation.override("vi"):
        return {
            name: _write(folder / name, columns, found(), bare=name in BARE)
            for name, (columns, found) in LISTS.items()
        }


def _write(path: Path, columns: tuple[str, ...], found: Iterable[Row], *, bare: bool) -> int:
    lines = [] if bare else ["\t".join(columns)]
    lines += ["\t".join(line(row[name]) for name in columns) for row in found]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    shipped = set((FOLDER / path.name).read_text(encoding="utf-8").splitlines())
    return sum(text not in shipped for text in lines)


def _edited_pages(section: str) -> Iterator[ProcedurePage]:
    for page in ProcedurePage.objects.order_by("code"):
        known = (page.section_origins or {}).get(section, {}).get("origin")
        if known in WRITTEN_BY_PEOPLE or (known is None and not page.imported):
            yield page


def _titles() -> Iterator[Row]:
    edited = {page.code: page for page in _edited_pages("identity")}
    for row in rows("titles.tsv", CODE_AND_TITLES):
        page = edited.pop(row["code"], None)
        yield _titled(page, row) if page else row
    yield from (_titled(page, {"code": page.code}) for page in edited.values())


def _titled(page: ProcedurePage, row: Row) -> Row:
    return {"code": row["code"], "vi": page.title, "en": page.title_en or row.get("en") or page.title}


def _aliases() -> Iterator[Row]:
    pages = ProcedurePage.objects.exclude(everyday_names="").order_by("code")
    known = dict(pages.values_list("code", "everyday_names"))
    there = set(ProcedurePage.objects.values_list("code", flat=True))
    for row in rows("aliases.tsv", CODE_AND_NAMES):
        names = _names(known.pop(row["code"], ""))
        same = row["code"] not in there or names == [name.strip() for name in row["names"].split("|")]
        if same or names:  # all names taken away: the row goes
            yield row if same else {"code": row["code"], "names": "|".join(names)}
    yield from ({"code": code, "names": "|".join(_names(names))} for code, names in known.items())


def _names(text: str) -> list[str]:
    return [name.replace("|", " ") for name in map(line, text.splitlines()) if name]


def _life_events() -> Iterator[Row]:
    events = {event.slug: event for event in LifeEvent.objects.prefetch_related("topics")}
    moved = {page.code: _events_of(page) for page in _edited_pages("subjects")}
    shipped = list(rows("life_events.tsv"))
    for row in [
        *shipped,
        *({"slug": slug} for slug in events if slug not in {row["slug"] for row in shipped}),
    ]:
        event = events.get(row["slug"])
        if event is None:
            yield row
            continue
        listed = [code for code in row.get("codes", "").split(",") if code]
        codes = [code for code in listed if code not in moved or event.slug in moved[code]]
        codes += [code for code, slugs in moved.items() if event.slug in slugs and code not in codes]
        yield _pair(event, row) | {
            "slug": event.slug,
            "audience": event.audience,
            "topics": _topics_of(event, row.get("topics", "")),
            "codes": ",".join(codes),
        }


def _events_of(page: Any) -> set[str]:
    return {event.slug for event in page.life_events.all()}


def _topics_of(event: LifeEvent, shipped: str) -> str:
    """The shipped names as long as they mean the topics chosen now."""
    known = {matching(topic.name_vi or ""): topic.name_vi for topic in Topic.objects.all()}
    meant = {matching(bare_topic(name)) for name in shipped.split("|") if name} & set(known)
    chosen = {matching(topic.name_vi or ""): topic.name_vi for topic in event.topics.all()}
    return shipped if meant == set(chosen) else "|".join(chosen.values())


def _pair(thing: Any, row: Mapping[str, str]) -> Row:
    """Both names of a shared thing; what it lacks stays as shipped."""
    return {
        "name_vi": thing.name_vi or row.get("name_vi", ""),
        "name_en": thing.name_en or row.get("name_en", ""),
    }


def _topics() -> Iterator[Row]:
    """The Vietnamese name is the source's and stays: by it the next import finds the English one."""
    known = {matching(topic.name_vi or ""): topic for topic in Topic.objects.all()}
    listed = set()
    for row in rows("topics_en.tsv"):
        bare = matching(bare_topic(row["name_vi"]))
        listed |= {bare, matching(row["name_vi"])}
        topic = known.get(bare)
        english = (topic.name_en if topic else "") or row["name_en"]
        yield row if english == bare_topic(row["name_en"]) else row | {"name_en": english}
    yield from (_pair(topic, {}) for name, topic in known.items() if name not in listed and topic.name_en)


def _agencies() -> Iterator[Row]:
    """A name that the list makes of its parts needs no row of its own."""
    known = {matching(agency.name_vi or ""): agency for agency in Agency.objects.order_by("name_vi")}
    for row in rows("agencies_en.tsv"):
        there = known.pop(matching(row["name_vi"]), None)
        yield row | {"name_en": (there and there.name_en) or row["name_en"]}
    for there in known.values():
        if there.name_en and there.name_en != english_name(there.name_vi or ""):
            yield _pair(there, {})


def _audiences() -> Iterator[Row]:
    known: dict[str, Any] = {matching(row.name_vi or ""): row for row in Audience.objects.all()}
    for row in rows("audiences.tsv"):
        there = known.pop(matching(row["name_vi"]), None)
        yield row if there is None else row | _pair(there, row) | {"kind": there.kind or row["kind"]}
    for there in known.values():
        if there.name_en:
            yield _pair(there, {}) | {"code": there.code, "source_code": there.code, "kind": there.kind}


def _provinces() -> Iterator[Row]:
    yield from _in_shipped_order("provinces.tsv", ["province"], lambda unit, row: {})


def _units() -> Iterator[Row]:
    yield from _in_shipped_order("units.tsv", list(UNIT_KINDS[1:]), _of_unit)


def _in_shipped_order(name: str, kinds: list[str], more: Callable[[Any, Row], Row]) -> Iterator[Row]:
    """Units by code; one that has ended leaves the list."""
    there = Unit.objects.filter(kind__in=kinds).exclude(code="").select_related("parent")
    found: dict[str, Any] = {
        unit.code: unit for unit in there.prefetch_related("former", "offices").order_by("code")
    }
    shipped = {row["code"]: row for row in rows(name)}
    for code in [*shipped, *(code for code in found if code not in shipped)]:
        row, unit = shipped.get(code, {}), found.get(code)
        if unit is None:
            yield row
        elif not unit.ended:
            yield row | _pair(unit, row) | {"code": code, "slug": unit.slug} | more(unit, row)


def _of_unit(unit: Any, row: Row) -> Row:
    pairs = [(old.name, old.former_parent) for old in sorted(unit.former.all(), key=lambda old: old.pk)]
    same = bool(row) and sorted(pairs) == sorted(paired(row))
    return {
        "kind": WORDS[unit.kind],
        "province_code": unit.parent.code if unit.parent else "",
        "province_vi": (unit.parent.name_vi or "") if unit.parent else "",
        "old_units": row["old_units"] if same else ", ".join(name for name, _parent in pairs),
        "old_parents": row["old_parents"] if same else written(pairs),
        "old_province": row.get("old_province", ""),
    } | _seat(unit, row)


def _seat(unit: Any, row: Row) -> Row:
    """The commune's own seat, or its only office."""
    offices: list[Office] = list(unit.offices.all())
    seat: Any = next(
        (office for office in offices if office.slug == f"tru-so-{row.get('slug', unit.slug)}"), None
    )
    seat = seat or (offices[0] if len(offices) == 1 else None)
    if seat is None:
        return {"address": "", "latitude": "", "longitude": ""}
    degrees = {name: getattr(seat, name) for name in ("latitude", "longitude")}
    return {"address": seat.address_vi or ""} | {
        name: "" if value is None else f"{value:.6f}" for name, value in degrees.items()
    }


LISTS: Final[dict[str, tuple[tuple[str, ...], Callable[[], Iterable[Row]]]]] = {
    "titles.tsv": (CODE_AND_TITLES, _titles),
    "aliases.tsv": (CODE_AND_NAMES, _aliases),
    "life_events.tsv": (("slug", "audience", "name_vi", "name_en", "topics", "codes"), _life_events),
    "topics_en.tsv": (("name_vi", "name_en"), _topics),
    "agencies_en.tsv": (("name_vi", "name_en"), _agencies),
    "audiences.tsv": (("code", "source_code", "name_vi", "name_en", "kind"), _audiences),
    "provinces.tsv": (("code", "name_vi", "name_en", "slug"), _provinces),
    "units.tsv": (
        (
            *("code", "slug", "kind", "name_vi", "name_en", "province_code", "province_vi"),
            *("old_units", "old_parents", "old_province", "address", "latitude", "longitude"),
        ),
        _units,
    ),
}
BARE: Final = frozenset({"titles.tsv", "aliases.tsv"})  # files without a head
