"""From a record and the reader's answers to what the page shows: plain values, in the active language."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.utils.safestring import SafeString

from catalogue.calendar import office_days
from catalogue.guidance import guide
from catalogue.reader_case import Case
from catalogue.record import Act, ProcedureRecord, Step, Text
from portal.core.slugs import slugify
from portal.core.words import gettext

from .case_form import CaseForm, case_form
from .checklist import RowWriter
from .conditions import Names, names_of, when_html
from .facts import Fact, facts
from .fees import FeeContext, FeeList, fee_list
from .papers import PaperList, paper_list
from .prose import Prose, prose
from .times import TimeList, time_list
from .where import Link, PlaceView, place_view
from .wording import (
    NOTHING,
    ONLINE,
    ROLES,
    Phrase,
    day_html,
    level_words,
    online_words,
    phrase,
    reader,
    returning_text,
    source_html,
)

if TYPE_CHECKING:
    from catalogue.issuing import Issuer
    from catalogue.places import OfficeShown

GENEROUS: Final = 48_000
"""Characters of running text a page holds; beyond, the longest texts move to pages of their own."""
PARTS: Final = {
    "giay-to": "papers",
    "cach-nop": "channels",
    "le-phi": "fees",
    "cac-buoc": "steps",
    "noi-nop": "where",
    "ket-qua": "results",
}
"""The parts with a page of their own: name in the address -> template."""


class StepView(NamedTuple):
    name: Phrase
    text: Prose
    when: SafeString


class ActView(NamedTuple):
    id: str
    number: str
    title: Phrase
    since: SafeString


@dataclass(frozen=True)
class Request:
    """What a page is asked for: where it stands, for which case, what the directory knows of its place.

    ``moved`` tells which old unit a typed name was; ``issuers`` which procedures issue a paper (by its id).
    """

    path: str
    case: Case
    today: date
    part: str = ""
    offices: Sequence["OfficeShown"] = ()
    moved: str = ""
    issuers: Mapping[str, Sequence["Issuer"]] = field(default_factory=dict)
    pdf: bool = False

    @property
    def query(self) -> str:
        """The case as a query, with its question mark; empty when nothing was chosen."""
        return self.case.query


class Products(NamedTuple):
    """Addresses of what can be taken along; empty when there is none."""

    sheet: str
    calendar: str
    text: str
    pdf: str
    roadmap: str


@dataclass(frozen=True)
class ProcedureView:
    """Everything the template of the page needs."""

    record: ProcedureRecord
    asked_for: Request
    prefix: str
    as_of: str
    products: Products
    title: Phrase
    official: Phrase
    lead: Phrase
    tags: list[str]
    topic: Link | None
    life_events: list[Link]
    audiences: list[Phrase]
    facts: dict[str, Fact]
    form: CaseForm
    papers: PaperList
    times: TimeList
    fees: FeeList
    place: PlaceView | None
    steps: list[StepView]
    other_steps: list[StepView]
    where: Prose
    executing: list[Link]
    other_agencies: list[tuple[str, list[Link]]]
    returning: str
    outputs: list[tuple[Phrase, str]]
    conditions: Prose
    note: Prose
    acts: list[ActView]
    acts_dated: bool
    sources: dict[str, SafeString]
    untranslated: frozenset[str]
    updated: SafeString


def procedure_view(record: ProcedureRecord, asked_for: Request) -> ProcedureView:
    """Prepare the page of ``record`` for the case asked for."""
    prefix = "/en" if reader() == "en" else ""
    cite = cache(lambda source: source_html(source, prefix))
    more = _more(record, asked_for)
    case = asked_for.case
    found = guide(record, case.situation, office_days())
    names = names_of(record.questions)
    channels = {channel.key: channel for channel in record.channels}
    papers = paper_list(
        record,
        found.papers,
        found.situation.given,
        names,
        RowWriter(prefix, more("giay-to"), asked_for.issuers),
    )
    times = time_list(record.channels, found.times, found.situation, asked_for.today, more=more("cach-nop"))
    fee_context = FeeContext(channels, names, prefix, case.situation.on, more("le-phi"))
    fees = fee_list(found.fees, fee_context, record.source_of("fees"))
    executing = _agencies(record, "executing", prefix) or _agencies(record, "authority", prefix)
    sources = {
        section: cite(record.source_of(section)) for section in ("papers", "times", "agencies", "conditions")
    }
    return ProcedureView(
        record=record,
        asked_for=asked_for,
        prefix=prefix,
        as_of=case.as_of.isoformat() if case.as_of else "",
        products=_products(record, asked_for, prefix, bool(times.due)),
        title=phrase(record.title),
        official=_official(record),
        lead=phrase(record.summary),
        tags=_tags(record),
        topic=_link(f"{prefix}/linh-vuc", record.topic) if record.topic else None,
        life_events=[_link(f"{prefix}/su-kien", event) for event in record.life_events],
        audiences=[phrase(audience.name) for audience in record.audiences],
        facts=facts(papers, times, fees, executing, answered=bool(found.situation.given), sources=sources),
        form=case_form(record, case, found, names),
        papers=papers,
        times=times,
        fees=fees,
        place=place_view(case, asked_for.offices, asked_for.moved, path=asked_for.path, prefix=prefix),
        steps=_steps(found.steps, names, more("cac-buoc")),
        other_steps=_steps(found.other_steps, names, more("cac-buoc")),
        where=prose(record.where, more=more("noi-nop")),
        executing=executing,
        other_agencies=_other_agencies(record, prefix),
        returning=returning_text(record.returning),
        outputs=_outputs(record),
        conditions=prose(record.conditions, more=more("ket-qua")),
        note=prose(record.note, more=more("ket-qua")),
        acts=[_act(act) for act in record.acts],
        acts_dated=any(act.in_force_from for act in record.acts),
        sources=sources,
        untranslated=_untranslated(record) if reader() == "en" else frozenset(),
        updated=day_html(record.publication.updated) if record.publication.updated else NOTHING,
    )


def _products(record: ProcedureRecord, asked_for: Request, prefix: str, dated: bool) -> Products:
    base, query = f"{prefix}/in/{slugify(record.code)}", asked_for.query
    return Products(
        sheet=f"{base}/{query}",
        calendar=f"{base}.ics{query}" if dated else "",
        text=f"{base}.txt{query}",
        pdf=f"{base}.pdf{query}" if asked_for.pdf else "",
        roadmap=f"{asked_for.path}lo-trinh/{query}" if asked_for.issuers else "",
    )


def _other_agencies(record: ProcedureRecord, prefix: str) -> list[tuple[str, list[Link]]]:
    return [(gettext(ROLES[role]), found) for role in ROLES if (found := _agencies(record, role, prefix))]


def _outputs(record: ProcedureRecord) -> list[tuple[Phrase, str]]:
    """What the citizen receives, with the id of the paper it is."""
    return [(phrase(output.name), output.document.id if output.document else "") for output in record.outputs]


def labels() -> dict[str, str]:
    """Words that templates write in loops, looked up once."""
    return {
        "when": gettext("Chỉ khi:"),
        "rule": gettext("Cách tính:"),
        "exempt": gettext("Miễn, giảm:"),
    }


def _more(record: ProcedureRecord, asked_for: Request) -> Callable[[str], str]:
    """Where the whole of a long text is read; nowhere else when the page can hold it, or is that place."""
    if asked_for.part or weight(record) <= GENEROUS:
        return lambda part: ""
    query = asked_for.query
    return lambda part: f"{asked_for.path}{query}{'&' if query else '?'}phan={part}"


def weight(record: ProcedureRecord) -> int:
    """Characters of running text in the record, each text counted once."""
    return sum(
        len(text) for text in {text.vi for texts in texts_of(record).values() for text in texts if text}
    )


def texts_of(record: ProcedureRecord) -> dict[str, list[Text | None]]:
    """The texts of a record by section of the page."""
    return {
        "title": [record.title],
        "papers": [paper.name for paper in record.papers],
        "channels": [channel.description for channel in record.channels],
        "fees": [fee.description for fee in record.fees],
        "steps": [text for step in record.steps for text in (step.name, step.text)],
        "where": [record.where],
        "results": [record.conditions, record.note, *(output.name for output in record.outputs)],
        "acts": [act.title for act in record.acts],
    }


def _untranslated(record: ProcedureRecord) -> frozenset[str]:
    """The sections of the page in which some text is only Vietnamese."""
    return frozenset(
        section
        for section, texts in texts_of(record).items()
        if any(text is not None and text.vi and not text.en for text in texts)
    )


def _official(record: ProcedureRecord) -> Phrase:
    """The official title where it says something else than the title."""
    return Phrase("") if record.official_title == record.title else phrase(record.official_title)


def _tags(record: ProcedureRecord) -> list[str]:
    found = [level_words(level) for level in dict.fromkeys(record.levels)]
    if record.offline_only:
        return [*found, gettext("Chỉ nộp trực tiếp")]
    return [*found, online_words(record.online)] if record.online in ONLINE else found


def _link(base: str, shared: Any) -> Link:
    return Link(f"{base}/{shared.id}/", phrase(shared.name))


def _agencies(record: ProcedureRecord, role: str, prefix: str) -> list[Link]:
    found = {agency.id: agency for agency in record.agencies_as(role)}
    return [_link(f"{prefix}/co-quan", agency) for agency in found.values()]


def _steps(steps: Iterable[Step], names: Names, more: str) -> list[StepView]:
    return [
        StepView(phrase(step.name), prose(_once(step), more=more), when_html(step.applies_when, names))
        for step in steps
    ]


def _once(step: Step) -> Text:
    """The text of a step, without a first line that only says its name again."""
    first, _, rest = step.text.vi.partition("\n")
    if step.name and rest.strip() and _bare(first) == _bare(step.name.vi):
        return step.text.model_copy(update={"vi": rest})
    return step.text


def _bare(line: str) -> str:
    return line.strip(" \t*+-–.:").casefold()


def _act(act: Act) -> ActView:
    since = day_html(act.in_force_from) if act.in_force_from else NOTHING
    return ActView(act.id, act.number, phrase(act.title), since)
