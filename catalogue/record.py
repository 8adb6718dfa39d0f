"""The procedure record: one typed, frozen value in both languages from which all public output is made.

A record is what a published version holds. It knows nothing of the database or the framework.
Names of sections follow NĐ 63/2010/NĐ-CP art. 8 and the EU's CPSV-AP where it has a term.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = 1

Language = Literal["vi", "en"]
Level = Literal["ministry", "province", "district", "commune", "vertical", "other"]
OnlineLevel = Literal["none", "part", "full", "unknown"]
Method = Literal["in_person", "online", "post"]
TimeUnit = Literal["working_day", "day", "hour", "month", "year", "unknown"]
Handing = Literal["submit", "present", "unknown"]
PaperKind = Literal["paper", "note"]
CopyKind = Literal["certified", "plain", "unknown"]
FeeKind = Literal["fee", "charge", "price", "unknown"]
FeeStatus = Literal["amount", "free", "council", "unknown"]
AgencyRole = Literal["executing", "authority", "coordinating", "authorised", "publishing"]
SharedKind = Literal["agency", "paper", "act", "topic", "life_event", "audience", "form", "unit"]


class Frozen(BaseModel):
    """A value: never changed, equal by content, refusing fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """A text in Vietnamese and, where somebody translated it, in English."""

    vi: str
    en: str | None = None

    def read(self, language: str) -> tuple[str, str]:
        """Return the text for a reader of ``language`` and the language it is really in."""
        if language == "en" and self.en:
            return self.en, "en"
        return self.vi, "vi"


class Shared(Frozen):
    """Something many procedures name: its lasting id and its name on the day of publishing."""

    id: str
    name: Text


class Condition(Frozen):
    """True when the answer to ``question`` is one of ``choices`` (keys)."""

    question: str
    choices: tuple[str, ...]


AppliesWhen = tuple[Condition, ...]
"""All must hold; empty means always."""


class Source(Frozen):
    """Where a number comes from: an act, the decision that published the record, or an editor's word."""

    kind: Literal["act", "decision", "editor", "unknown"]
    number: str | None = None
    act: str | None = None
    act_kind: str = ""
    issuer: Text | None = None
    dated: date | None = None


class Duration(Frozen):
    """A time limit. ``quantity`` counts ``unit``; ``text`` is what the source says in words."""

    quantity: Decimal | None = None
    unit: TimeUnit = "unknown"
    text: Text | None = None

    @property
    def usable(self) -> bool:
        """Whether a date can be counted from it."""
        return self.quantity is not None and self.quantity > 0 and self.unit != "unknown"


class Agency(Frozen):
    id: str
    name: Text
    role: AgencyRole
    level: Level = "other"


class Audience(Shared):
    kind: str = ""


class Choice(Frozen):
    """An answer; ``method`` when it says by which way the papers are handed in."""

    key: str
    label: Text
    method: Method | None = None


class Question(Frozen):
    """A plain question whose answer decides what applies."""

    key: str
    text: Text
    help: Text | None = None
    choices: tuple[Choice, ...] = ()


class Form(Frozen):
    """A form to fill in; ``url`` is the path of the file when we hold it."""

    id: str
    name: Text
    file_name: str = ""
    url: str | None = None


class Paper(Frozen):
    """A paper to submit or present, or a note that stands among them (``kind``).

    ``one_of`` names a group of which one is enough. ``lookup`` says in which database the office can see the
    paper itself: it must not ask for it then.
    """

    key: str
    name: Text
    kind: PaperKind = "paper"
    heading: Text | None = None
    handing: Handing = "unknown"
    originals: int | None = None
    copies: int | None = None
    required: bool | None = None
    one_of: str | None = None
    copy_kind: CopyKind = "unknown"
    lookup: Text | None = None
    note: Text | None = None
    electronic: bool = False
    code: str = ""
    document: Shared | None = None
    forms: tuple[Form, ...] = ()
    applies_when: AppliesWhen = ()


class Channel(Frozen):
    """A way to submit, with its time limit."""

    key: str
    method: Method
    time: Duration
    description: Text | None = None


class CaseTime(Frozen):
    """A time limit for a case, as the source gives it beside those of the channels."""

    key: str
    code: str
    name: Text
    time: Duration
    applies_when: AppliesWhen = ()


class Tier(Frozen):
    """``amount`` a unit, up to and including unit number ``up_to`` (None: all further units)."""

    up_to: int | None
    amount: Decimal


class FeeRule(Frozen):
    """How a fee is worked out when it is more than one flat amount.

    ``unit`` is what is counted; of a percentage, the sum of money it is taken of. ``minimum`` and ``maximum``
    bound the whole.
    """

    kind: Literal["flat", "per_unit", "tiers", "percentage", "tariff"]
    unit: Text | None = None
    tiers: tuple[Tier, ...] = ()
    percent: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None


