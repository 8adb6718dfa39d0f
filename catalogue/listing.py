"""The lists' copy of the records in force: titles and facets, rebuilt whenever a record changes."""

from collections.abc import Iterator, Mapping, Sequence

from catalogue.models.counter import CounterEntry, CounterFacet
from portal.core.collation import collation_key
from portal.core.slugs import cut

from .record import ProcedureRecord, Shared

FacetValue = tuple[str, str, str, str]


def facets(record: ProcedureRecord) -> Iterator[FacetValue]:
    """Yield (facet, value, Vietnamese label, English label) of a record."""
    if record.topic:
        yield _shared("topic", record.topic)
    for event in record.life_events:
        yield _shared("event", event)
    for audience in record.audiences:
        yield _shared("audience", audience)
    for agency_id, agency in {agency.id: agency for agency in record.agencies}.items():
        yield "agency", agency_id, agency.name.vi, agency.name.en or ""
    for level in dict.fromkeys(record.levels):
        yield "level", level, "", ""
    for method in dict.fromkeys(channel.method for channel in record.channels):
        yield "channel", method, "", ""
    yield "online", record.online, "", ""
    for act in {act.id: act for act in record.acts}.values():
        yield "act", act.id, act.number, act.number
    for paper in {p.document.id: p.document for p in record.papers if p.document}.values():
        yield _shared("paper", paper)
    for output in {o.document.id: o.document for o in record.outputs if o.document}.values():
        yield _shared("output", output)
    for form in {form.id: form for p in record.papers for form in p.forms}.values():
        yield "form", form.id, form.name.vi, form.name.en or ""


def _shared(facet: str, thing: Shared) -> FacetValue:
    return facet, thing.id, thing.name.vi, thing.name.en or ""


def write_listings(entries: Sequence[CounterEntry], records: Mapping[str, ProcedureRecord]) -> None:
    """Write titles and facets of ``entries``; one without a record in force keeps none."""
    rows: list[CounterFacet] = []
    for entry in entries:
        record = records.get(entry.code)
        if record is None:
            continue
        entry.title, entry.title_en = record.title.vi, record.title.en or ""
        entry.sort_key = collation_key(cut(record.title.vi, 60))[:200]
        rows.extend(
            CounterFacet(entry=entry, facet=facet, value=value[:160], label=label, label_en=english)
            for facet, value, label, english in facets(record)
        )
    CounterFacet.objects.filter(entry__in=[entry.pk for entry in entries]).delete()
    CounterFacet.objects.bulk_create(rows, batch_size=500)
    CounterEntry.objects.bulk_update(entries, ["title", "title_en", "sort_key"], batch_size=100)
