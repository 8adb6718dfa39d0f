"""Procedures as search sees them: documents made from the record in force, cards hydrated at the counter."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from catalogue import places
from catalogue.models import CounterEntry, CounterFacet, FormerUnit, ProcedurePage, Unit
from portal.core.slugs import cut
from search.sources import (
    AnswerRow,
    AskedField,
    BaseSource,
    Card,
    Language,
    MetaItem,
    Place,
    SearchDocument,
    Suggestion,
)
from search.usage.keeping import popularity

from . import counter, families
from .presentation.wording import source_html
from .record import ProcedureRecord, Source, read_record
from .searching.named import address
from .summary import fee_words, level_words, online_words, pick, time_words

MOST_RELATED = 6
CHUNK = 200  # records held in memory at a time
STEPS_LENGTH = 4_000  # characters of the steps that help to find a procedure
FEE_STATUSES = ("amount", "free", "council", "unknown")
ANSWER_LENGTH = 160  # characters of an answer on a result
LABEL_FACETS = {"topic": "topic", "life_event": "event", "agency": "agency"}


class ProcedureSource(BaseSource):
    """Makes procedures findable; see search.sources."""

    kind = counter.KIND

    def document(self, ref: str) -> SearchDocument | None:
        """The newest document, hidden when the public may not read it; None for a code nobody knows."""
        found = counter.standing(ref.partition(":")[2])
        if found is None:
            return None
        record = found.record
        if not found.entry.public or record is None:
            return SearchDocument(ref=ref, seq=found.entry.seq, public=False, code=found.entry.code)
        return _document(found.entry, record, _everyday_names([found.entry.page_id]))

    def documents(self) -> Iterator[SearchDocument]:
        codes = list(_public().order_by("code").values_list("code", flat=True))
        for start in range(0, len(codes), CHUNK):
            entries = {e.code: e for e in _public().filter(code__in=codes[start : start + CHUNK])}
            names = _everyday_names([entry.page_id for entry in entries.values()])
            for code, version in counter.versions_in_force(entries).items():
                yield _document(entries[code], read_record(version.record), names)

    def count(self) -> int:
        return _public().count()

    def cards(
        self, refs: Sequence[str], asked: frozenset[AskedField], language: Language, on: date
    ) -> Mapping[str, Card]:
        codes = [ref.partition(":")[2] for ref in refs]
        with override(language):
            return {
                f"{self.kind}:{code}": _card(entry, record, asked, language, on)
                for code, (entry, record) in counter.public_records(codes, on).items()
            }

    def labels(
        self, wanted: Mapping[str, Collection[str]], language: Language
    ) -> Mapping[tuple[str, str], str]:
        ours = {LABEL_FACETS[facet]: facet for facet in wanted if facet in LABEL_FACETS}
        values = {value for facet in ours.values() for value in wanted[facet]}
        rows = CounterFacet.objects.filter(facet__in=ours, value__in=values)
        return {
            (ours[facet], value): pick(label, english, language).text
            for facet, value, label, english in rows.values_list(
                "facet", "value", "label", "label_en"
            ).distinct()
        }

    def titles(self, language: Language) -> Iterator[Suggestion]:
        """Each title, and after it the everyday names, which are Vietnamese."""
        names = _everyday_names(_public().values_list("page_id", flat=True)) if language == "vi" else {}
        for entry in _public().iterator(chunk_size=CHUNK):
            own = _suggestion(entry, language)
            yield own
            for name in names.get(entry.page_id or 0, ()):
                yield replace(own, text=name)

    def places(self) -> Iterator[Place]:
        provinces = Unit.objects.filter(kind="province", ended=None)
        for unit in [*provinces, *places.served()]:
            level = "province" if unit.kind == "province" else "commune"
            yield Place(unit.name_vi, unit.name_vi, unit.slug, level)
        for former in FormerUnit.objects.select_related("unit"):
            yield Place(former.name, former.unit.name_vi, former.unit.slug, "commune")

    def popular(self, language: Language, limit: int) -> Sequence[Suggestion]:
        """What communes do for the events of a life; how many people ask for each is not counted yet."""
        communes = _public().filter(facets__facet="level", facets__value="commune")
        everyday = communes.filter(pk__in=CounterFacet.objects.filter(facet="event").values("entry"))
        return [_suggestion(entry, language) for entry in everyday.order_by("code")[:limit]]

    def related(self, ref: str, language: Language) -> Sequence[Suggestion]:
        """Public members of the procedure's family; a title that is there already tells a reader nothing."""
        code = ref.partition(":")[2]
        order = {member.code: place for place, member in enumerate(families.relatives(code))}
        entries = {entry.title: entry for entry in _public().filter(code__in=order)} if order else {}
        found = sorted(entries.values(), key=lambda entry: order[entry.code])
        return [_suggestion(entry, language) for entry in found[:MOST_RELATED]]


