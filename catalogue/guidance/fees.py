"""The fees of a case, each worked out, and their honest sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from catalogue.record import Fee, Text

from .applying import Verdict
from .situation import Situation

Open = Literal["unknown", "council", "tariff", "quantity"]
"""Why a line has no amount: not known, the provincial council sets it, a tariff in an act, a quantity is missing."""


@dataclass(frozen=True)
class Part:
    """A piece of a working: ``quantity`` units at ``each`` make ``amount``."""

    quantity: Decimal
    each: Decimal
    amount: Decimal


@dataclass(frozen=True)
class FeeLine:
    """One fee that applies or may. ``amount`` (in ``fee.currency``) when it is known, else ``open`` says why.

    ``parts`` are the working before ``bound`` ("minimum", "maximum") cut it. ``unconfirmed_place``: the fee is one
    place's and the reader has not said where.
    """

    fee: Fee
    verdict: Verdict
    amount: Decimal | None = None
    open: Open | None = None
    parts: tuple[Part, ...] = ()
    bound: Literal["minimum", "maximum"] | None = None
    unconfirmed_place: bool = False


@dataclass(frozen=True)
class Sum:
    """Money of one currency between ``least`` and ``most``; equal when the sum is exact."""

    currency: str
    least: Decimal
    most: Decimal

    @property
    def exact(self) -> bool:
        return self.least == self.most


@dataclass(frozen=True)
class FeeTotal:
    """The honest sum of ``lines``: currencies apart, ``open`` what has no number, ``free`` when a source says so.

    ``sure``: every line applies, is exact and none is open.
    """

    lines: tuple[FeeLine, ...]
    sums: tuple[Sum, ...]
    open: tuple[Open, ...]
    free: bool
    sure: bool


@dataclass(frozen=True)
class QuantityAsked:
    """A number that a rule needs: the fee's key, what is counted, whether it is a sum of money."""

    key: str
    unit: Text | None
    money: bool


@dataclass(frozen=True)
class FeeGuidance:
    """``totals`` by method in the order of the channels: one method when it is chosen or all are alike (key None)."""

    lines: tuple[FeeLine, ...]
    left_out: tuple[FeeLine, ...]
    totals: Mapping[str | None, FeeTotal]
    quantities: tuple[QuantityAsked, ...]


def fees_for(fees: Sequence[Fee], methods: Mapping[str, str], situation: Situation) -> FeeGuidance:
    """Work out ``fees``; ``methods`` maps a channel's key to its method."""
    raise NotImplementedError