class Fee(Frozen):
    """One fee. ``amount`` counts ``currency`` (ISO 4217) and is set only when ``status`` is "amount".

    ``together``: a source says it is paid beside the other fees that apply. Fees without it are alternatives:
    they are never added.
    """

    key: str
    kind: FeeKind = "unknown"
    status: FeeStatus = "unknown"
    amount: Decimal | None = None
    currency: str = "VND"
    description: Text | None = None
    channel: str | None = None
    rule: FeeRule | None = None
    together: bool = False
    applies_when: AppliesWhen = ()
    exemptions: Text | None = None
    territory: Shared | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: Source


class Step(Frozen):
    key: str
    name: Text | None = None
    text: Text
    applies_when: AppliesWhen = ()


class Output(Frozen):
    """A result the citizen receives."""

    key: str
    name: Text
    code: str = ""
    document: Shared | None = None


class Act(Frozen):
    """A legal act. Dates stay empty until somebody has confirmed them."""

    id: str
    number: str
    title: Text
    kind: str = ""
    issuer: Text | None = None
    issued: date | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None


class Publication(Frozen):
    """The decision that published the procedure, and when the national record was last updated."""

    decision: str | None = None
    issuer: Text | None = None
    decided: date | None = None
    published: date | None = None
    updated: date | None = None

    @property
    def source(self) -> Source:
        """The decision as the source of a number; unknown when no decision is named."""
        if not self.decision:
            return Source(kind="unknown", dated=self.published or self.updated)
        return Source(kind="decision", number=self.decision, issuer=self.issuer, dated=self.decided)


class SectionSource(Frozen):
    """Where a whole section comes from when that is not the publishing decision."""

    section: str
    source: Source


class ProcedureRecord(Frozen):
    """Everything the public may read of one procedure, as published in one version."""

    schema_version: int = SCHEMA_VERSION
    code: str
    title: Text
    official_title: Text
    summary: Text | None = None
    keywords: Text | None = None
    topic: Shared | None = None
    life_events: tuple[Shared, ...] = ()
    audiences: tuple[Audience, ...] = ()
    levels: tuple[Level, ...] = ()
    online: OnlineLevel = "unknown"
    offline_only: bool = False
    shared_service: bool = False
    non_territorial: bool = False
    agencies: tuple[Agency, ...] = ()
    conditions: Text | None = None
    note: Text | None = None
    where: Text | None = None
    returning: tuple[str, ...] = ()
    sets: int | None = None
    questions: tuple[Question, ...] = ()
    papers: tuple[Paper, ...] = ()
    channels: tuple[Channel, ...] = ()
    times: tuple[CaseTime, ...] = ()
    fees: tuple[Fee, ...] = ()
    steps: tuple[Step, ...] = ()
    outputs: tuple[Output, ...] = ()
    acts: tuple[Act, ...] = ()
    publication: Publication = Field(default_factory=Publication)
    sources: tuple[SectionSource, ...] = ()

    def source_of(self, section: str) -> Source:
        """Where the numbers of ``section`` come from."""
        own = next((known.source for known in self.sources if known.section == section), None)
        return own or self.publication.source

    def agencies_as(self, role: AgencyRole) -> list[Agency]:
        """The agencies with that part in the procedure, in the record's order."""
        return [agency for agency in self.agencies if agency.role == role]

    def to_json(self) -> str:
        """Return canonical JSON: sorted keys, no blanks, marks kept; equal records give equal text."""
        return json.dumps(
            self.model_dump(mode="json", exclude_defaults=True) | {"schema_version": self.schema_version},
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


def read_record(text: str) -> ProcedureRecord:
    """Read a stored record, also one written by an older schema.

    A field added later has a default; one renamed later keeps its old name as a validation alias.
    Raises pydantic.ValidationError when the text is no record.
    """
    return ProcedureRecord.model_validate_json(text)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of today's record."""
    schema = ProcedureRecord.model_json_schema()
    return {"$id": f"mot-cua/procedure-record/{SCHEMA_VERSION}", **schema}


Names = Mapping[tuple[SharedKind, str], Mapping[str, Any]]
"""New names of shared things by kind and id: the fields that changed."""


def relink(record: ProcedureRecord, names: Names) -> ProcedureRecord:
    """Return ``record`` with the shared things in ``names`` renamed; pure, everything else stays."""

    def renamed(kind: SharedKind, thing: Any) -> Any:
        change = thing is not None and names.get((kind, thing.id))
        return thing.model_copy(update=dict(change)) if change else thing

    def rows(kind: SharedKind, things: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(renamed(kind, thing) for thing in things)

    papers = tuple(
        paper.model_copy(
            update={"document": renamed("paper", paper.document), "forms": rows("form", paper.forms)}
        )
        for paper in record.papers
    )
    outputs = tuple(
        output.model_copy(update={"document": renamed("paper", output.document)}) for output in record.outputs
    )
    fees = tuple(fee.model_copy(update={"territory": renamed("unit", fee.territory)}) for fee in record.fees)
    return record.model_copy(
        update={
            "topic": renamed("topic", record.topic),
            "life_events": rows("life_event", record.life_events),
            "audiences": rows("audience", record.audiences),
            "agencies": rows("agency", record.agencies),
            "acts": rows("act", record.acts),
            "papers": papers,
            "outputs": outputs,
            "fees": fees,
        }
    )
