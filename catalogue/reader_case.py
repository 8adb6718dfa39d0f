"""One reader's case: what an address said of it, and the address that restores it. Values only, no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.utils.http import urlencode

from .guidance import Answers, Situation
from .record import Method

if TYPE_CHECKING:
    from .models import Unit
    from .places import PlaceFound

QUANTITY: Final = "sl-"
"""A quantity's name in an address: this, then the key of its fee."""
WAYS: Final[Mapping[str, Method]] = {"truc-tiep": "in_person", "truc-tuyen": "online", "buu-dien": "post"}
"""Ways to hand in as an address names them."""
WAY_OF: Final[Mapping[Method, str]] = {method: way for way, method in WAYS.items()}


@dataclass(frozen=True)
class Fault:
    """Something in an address that can't be used: name and value cut short, and why, in the reader's language."""

    name: str
    value: str
    message: str


@dataclass(frozen=True)
class PlaceChosen:
    """Where the reader is: a unit of today; ``found`` when it was typed, with the old name that led to it."""

    unit: "Unit"
    found: "PlaceFound | None" = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the unit and what it belongs to, the smallest first."""
        return (self.unit.slug, self.unit.parent.slug) if self.unit.parent else (self.unit.slug,)


@dataclass(frozen=True)
class Case:
    """What an address says of a case. ``several`` is a typed name that fits more than one unit of today."""

    situation: Situation
    answers: Answers = field(default_factory=Answers)
    place: PlaceChosen | None = None
    several: "PlaceFound | None" = None
    typed: str = ""
    as_of: date | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def query(self) -> str:
        """The canonical query that restores the case, with its question mark; empty when nothing is chosen."""
        return self._query(self._place())

    @property
    def query_without_place(self) -> str:
        return self._query([])

    def query_at(self, slug: str) -> str:
        """The query of the same case in the unit ``slug``."""
        return self._query([("o", slug)])

    def _place(self) -> list[tuple[str, str]]:
        if self.place:
            return [("o", self.place.unit.slug)]
        return [("noi", self.typed)] if self.several else []

    def _query(self, place: Iterable[tuple[str, str]]) -> str:
        case = self.situation
        pairs = [*self.answers.pairs]
        if case.method:
            pairs.append(("cach", WAY_OF[case.method]))
        if case.filed:
            pairs.append(("nop", case.filed.isoformat()))
        pairs += place
        pairs += ((QUANTITY + key, plain_number(value)) for key, value in sorted(case.quantities.items()))
        if self.as_of:
            pairs.append(("ngay", self.as_of.isoformat()))
        return f"?{urlencode(pairs)}" if pairs else ""


def plain_number(value: Decimal) -> str:
    """A number as an address holds it, with the comma of Vietnamese: 3, 1500000, 2,5."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
