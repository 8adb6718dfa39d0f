"""One procedure for one case, ready to be carried to the counter: what page, paper, text and calendar say alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop

from catalogue.calendar import office_days
from catalogue.guidance import Guidance, guide
from catalogue.places import OfficeShown, offices_for
from catalogue.presentation import VersionsView
from catalogue.presentation.conditions import Names, names_of
from catalogue.presentation.fees import FeeContext, FeeList, fee_list
from catalogue.presentation.times import TimeList, time_list
from catalogue.presentation.wording import Phrase, day_text, method_words, phrase, reader, source_html
from catalogue.record import Fee, ProcedureRecord
from catalogue.situation import Case
from catalogue.summary import pick
from portal.core.words import gettext

from .papers import Papers, papers
from .qr import LONGEST, qr_code

STANDING: Final = {
    "past": gettext_noop("Bản cũ, không còn áp dụng."),
    "future": gettext_noop("Bản sắp có hiệu lực, chưa áp dụng hôm nay."),
}


@dataclass(frozen=True)
class Place:
    """Where a sheet's procedure is found: its page and its short address, both with the case."""

    page: str
    short: str
    bare: str

    @property
    def address(self) -> str:
        """What the square holds: without the case when that makes it too fine to be read from paper."""
        return self.short if len(self.short) <= LONGEST else self.bare


@dataclass(frozen=True)
class Sheet:
    """``number`` is the version's; ``on`` the day as of which all is said, ``today`` the day of printing."""

    code: str
    slug: str
    title: Phrase
    number: int
    versions: VersionsView
    on: date
    today: date
    case: tuple[tuple[Phrase, Phrase], ...]
    still_open: tuple[Phrase, ...]
    papers: Papers
    sets: int | None
    fees: FeeList
    times: TimeList
    filed: date
    due: date | None
    unit: str
    offices: Sequence[OfficeShown]
    agencies: tuple[Phrase, ...]
    sources: tuple[SafeString, ...]
    place: Place
    query: str

    @property
    def qr(self) -> SafeString:
        return qr_code(self.place.address)

    @property
    def standing_words(self) -> str:
        """What to know of a version that is not in force today; empty of today's."""
        return gettext(STANDING[self.versions.shown.place]) if self.versions.shown.place in STANDING else ""

    @property
    def version_words(self) -> str:
        """Which version this is, since when, and as of which day it is said."""
        return gettext("Bản số %(number)s, %(since)s; nội dung tính đến ngày %(day)s.") % {
            "number": self.number,
            "since": strip_tags(self.versions.shown.since),
            "day": day_text(self.on),
        }

    @property
    def due_words(self) -> str:
        """Nộp hôm nay (thứ ba 24/11/2026), trả kết quả chậm nhất thứ ba 01/12/2026."""
        if self.due:
            return f"{self.times.filed}, {self.times.due}."
        return gettext("Chưa tính được ngày trả kết quả. Hãy hỏi nơi nộp.")

    @property
    def limit(self) -> str:
        """The time limit itself: "5 ngày làm việc từ khi hồ sơ đủ"."""
        words = self.times.words
        mark = " " if not words or words == gettext("từ khi hồ sơ đủ") else "; "
        return f"{self.times.value}{mark}{words}".strip()

    @property
    def source_texts(self) -> tuple[str, ...]:
        return tuple(strip_tags(source) for source in self.sources)


@dataclass(frozen=True)
class Standing:
    """Which version of what is shown."""

    slug: str
    number: int
    versions: VersionsView


def sheet(record: ProcedureRecord, case: Case, standing: Standing, place: Place, today: date) -> Sheet:
    """Work the case out and put it in words. At most one query, for the offices of a place."""
    guidance = guide(record, case.situation, office_days())
    names = names_of(record.questions)
    prefix = "/en" if reader() == "en" else ""
    unit = case.place.unit if case.place else None
    executing = [agency.id for agency in record.agencies_as("executing")]
    return Sheet(
        code=record.code,
        slug=standing.slug,
        title=phrase(record.title),
        number=standing.number,
        versions=standing.versions,
        on=case.situation.on,
        today=today,
        case=tuple(_case(record, guidance, names)),
        still_open=tuple(phrase(question.text) for question in guidance.open_questions),
        papers=papers(guidance.papers, names, place.page),
        sets=record.sets,
        fees=_fees(record, guidance, names, prefix),
        times=time_list(record.channels, guidance.times, guidance.situation, today),
        filed=case.situation.filing_day,
        due=guidance.times.latest.day if guidance.times.latest else None,
        unit=pick(unit.name_vi or unit.slug, unit.name_en, reader()).text if unit else "",
        offices=tuple(offices_for(unit, record.levels, executing)) if unit else (),
        agencies=_agencies(record),
        sources=tuple(_sources(record, (line.fee for line in guidance.fees.lines), prefix)),
        place=place,
        query=case.query,
    )


def _case(record: ProcedureRecord, guidance: Guidance, names: Names) -> Iterable[tuple[Phrase, Phrase]]:
    """The questions answered, each with its answer, and the way to hand in unless an answer says it."""
    given: Mapping[str, str] = guidance.situation.given
    said = set()
    for question in record.questions:
        if question.key in given:
            yield names[question.key, ""], names[question.key, given[question.key]]
            said |= {choice.method for choice in question.choices if choice.key == given[question.key]}
    if guidance.method and guidance.method not in said:
        yield Phrase(gettext("Cách nộp")), Phrase(method_words(guidance.method))


def _fees(record: ProcedureRecord, guidance: Guidance, names: Names, prefix: str) -> FeeList:
    channels = {channel.key: channel for channel in record.channels}
    context = FeeContext(channels, names, prefix, guidance.situation.on)
    return fee_list(guidance.fees, context, record.source_of("fees"))


def _agencies(record: ProcedureRecord) -> tuple[Phrase, ...]:
    """Who takes the papers in: the executing agencies, else those with the authority."""
    for role in ("executing", "authority"):
        found = {agency.id: phrase(agency.name) for agency in record.agencies_as(role)}
        if found:
            return tuple(found.values())[:3]
    return ()


def _sources(record: ProcedureRecord, fees: Iterable[Fee], prefix: str) -> Iterable[SafeString]:
    sources = [record.source_of("papers"), record.source_of("times"), *(fee.source for fee in fees)]
    return dict.fromkeys(source_html(source, prefix) for source in sources)
