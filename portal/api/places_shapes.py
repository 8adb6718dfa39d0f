"""What the API says of units and offices."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from catalogue.record import Text

from .shapes import Named, Next, Path

UnitKind = Literal["province", "ward", "commune", "special", "district"]


class UnitName(Named):
    """A province or commune."""

    code: str = Field(description="Code of the General Statistics Office; empty when not known.")
    kind: UnitKind = Field(description='Kind of unit; "special" is a special zone (đặc khu).')
    parent: Named | None = Field(description="The province it belongs to.")
    ended: date | None = Field(description="First day on which it is no more; null while it exists.")


class FormerUnit(BaseModel):
    """An old unit that a unit of today took in."""

    name: str = Field(description="Its old name, in Vietnamese.")
    parent: str = Field(description="District it belonged to; empty when not known.")
    partial: bool = Field(description="Whether only a part of it was taken in.")


class Office(Named):
    """A counter where papers are handed in. What is not known is empty or null."""

    address: Text | None = Field(description="Postal address.")
    hours: Text | None = Field(description="Hours as the source says them.")
    phone: str = Field(description="Telephone number; empty when not known.")
    level: Literal["commune", "province", "other"] = Field(description="Level whose papers it takes.")
    agency: str | None = Field(description="Id of the agency it belongs to.")
    latitude: float | None = Field(description="Degrees north, WGS 84.")
    longitude: float | None = Field(description="Degrees east, WGS 84.")
    units: list[str] = Field(description="Ids of the units it serves; empty: no area is named.")
    source: str = Field(description="Where this comes from; empty when not known.")
    checked_on: date | None = Field(description="Day on which it was last compared with the source.")


class Offices(BaseModel):
    """A page of offices, by id."""

    items: list[Office] = Field(description="The offices of this page.")
    next: Next


class Unit(UnitName):
    """A unit with what it took in and where papers are handed in there."""

    page: Path
    former: list[FormerUnit] = Field(description="Old units it took in, wholly or in part.")
    offices: list[Office] = Field(description="Its own offices, and those of its province that serve it.")


class UnitChoice(BaseModel):
    """A unit of today that a name may mean."""

    unit: UnitName = Field(description="The unit.")
    by: str = Field(description="The old name that led to it; empty: its own name did.")


class UnitsFound(BaseModel):
    """What a name of a place means today, old names too."""

    name: str = Field(description="The name asked for.")
    unit: UnitName | None = Field(description="The one unit meant; null when none or several may be meant.")
    said: str = Field(description="The old name that led to ``unit``; empty: its own name did.")
    partial: bool = Field(description="Whether only a part of the old unit belongs to ``unit``.")
    choices: list[UnitChoice] = Field(description="Units that may be meant as well, or instead.")
    more: int = Field(description="How many choices there are beyond those given.")
    ended: UnitName | None = Field(description="A unit that is no more and whose successor is not known.")
    unread: str = Field(description="Part of the name in which nothing was recognised.")