def _public() -> QuerySet[CounterEntry]:
    return CounterEntry.objects.filter(public=True)


def _everyday_names(page_ids: Collection[int | None]) -> dict[int, tuple[str, ...]]:
    rows = ProcedurePage.objects.filter(pk__in=[pk for pk in page_ids if pk]).values_list(
        "pk", "everyday_names"
    )
    return {pk: tuple(filter(None, map(str.strip, names.splitlines()))) for pk, names in rows}


def _document(
    entry: CounterEntry, record: ProcedureRecord, names: Mapping[int, tuple[str, ...]]
) -> SearchDocument:
    steps = " ".join(f"{step.name.vi if step.name else ''} {step.text.vi}" for step in record.steps)
    summary = record.summary.vi if record.summary else ""
    return SearchDocument(
        ref=f"{counter.KIND}:{entry.code}",
        seq=entry.seq,
        title_vi=record.title.vi,
        title_en=record.title.en or "",
        official_title=record.official_title.vi,
        aliases=names.get(entry.page_id or 0, ()),
        body=(("summary", summary), ("steps", strip_tags(steps)[:STEPS_LENGTH])),
        facets=_facets(record),
        code=entry.code,
        popularity=popularity().get(f"{counter.KIND}:{entry.code}", 0.0),
    )


def _facets(record: ProcedureRecord) -> dict[str, tuple[str, ...]]:
    return {
        "level": record.levels,
        "channel": tuple(dict.fromkeys(channel.method for channel in record.channels)),
        "topic": (record.topic.id,) if record.topic else (),
        "audience": tuple(dict.fromkeys(audience.kind for audience in record.audiences if audience.kind)),
        "life_event": tuple(event.id for event in record.life_events),
        "agency": tuple(dict.fromkeys(agency.id for agency in record.agencies)),
        "online": () if record.online == "unknown" else (record.online,),
        "fee": _fee_statuses(record),
    }


def _fee_statuses(record: ProcedureRecord) -> tuple[str, ...]:
    """What is known of the fees; a procedure with cases may be free in one and not in another."""
    statuses = {fee.status for fee in record.fees} or {"unknown"}
    return tuple("known" if status == "amount" else status for status in FEE_STATUSES if status in statuses)


def _suggestion(entry: CounterEntry, language: Language) -> Suggestion:
    title = pick(entry.title, entry.title_en, language)
    return Suggestion(
        text=title.text,
        url=_url(entry, language),
        note=entry.code,
        ref=f"{counter.KIND}:{entry.code}",
        lang="vi" if title.lang == "vi" else None,
    )


def _url(entry: CounterEntry, language: str) -> str:
    return address("thu-tuc", entry.slug, language)


