"""The answer for one case, as the procedure's page gives it: the same reading of the same query."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from catalogue.calendar import office_days
from catalogue.counter import today
from catalogue.guidance import Guidance, TimeGuidance, guide
from catalogue.reader_case import Case
from catalogue.record import read_record
from catalogue.situation import read_case

from . import case_shapes as shapes
from .answering import reply
from .entries import page_of, public_entry
from .places import unit_name
from .problems import ProblemError
from .procedures import in_force
from .registering import operation


def _parameter(name: str, description: str, **more: Any) -> dict[str, Any]:
    return {
        "in": "query",
        "name": name,
        "required": False,
        "description": description,
        "schema": {"type": "string"},
        **more,
    }


PARAMETERS: Final = [
    _parameter("cach", "Way to hand in: truc-tiep (in person), truc-tuyen (online), buu-dien (post)."),
    _parameter("nop", "Day of handing in: 2026-03-01."),
    _parameter("o", "Id of the unit where the person lives; see /units."),
    _parameter("noi", "The same as a name, old ones too."),
    _parameter("ngay", "Day as of which the procedure is asked for: 2026-03-01."),
    _parameter(
        "answers",
        "Answers and quantities, each a parameter of its own: hoi-KEY=CHOICE answers question KEY, "
        "sl-KEY=NUMBER is the quantity of fee KEY (3 or 1.500.000 or 2,5).",
        schema={"type": "object", "additionalProperties": {"type": "string"}},
        style="form",
        explode=True,
    ),
]


@operation(
    "procedures/{code}/guidance",
    shapes.Guidance,
    "The answer for one case: papers, fees with working, due dates",
    problems=(404, 410),
    open_query=True,
    parameters=PARAMETERS,
)
def procedure_guidance(request: HttpRequest, code: str) -> HttpResponse:
    """The query is that of the procedure's page. What in it can't be used is named in ``ignored``, never an error."""
    entry = public_entry(code)
    day = today()
    version = in_force(code, day)
    case = read_case(request.GET, read_record(version.record), day)
    if case.as_of and case.as_of != day:
        version = in_force(code, case.as_of)
        case = read_case(request.GET, read_record(version.record), day)
    if version.redacted:
        raise ProblemError(404, "not-in-force", "The content of this version had to be taken away.")
    record = read_record(version.record)
    found = guide(record, case.situation, office_days())
    said = shapes.Guidance(
        code=code,
        version=version.number,
        on=case.as_of or day,
        page=page_of("procedure", entry.slug) + case.query,
        case=_case(case, found),
        ignored=[
            shapes.Ignored(name=fault.name, value=fault.value, message=str(fault.message))
            for fault in case.faults
        ],
        papers=shapes.Papers.model_validate(found.papers),
        fees=_fees(found),
        times=_times(found.times),
        steps=found.steps,
        other_steps=found.other_steps,
        open_questions=found.open_questions,
    )
    return reply(request, said)


def _case(case: Case, found: Guidance) -> shapes.CaseRead:
    return shapes.CaseRead(
        answers=dict(found.situation.given),
        method=found.method,
        unit=unit_name(case.place.unit) if case.place else None,
        filed=found.situation.filing_day,
        quantities=dict(found.situation.quantities),
    )


def _fees(found: Guidance) -> shapes.Fees:
    totals = [
        shapes.Total.model_validate({**vars(total), "method": method, "sums": _sums(total.sums)})
        for method, total in found.fees.totals.items()
    ]
    return shapes.Fees(
        lines=tuple(map(shapes.FeeLine.model_validate, found.fees.lines)),
        left_out=tuple(map(shapes.FeeLine.model_validate, found.fees.left_out)),
        totals=tuple(totals),
        quantities=tuple(map(shapes.QuantityAsked.model_validate, found.fees.quantities)),
    )


def _sums(sums: Any) -> tuple[shapes.Sum, ...]:
    return tuple(map(shapes.Sum.model_validate, sums))


def _times(found: TimeGuidance) -> shapes.Times:
    lines = [
        shapes.TimeLine(
            method=line.channel.method if line.channel else None,
            case=line.case.name if line.case else None,
            quantity=line.time.quantity,
            unit=line.time.unit,
            text=line.time.text,
            verdict=line.verdict,
            due=shapes.Due.model_validate(line.due),
        )
        for line in found.lines
    ]
    return shapes.Times(
        lines=lines,
        earliest=found.earliest and shapes.Due.model_validate(found.earliest),
        latest=found.latest and shapes.Due.model_validate(found.latest),
        differ=found.differ,
    )
