"""What the editor sees of the cases of a draft: the case chosen, all combinations, and what looks wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from catalogue.calendar import office_days
from catalogue.guidance import FeeLine, Guidance, PaperLine, TimeLine, guide
from catalogue.guidance.answers import PREFIX
from catalogue.guidance.fees import QuantityAsked
from catalogue.presentation.fees import fee_value
from catalogue.presentation.wording import duration, method_words, money, weekday
from catalogue.reader_case import QUANTITY, WAYS, Case, plain_number
from catalogue.record import ProcedureRecord, Question
from catalogue.situation import read_case

from .combining import Table, table
from .faults import answer_words, faults, short
from .wording import due_words, fee_words, papers_words


@dataclass(frozen=True)
class Line:
    """A row of a result; ``maybe``: it hangs on an answer not given."""

    name: str
    value: str = ""
    maybe: bool = False


@dataclass(frozen=True)
class Control:
    """A list to choose from; ``options`` are value, label and whether it is chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class Number:
    """A quantity to type."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class Combination:
    """A row of the table; ``query`` shows it."""

    name: str
    papers: str
    fee: str
    due: str
    query: str
    chosen: bool


@dataclass(frozen=True)
class Trial:
    """Everything the panel shows of ``record`` in ``case``."""

    record: ProcedureRecord
    case: Case
    guidance: Guidance
    controls: tuple[Control, ...]
    numbers: tuple[Number, ...]
    papers: tuple[Line, ...]
    looked_up: tuple[Line, ...]
    left_out: tuple[Line, ...]
    fees: tuple[Line, ...]
    times: tuple[Line, ...]
    papers_words: str
    fee_words: str
    due_words: str
    table: Table
    combinations: tuple[Combination, ...]
    faults: tuple[str, ...]


def try_case(record: ProcedureRecord, asked: QueryDict, today: date) -> Trial:
    """Work out the case that ``asked`` (as in a public address) says, and all others beside it."""
    case, days = read_case(asked, record, today), office_days()
    guidance = guide(record, case.situation, days)
    combined = table(record, case.situation, days)
    papers = guidance.papers
    return Trial(
        record=record,
        case=case,
        guidance=guidance,
        controls=(*(_question(one, case) for one in record.questions), *_ways(record, case)),
        numbers=tuple(_number(one, record, case) for one in guidance.fees.quantities),
        papers=tuple(_paper(line, need.group) for need in papers.needs for line in need.lines),
        looked_up=tuple(_paper(line) for line in papers.looked_up),
        left_out=tuple(_paper(line) for line in papers.left_out),
        fees=tuple(map(_fee, guidance.fees.lines)),
        times=tuple(map(_time, guidance.times.lines)),
        papers_words=papers_words(papers),
        fee_words=fee_words(guidance),
        due_words=due_words(guidance.times),
        table=combined,
        combinations=tuple(
            _combination(record, one.answers, one.guidance, asked, case) for one in combined.tried
        ),
        faults=tuple(faults(record, combined)),
    )


def _question(question: Question, case: Case) -> Control:
    given = case.situation.given.get(question.key)
    return Control(
        PREFIX + question.key,
        question.text.vi,
        tuple((one.key, one.label.vi, one.key == given) for one in question.choices),
    )


def _ways(record: ProcedureRecord, case: Case) -> tuple[Control, ...]:
    offered = {channel.method for channel in record.channels}
    options = tuple(
        (way, method_words(method), method == case.situation.method)
        for way, method in WAYS.items()
        if method in offered
    )
    return (Control("cach", _("Cách nộp"), options),) if len(options) > 1 else ()


def _number(quantity: QuantityAsked, record: ProcedureRecord, case: Case) -> Number:
    fee = next((one for one in record.fees if one.key == quantity.key), None)
    what = short(fee.description.vi, 60) if fee and fee.description else _("khoản thu")
    unit = quantity.unit.vi if quantity.unit else (_("số tiền") if quantity.money else _("số lượng"))
    value = case.situation.quantities.get(quantity.key)
    return Number(QUANTITY + quantity.key, f"{unit} ({what})", "" if value is None else plain_number(value))


def _paper(line: PaperLine, group: str | None = None) -> Line:
    paper = line.paper
    counted = [
        _("%(n)s bản chính") % {"n": paper.originals} if paper.originals else "",
        _("%(n)s bản sao") % {"n": paper.copies} if paper.copies else "",
        _("một trong nhóm “%(group)s”") % {"group": group} if group else "",
    ]
    return Line(short(paper.name.vi, 160), ", ".join(filter(None, counted)), line.verdict == "depends")


def _fee(line: FeeLine) -> Line:
    fee = line.fee
    name = short(fee.description.vi, 120) if fee.description else _("Khoản thu")
    said = fee_value(fee)
    if line.amount is not None and money(line.amount, fee.currency) != said:
        said = f"{said} = {money(line.amount, fee.currency)}"
    return Line(name, said, line.verdict == "depends" or line.unconfirmed_place)


def _time(line: TimeLine) -> Line:
    name = method_words(line.channel.method) if line.channel else (line.case.name.vi if line.case else "")
    said = duration(line.time) or (line.time.text.vi if line.time.text else _("chưa rõ"))
    if line.due.day:
        said = f"{said} → {weekday(line.due.day)}"
    return Line(short(name), said, line.verdict == "depends")


def _combination(
    record: ProcedureRecord, answers: Mapping[str, str], found: Guidance, asked: QueryDict, case: Case
) -> Combination:
    kept = [
        (name, one) for name in asked for one in asked.getlist(name) if one and not name.startswith(PREFIX)
    ]
    query = urlencode([*((PREFIX + key, choice) for key, choice in answers.items()), *kept])
    return Combination(
        name=answer_words(record, answers),
        papers=papers_words(found.papers),
        fee=fee_words(found),
        due=due_words(found.times),
        query=query,
        chosen=dict(answers) == dict(case.situation.given),
    )
