"""What is known of the one who asks: answers, day, place, quantities, way to hand in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from catalogue.record import Method


@dataclass(frozen=True)
class Situation:
    """One person's case. Everything may be left open; what is open narrows nothing.

    ``given`` maps a question's key to the chosen one. ``place`` holds ids of units, the smallest first (commune,
    province). ``quantities`` maps the key of a fee to how many of its unit, or of a percentage the sum of money it
    is taken of. ``filed`` is the day of handing in.
    """

    on: date
    given: Mapping[str, str] = field(default_factory=dict)
    place: tuple[str, ...] = ()
    quantities: Mapping[str, Decimal] = field(default_factory=dict)
    method: Method | None = None
    filed: date | None = None
    after_cutoff: bool = False

    @property
    def filing_day(self) -> date:
        """The day of handing in: the one named, else the day asked for."""
        return self.filed or self.on
