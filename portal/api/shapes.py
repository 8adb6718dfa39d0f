"""What the API says of procedures, versions and shared things, field by field."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from catalogue.record import Level, OnlineLevel, ProcedureRecord, Shared, Text

Basis = Literal["act", "recorded"]
VersionKind = Literal["publication", "relink"]
Path = Annotated[str, Field(description="Path of the page for people; the same below /en is in English.")]
Next = Annotated[
    str | None, Field(description="Path and query of the next page of this list; null on the last page.")
]
Total = Annotated[int, Field(description="How many things the whole list holds, all pages together.")]
Code = Annotated[str, Field(description='Code of the procedure in the national catalogue: "1.001193".')]
Number = Annotated[int, Field(description="Number of the version: 1, 2, 3 … of its procedure.")]
InForceFrom = Annotated[
    date | None,
    Field(description="First day of the version at Asia/Ho_Chi_Minh; null: the earliest known one."),
]


class Links(BaseModel):
    """Where more of a procedure stands; paths of this site."""

    self: str = Field(description="This procedure in the API.")
    page: Path
    versions: str = Field(description="All its versions.")
    guidance: str = Field(description="The answer for one case of it.")


class VersionHead(BaseModel):
    """A version without its record."""

    code: Code
    number: Number
    in_force_from: InForceFrom
    basis: Basis = Field(
        description='"act": an act caused it; "recorded": the source changed, no act is known.'
    )
    kind: VersionKind = Field(description='"publication", or "relink": only names of shared things changed.')
    caused_by: str = Field(description="Number of the act that caused it; empty when none is known.")
    note: str = Field(description="What changed, in Vietnamese as editors or the import noted it.")
    published_at: datetime = Field(description="When it was published here, with its offset to UTC.")
    redacted: bool = Field(description="Whether its content had to be taken away; its record is null then.")


class Versions(BaseModel):
    """All versions of a procedure, the one latest in force first, coming ones among them."""

    code: Code
    items: list[VersionHead] = Field(description="The versions.")


class ProcedureHead(BaseModel):
    """Beside the record of a procedure: which version it is, and where more stands."""

    code: Code
    version: Number
    in_force_from: InForceFrom
    on: date = Field(description="The day (Asia/Ho_Chi_Minh) for which this is said to be in force.")
    redacted: bool = Field(description="Whether the content of the version had to be taken away.")
    links: Links = Field(description="Where more of it stands.")


class Procedure(ProcedureHead):
    """The version of a procedure in force on a day, its record as it was published."""

    record: ProcedureRecord | None = Field(
        description="The record in both languages; a field that is absent has its default. Null when redacted."
    )


class Change(VersionHead):
    """A version with its place in the order of publishing."""

    cursor: int = Field(description="Its place in the order of publishing: pass the last as ``since``.")
    record: ProcedureRecord | None = Field(description="The record as published; null when redacted.")


class Changes(BaseModel):
    """Versions in the order of publishing, each once over all pages."""

    items: list[Change] = Field(description="The versions after ``since``, the earliest first.")
    since: int = Field(description="Pass this as ``since`` next time, now or tomorrow.")
    next: Next


class ProcedureRow(BaseModel):
    """A procedure in a list, from its version in force today."""

    code: Code
    title: Text = Field(description="Title for people.")
    official_title: Text = Field(description="Title as its authority published it.")
    topic: Shared | None = Field(description="Field it belongs to in the national catalogue.")
    levels: list[Level] = Field(description="Levels of government that receive it.")
    online: OnlineLevel = Field(description="How far it can be done online, as the source says.")
    version: Number
    in_force_from: InForceFrom
    changed_at: datetime = Field(description="When something public of it last changed here.")
    links: Links = Field(description="Where more of it stands.")


class Procedures(BaseModel):
    """A page of procedures, by code."""

    items: list[ProcedureRow] = Field(description="The procedures of this page.")
    total: Total
    next: Next


class Named(BaseModel):
    """A shared thing: its lasting id and its name."""

    id: str = Field(description="Lasting id; stands in addresses and in records.")
    name: Text = Field(description="Name in Vietnamese and, where translated, in English.")


class ProcedureName(BaseModel):
    """A public procedure by code and title."""

    code: Code
    title: Text = Field(description="Title for people.")
    page: Path


class Counted(Named):
    """A shared thing with how many public procedures name it."""

    procedures: int = Field(description="Number of public procedures that name it.")


class CountedList(BaseModel):
    """A page of shared things, by id."""

    items: list[Counted] = Field(description="The things of this page.")
    next: Next


class PaperNode(Named):
    """A paper in the graph of procedures: who asks for it, and who issues it."""

    aliases: list[str] = Field(description="Other Vietnamese names of the same paper.")
    page: Path
    asked_by: list[ProcedureName] = Field(
        description="Public procedures that ask for it, by code; at most 400."
    )
    asked_by_total: int = Field(description="How many ask for it; all of them at ``asked_by_link``.")
    asked_by_link: str = Field(description="Path and query of the list of those that ask for it.")
    issued_by: list[ProcedureName] = Field(
        description="Public procedures that issue it, each confirmed by an editor; empty when not known."
    )


class ActDetail(BaseModel):
    """A legal act. What nobody has confirmed is null."""

    id: str = Field(description="Lasting id; stands in addresses and in records.")
    number: str = Field(description='Number and symbol: "123/2015/NĐ-CP".')
    kind: str = Field(description="Kind of act in Vietnamese; empty when not known.")
    title: Text | None = Field(description="Title (trích yếu).")
    issuer: Text | None = Field(description="Who issued it.")
    issued: date | None = Field(description="Day of issuing.")
    in_force_from: date | None = Field(description="First day in force.")
    in_force_to: date | None = Field(description="Last day in force; null: none known.")
    replaced_by: str | None = Field(description="Id of the act that replaced it.")
    page: Path
    procedures_link: str = Field(description="Path and query of the list of public procedures based on it.")
