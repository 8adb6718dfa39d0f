"""From a record and the reader's answers to what the page shows: plain values, in the active language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from catalogue.guidance import Answers, split
from catalogue.record import Act, ProcedureRecord, Step, Text
from portal.core.slugs import cut, slugify
from portal.core.words import gettext

from .conditions import Names, names_of, when_html
from .fees import FeeContext, FeeList, fee_list
from .papers import PaperList, copies_known, count_range, paper_list
from .prose import Prose, prose
from .times import TimeList, time_list
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


class Link(NamedTuple):
    href: str
    words: Phrase


class Option(NamedTuple):
    key: str
    label: Phrase
    chosen: bool


class Asked(NamedTuple):
    name: str
    text: Phrase
    help: Phrase
    options: list[Option]


class StepView(NamedTuple):
    name: Phrase
    text: Prose
    when: SafeString


class ActView(NamedTuple):
    id: str
    number: str
    title: Phrase
    since: SafeString


class Fact(NamedTuple):
    """One of the four facts: value, words, source; ``unsure`` when the value is not known."""

    value: str
    words: str
    source: SafeString
    unsure: bool = False
    lang: SafeString = NOTHING


@dataclass(frozen=True)
class Request:
    """What a page is asked for: where it stands, on which day, with which answers."""

    path: str
    on: date
    answers: Answers = field(default_factory=Answers)
    as_of: str = ""
    part: str = ""

    @property
    def query(self) -> str:
        """The answers and the day as a query, with its question mark; empty when there are none."""
        pairs = [*self.answers.pairs, *([("ngay", self.as_of)] if self.as_of else [])]
        return f"?{urlencode(pairs)}" if pairs else ""


@dataclass(frozen=True)
class ProcedureView:
    """Everything the template of the page needs."""

    record: ProcedureRecord
    asked_for: Request
    prefix: str
    print_path: str
    title: Phrase
    official: Phrase
    lead: Phrase
    tags: list[str]
    topic: Link | None
    life_events: list[Link]
    audiences: list[Phrase]
    facts: dict[str, Fact]
    questions: list[Asked]
    chosen: list[tuple[Phrase, Phrase]]
    papers: PaperList
    copies_known: bool
    times: TimeList
    fees: FeeList
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

    @property
    def settled(self) -> bool:
        """Whether every question has its answer."""
        return bool(self.chosen) and len(self.chosen) == len(self.questions)


def procedure_view(record: ProcedureRecord, asked_for: Request) -> ProcedureView:
    """Prepare the page of ``record``."""
    prefix = "/en" if reader() == "en" else ""
    cite = cache(lambda source: source_html(source, prefix))
    more = _more(record, asked_for)
    given = asked_for.answers.given
    names = names_of(record.questions)
    channels = {channel.key: channel for channel in record.channels}
    papers = paper_list(
        record.papers, record.questions, given, sets=record.sets, prefix=prefix, more=more("giay-to")
    )
    times = time_list(record.channels, record.times, given, more=more("cach-nop"))
    fee_context = FeeContext(channels, names, prefix, asked_for.on, more("le-phi"))
    fees = fee_list(record.fees, given, fee_context, record.source_of("fees"))
    steps = split(record.steps, given)
    executing = _agencies(record, "executing", prefix) or _agencies(record, "authority", prefix)
    sources = {
        section: cite(record.source_of(section)) for section in ("papers", "times", "agencies", "conditions")
    }
    return ProcedureView(
        record=record,
        asked_for=asked_for,
        prefix=prefix,
        print_path=f"{prefix}/in/{slugify(record.code)}/{asked_for.query}",
        title=phrase(record.title),
        official=_official(record),
        lead=phrase(record.summary),
        tags=_tags(record),
        topic=_link(f"{prefix}/linh-vuc", record.topic) if record.topic else None,
        life_events=[_link(f"{prefix}/su-kien", event) for event in record.life_events],
        audiences=[phrase(audience.name) for audience in record.audiences],
        facts=_facts(
            record, given, papers=papers, times=times, fees=fees, executing=executing, sources=sources
        ),
        questions=_questions(record, given),
        chosen=_chosen(record, given, names),
        papers=papers,
        copies_known=copies_known(record.papers),
        times=times,
        fees=fees,
        steps=_steps([*steps["applies"], *steps["depends"]], names, more("cac-buoc")),
        other_steps=_steps(steps["not"], names, more("cac-buoc")),
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


def _chosen(record: ProcedureRecord, given: Mapping[str, str], names: Names) -> list[tuple[Phrase, Phrase]]:
    """The questions that were answered, each with its answer."""
    return [
        (phrase(question.text), names[question.key, given[question.key]])
        for question in record.questions
        if question.key in given
    ]


def _other_agencies(record: ProcedureRecord, prefix: str) -> list[tuple[str, list[Link]]]:
    return [(gettext(ROLES[role]), found) for role in ROLES if (found := _agencies(record, role, prefix))]


def _outputs(record: ProcedureRecord) -> list[tuple[Phrase, str]]:
    """What the citizen receives, with the id of the paper it is."""
    return [(phrase(output.name), output.document.id if output.document else "") for output in record.outputs]


def description(view: ProcedureView) -> str:
    """One sentence for search engines: the facts."""
    facts = view.facts
    return gettext("%(title)s (%(code)s): giấy tờ %(papers)s; thời gian %(time)s; lệ phí %(fee)s.") % {
        "title": cut(view.title.text, 90),
        "code": view.record.code,
        "papers": _lower(facts["papers"].value),
        "time": _lower(facts["time"].value),
        "fee": _lower(facts["fee"].value),
    }


def labels() -> dict[str, str]:
    """Words that templates write in loops, looked up once."""
    return {
        "when": gettext("Chỉ khi:"),
    }


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


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
    found = {agency.id: agency for agency in record.agencies if agency.role == role}
    return [_link(f"{prefix}/co-quan", agency) for agency in found.values()]


def _questions(record: ProcedureRecord, given: Mapping[str, str]) -> list[Asked]:
    return [
        Asked(
            f"hoi-{question.key}",
            phrase(question.text),
            phrase(question.help),
            [Option(c.key, phrase(c.label), given.get(question.key) == c.key) for c in question.choices],
        )
        for question in record.questions
    ]


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


def _facts(
    record: ProcedureRecord,
    given: Mapping[str, str],
    *,
    papers: PaperList,
    times: TimeList,
    fees: FeeList,
    executing: list[Link],
    sources: Mapping[str, SafeString],
) -> dict[str, Fact]:
    return {
        "papers": _papers_fact(record, given, papers, sources["papers"]),
        "time": Fact(times.value, times.words, sources["times"], times.unsure),
        "fee": Fact(fees.value, fees.words, fees.source, fees.unsure),
        "where": _where_fact(executing, sources["agencies"]),
    }


def _papers_fact(
    record: ProcedureRecord, given: Mapping[str, str], papers: PaperList, source: SafeString
) -> Fact:
    fewest, most = count_range(record.papers, record.questions, given)
    if not papers.certain and not papers.possible:
        return Fact(gettext("Chưa có danh sách"), gettext("hãy hỏi nơi nộp"), source, True)
    words = gettext("cho trường hợp bạn chọn") if given else papers.sets
    if fewest == most:
        return Fact(ngettext("%(n)s loại", "%(n)s loại", most) % {"n": most}, words, source)
    value = gettext("%(fewest)s – %(most)s loại") % {"fewest": fewest, "most": most}
    return Fact(value, gettext("tuỳ trường hợp của bạn"), source)


def _where_fact(executing: list[Link], source: SafeString) -> Fact:
    if not executing:
        return Fact(gettext("Chưa rõ nơi nộp"), gettext("nguồn không ghi cơ quan"), source, True)
    first = executing[0].words
    others = len(executing) - 1
    words = gettext("và %(n)s cơ quan khác") % {"n": others} if others else ""
    return Fact(cut(first.text, 90), words, source, lang=first.lang)
