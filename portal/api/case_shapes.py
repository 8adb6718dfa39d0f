"""What the API says of one case: papers, fees with their working, due dates, steps."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from catalogue.record import Fee, Method, Question, Step, Text
from catalogue.record import Paper as RecordPaper

from .places_shapes import UnitName
from .shapes import Code, Number, Path

Verdict = Literal["applies", "depends", "not"]


class Said(BaseModel):
    """A value read from the one that was worked out."""

    model_config = ConfigDict(from_attributes=True)


class PaperLine(Said):
    """A paper or note with its verdict."""

    paper: RecordPaper = Field(description="The paper as in the record.")
    verdict: Verdict = Field(description='"applies", "depends" on an answer not given, or "not".')
    looked_up: bool = Field(description="Whether the office sees it in a database and must not ask for it.")


class PaperNeed(Said):
    """What is needed once: a paper, or a group of which one is enough."""

    lines: tuple[PaperLine, ...] = Field(description="The papers; of a group, one is enough.")
    group: str | None = Field(description="Name of the group; null for a paper on its own.")
    met: bool = Field(description="Whether the office looks up a paper of the group itself.")
    verdict: Verdict = Field(description='"applies" when something must be brought for it, else "depends".')


class Papers(Said):
    """Papers of a case; every paper of the record stands in one of the four lists."""

    needs: tuple[PaperNeed, ...] = Field(description="What to bring, in the order of the record.")
    notes: tuple[PaperLine, ...] = Field(description="Notes that stand among the papers.")
    looked_up: tuple[PaperLine, ...] = Field(description="What the office looks up itself.")
    left_out: tuple[PaperLine, ...] = Field(description="What this case does not need.")
    certain: int = Field(description="Number of needs that are sure; a group counts once.")
    possible: int = Field(description="Number of needs that may still be.")


class Part(Said):
    """A piece of a working: ``quantity`` times ``each`` is ``amount``."""

    quantity: Decimal = Field(description="How many units; of a percentage the sum it is taken of.")
    each: Decimal = Field(description="Amount a unit; of a percentage the share (0.005 for 0.5 %).")
    amount: Decimal = Field(description="What they make, in the currency of the fee.")


class FeeLine(Said):
    """A fee of the case, worked out."""

    fee: Fee = Field(description="The fee as in the record, with its source.")
    verdict: Verdict = Field(description='"applies", "depends" on an answer not given, or "not".')
    amount: Decimal | None = Field(description="What it comes to, in ``fee.currency``; null: see ``open``.")
    open: Literal["unknown", "council", "tariff", "quantity"] | None = Field(
        description="Why there is no amount: not known, set by the council or a tariff, or a quantity is missing."
    )
    parts: tuple[Part, ...] = Field(description="The working before ``bound`` cut it.")
    bound: Literal["minimum", "maximum"] | None = Field(description="Which bound cut the sum of the parts.")
    unconfirmed_place: bool = Field(description="Whether it is one place's and no place is named.")
    contested: bool = Field(description="Whether a fee of the place that may apply would stand for it.")
    why: Literal["day", "method", "place", "answers", "replaced"] | None = Field(
        description="Why it is left out: other day, way, place or case, or a fee of the place stands for it."
    )


class Sum(Said):
    """Money of one currency between two amounts, equal when the sum is exact."""

    currency: str = Field(description="ISO 4217.")
    least: Decimal = Field(description="The least to pay, in ``currency``.")
    most: Decimal = Field(description="The most to pay, in ``currency``.")


class Total(Said):
    """The honest sum for a way to hand in; what has no number is named, never counted as nothing."""

    method: Method | None = Field(description="The way; null: the same for every way.")
    sums: tuple[Sum, ...] = Field(description="A sum a currency; empty when nothing has a number.")
    open: tuple[str, ...] = Field(description="Why further fees have no number, as in ``FeeLine.open``.")
    instead: tuple[str, ...] = Field(description="The same of fees of which one is paid in place of another.")
    free: bool = Field(description="Whether a source says that nothing is paid.")
    sure: bool = Field(description="Whether every fee is certain, exact and known.")
    alternatives: int = Field(description="Number of fees of which one is paid.")
    places: bool = Field(description="Whether fees of places are left out of the sums, no place being named.")


class QuantityAsked(Said):
    """A number that a fee needs: pass it as ``sl-`` and the key."""

    key: str = Field(description="Key of the fee.")
    unit: Text | None = Field(description="What is counted; of a percentage, the sum it is taken of.")
    money: bool = Field(description="Whether it is a sum of money.")


class Fees(Said):
    """Fees of a case."""

    lines: tuple[FeeLine, ...] = Field(description="Fees that apply or may.")
    left_out: tuple[FeeLine, ...] = Field(description="Fees that do not.")
    totals: tuple[Total, ...] = Field(description="A sum for each way to hand in, or one for all.")
    quantities: tuple[QuantityAsked, ...] = Field(description="Numbers that fees need.")


class Due(Said):
    """The last day for the result."""

    day: date | None = Field(description="The day; null when no date can be counted.")
    received: date = Field(description="Day from which the office counts.")
    unsure_years: tuple[int, ...] = Field(description="Years whose days off are not published yet.")


class TimeLine(BaseModel):
    """A time limit and its date."""

    method: Method | None = Field(description="Way to hand in that it is for.")
    case: Text | None = Field(description="Case that it is for.")
    quantity: Decimal | None = Field(description="Length in ``unit``; null when not known.")
    unit: Literal["working_day", "day", "hour", "month", "year", "unknown"] = Field(
        description="Unit of time."
    )
    text: Text | None = Field(description="The limit in the words of its source.")
    verdict: Verdict = Field(description='"applies", or "depends" on an answer not given.')
    due: Due = Field(description="Its date.")


class Times(BaseModel):
    """Time limits of a case."""

    lines: list[TimeLine] = Field(description="Limits that apply or may.")
    earliest: Due | None = Field(description="The earliest date; null when it can't be bounded.")
    latest: Due | None = Field(description="The latest date; null when it can't be bounded.")
    differ: bool = Field(description="Whether limits by way and by case disagree.")


class Ignored(BaseModel):
    """Something in the address that can't be used and was left out."""

    name: str = Field(description="Name of the parameter, cut to 60 characters.")
    value: str = Field(description="Its value, cut to 60 characters.")
    message: str = Field(description="Why, in Vietnamese; in English below /en/api/.")


class CaseRead(BaseModel):
    """The case as it was read from the address."""

    answers: dict[str, str] = Field(description="Key of the chosen answer by key of its question.")
    method: Method | None = Field(description="Way to hand in, named or following from an answer.")
    unit: UnitName | None = Field(description="Where the person lives.")
    filed: date = Field(description="Day of handing in.")
    quantities: dict[str, Decimal] = Field(description="Numbers by key of their fee.")


class Guidance(BaseModel):
    """The answer for one case: what holds, what may, and what is still to be asked."""

    code: Code
    version: Number
    on: date = Field(description="The day whose version is answered from.")
    page: Path
    case: CaseRead = Field(description="The case as it was read.")
    ignored: list[Ignored] = Field(description="What in the address could not be used.")
    papers: Papers = Field(description="Papers.")
    fees: Fees = Field(description="Fees with their working and sums.")
    times: Times = Field(description="Time limits with their dates.")
    steps: tuple[Step, ...] = Field(description="Steps that apply or may.")
    other_steps: tuple[Step, ...] = Field(description="Steps that do not.")
    open_questions: tuple[Question, ...] = Field(
        description="Questions whose answer may still change something."
    )
