"""Where papers are handed in as search sees it: a commune's page, found by its offices and the units it took in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from catalogue.models import Office, Unit
from catalogue.places import COMMUNES
from catalogue.summary import pick
from portal.core.slugs import cut
from search.changes.numbers import FIRST, announce, number_of, numbers
from search.sources import AskedField, BaseSource, Card, Language, MetaItem, SearchDocument, Suggestion

from .named import SUMMARY_LENGTH, address, lang_of

KIND = "office"


class OfficeSource(BaseSource):
    """Makes communes findable that have an office."""

    kind = KIND

    def document(self, ref: str) -> SearchDocument | None:
        """The newest document; hidden when the commune is gone or has no office."""
        unit, seq = _served().filter(slug=ref.partition(":")[2]).first(), number_of(ref)
        return _document(unit, seq) if unit else SearchDocument(ref=ref, seq=seq, public=False)

    def documents(self) -> Iterator[SearchDocument]:
        known = numbers(KIND)
        for unit in _served():
            yield _document(unit, known.get(_ref(unit), FIRST))

    def count(self) -> int:
        return _served().count()

    def cards(
        self, refs: Sequence[str], asked: frozenset[AskedField], language: Language, on: date
    ) -> Mapping[str, Card]:
        slugs = [ref.partition(":")[2] for ref in refs]
        rows = Office.units.through.objects.filter(
            unit__slug__in=slugs, unit__kind__in=COMMUNES, unit__ended=None
        )
        offices: dict[Any, list[Office]] = {}
        for row in rows.select_related("office", "unit__parent").order_by("office__slug"):
            offices.setdefault(row.unit, []).append(row.office)
        return {_ref(unit): _card(unit, held, language) for unit, held in offices.items()}

    def titles(self, language: Language) -> Iterator[Suggestion]:
        for unit in _served():
            name = pick(unit.name_vi, unit.name_en, language)
            yield Suggestion(name.text, _url(unit, language), "", _ref(unit), lang_of(name))


def changed(units: Iterable[Any]) -> None:
    """Offices, or the names of these units, changed."""
    announce(_ref(unit) for unit in units if unit.kind in COMMUNES)


def _served() -> QuerySet[Any]:
    units = Unit.objects.filter(kind__in=COMMUNES, ended=None, offices__isnull=False).distinct()
    return units.select_related("parent").prefetch_related("offices", "former").order_by("slug")


def _ref(unit: Any) -> str:
    return f"{KIND}:{unit.slug}"


def _url(unit: Any, language: str) -> str:
    return address("noi-nop", unit.slug, language)


def _document(unit: Any, seq: int) -> SearchDocument:
    offices = list(unit.offices.all())
    names = [office.name_vi for office in offices]
    former = [old.name for old in unit.former.all()]
    where = " ".join(f"{office.address_vi or ''} {office.phone}" for office in offices)
    return SearchDocument(
        ref=_ref(unit),
        seq=seq,
        title_vi=unit.name_vi,
        official_title=unit.name_vi,
        title_en=unit.name_en or "",
        aliases=tuple(dict.fromkeys(filter(None, (*names, f"UBND {unit.name_vi}", *former)))),
        body=(("summary", f"{where} {unit.parent.name_vi if unit.parent else ''}"),),
    )


def _card(unit: Any, offices: Sequence[Office], language: Language) -> Card:
    name = pick(unit.name_vi, unit.name_en, language)
    said = [pick(office.name_vi or "", office.name_en, language).text for office in offices]
    places = [pick(office.address_vi or "", office.address_en, language).text for office in offices]
    parent = pick(unit.parent.name_vi, unit.parent.name_en, language).text if unit.parent else ""
    meta = [MetaItem(parent)] if parent else []
    meta += [MetaItem(place, icon="pin") for place in dict.fromkeys(filter(None, places))]
    return Card(
        ref=_ref(unit),
        url=_url(unit, language),
        title=name.text,
        summary=cut("; ".join(dict.fromkeys(filter(None, said))), SUMMARY_LENGTH),
        meta=tuple(meta),
        title_lang=lang_of(name),
    )