def _card(
    entry: CounterEntry, record: ProcedureRecord, asked: frozenset[AskedField], language: Language, on: date
) -> Card:
    title, title_lang = record.title.read(language)
    summary, summary_lang = record.summary.read(language) if record.summary else ("", language)
    fields: list[AskedField] = sorted(asked) if asked else ["fee"]
    return Card(
        ref=f"{counter.KIND}:{entry.code}",
        url=_url(entry, language),
        title=title,
        summary=summary,
        answers=tuple(filter(None, (_answer(field, record, language, on) for field in fields))),
        meta=_meta(record, language),
        code=entry.code,
        title_lang="vi" if title_lang != language else None,
        summary_lang="vi" if summary_lang != language else None,
    )


def _answer(field: AskedField, record: ProcedureRecord, language: Language, on: date) -> AnswerRow | None:
    if field == "fee":
        return _fee_answer(record, language, on)
    if field == "time":
        words = time_words(record, language)
        status = "unknown" if words.unsure else "amount"
        return AnswerRow(_("Thời hạn"), status, words.text, _source(record.source_of("times")))
    if field == "papers":
        return _papers_answer(record)
    if field == "place":
        return _place_answer(record, language)
    if field == "online":
        return _online_answer(record)
    return None


def _fee_answer(record: ProcedureRecord, language: Language, on: date) -> AnswerRow:
    words = fee_words(record, language, on)
    statuses = [fee.status for fee in record.fees] or ["unknown"]
    status = next((known for known in ("amount", "council", "free") if known in statuses), "unknown")
    first = next((fee for fee in record.fees if fee.status == status), None)
    source = first.source if first else record.source_of("fees")
    note = _("Chưa có số liệu – không có nghĩa là miễn phí") if status == "unknown" else words.text
    return AnswerRow(_("Lệ phí"), status, note, _source(source))


def _papers_answer(record: ProcedureRecord) -> AnswerRow:
    papers = [paper for paper in record.papers if paper.kind == "paper"]
    if not papers:
        return AnswerRow(_("Giấy tờ"), "unknown", _("Nguồn chưa ghi giấy tờ"))
    count = _count(len(papers))
    names = cut(", ".join(paper.name.vi.strip("-+* ") for paper in papers[:3]), ANSWER_LENGTH)
    return AnswerRow(_("Giấy tờ"), "amount", f"{count}: {names}", _source(record.source_of("papers")))


def _count(papers: int) -> str:
    return ngettext("%(n)s loại giấy tờ", "%(n)s loại giấy tờ", papers) % {"n": papers}


def _place_answer(record: ProcedureRecord, language: Language) -> AnswerRow:
    executing = [agency.name.read(language)[0] for agency in record.agencies_as("executing")]
    if not executing:
        return AnswerRow(_("Nơi nộp"), "unknown", _("Nguồn chưa ghi nơi nộp"))
    where = cut(", ".join(dict.fromkeys(executing)), ANSWER_LENGTH)
    return AnswerRow(_("Nơi nộp"), "amount", where, _source(record.source_of("agencies")))


def _online_answer(record: ProcedureRecord) -> AnswerRow:
    if record.online == "none":
        return AnswerRow(_("Nộp trên mạng"), "amount", _("Không nộp trên mạng được"))
    if record.online == "unknown":
        return AnswerRow(_("Nộp trên mạng"), "unknown", _("Nguồn chưa ghi"))
    return AnswerRow(
        _("Nộp trên mạng"), "amount", online_words(record.online), _source(record.source_of("times"))
    )


def _meta(record: ProcedureRecord, language: Language) -> tuple[MetaItem, ...]:
    time = time_words(record, language)
    papers = sum(paper.kind == "paper" for paper in record.papers)
    items = [MetaItem(level_words(level), tag=True) for level in record.levels]
    items.append(MetaItem(time.text, icon="clock", unsure=time.unsure))
    if papers:
        items.append(MetaItem(_count(papers), icon="paper"))
    if record.online in ("full", "part"):
        items.append(MetaItem(online_words(record.online)))
    return tuple(items)


def _source(source: Source) -> str:
    return strip_tags(source_html(source, ""))
