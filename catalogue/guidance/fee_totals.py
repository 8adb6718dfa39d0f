"""The honest sum of fees: currencies apart, what is uncertain as a range, what has no number named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, get_args

from .fee_lines import FeeLine
from .rules import ZERO, Open, total

FIRST: Final = "VND"


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

    ``sure``: every line applies, is exact and none is open. ``instead`` are the open ones of fees that stand in
    place of others ("or"), the rest is paid beside the sums ("and"). ``alternatives`` counts the fees of which one
    is paid; fees of other places are not in the sums: ``places`` says that there are some.
    """

    lines: tuple[FeeLine, ...]
    sums: tuple[Sum, ...]
    open: tuple[Open, ...]
    free: bool
    sure: bool
    instead: tuple[Open, ...] = ()
    alternatives: int = 0
    places: bool = False

    def says_the_same(self, other: "FeeTotal") -> bool:
        """Whether both tell the reader the same, whatever lines they are made of."""
        return (self.sums, self.open, self.free, self.sure, self.instead, self.places) == (
            other.sums,
            other.open,
            other.free,
            other.sure,
            other.instead,
            other.places,
        )


def add_up(lines: Sequence[FeeLine]) -> FeeTotal:
    """Sum ``lines``, all of one way to hand in.

    Fees paid together are added: one that is not certain adds from nothing to its amount. The others are
    alternatives of one another: one of them is paid, from the least to the most, from nothing when none is
    certain or when they are of several currencies. An alternative without a number does not change the range of
    those that have one: ``instead`` names it. A currency with nothing to pay has no sum.
    """
    counted = [line for line in lines if not line.unconfirmed_place]
    beside = [line for line in counted if line.fee.together]
    alternatives = [line for line in counted if not line.fee.together]
    sums = tuple(
        found for currency in _currencies(counted) if (found := _sum(beside, alternatives, currency))
    )
    free = all(line.fee.status == "free" for line in lines) and any(line.certain for line in lines)
    certain = bool(lines) and all(line.certain and line.open is None for line in lines)
    return FeeTotal(
        lines=tuple(lines),
        sums=sums,
        open=_open(counted),
        free=free,
        sure=certain and all(found.exact for found in sums),
        instead=_open(alternatives) if len(alternatives) > 1 else (),
        alternatives=len(alternatives),
        places=len(counted) < len(lines),
    )


def _currencies(lines: Iterable[FeeLine]) -> list[str]:
    """Đồng first, the others by name."""
    return sorted({line.fee.currency for line in lines}, key=lambda currency: (currency != FIRST, currency))


def _open(lines: Iterable[FeeLine]) -> tuple[Open, ...]:
    found = {line.open for line in lines}
    return tuple(kind for kind in get_args(Open) if kind in found)


def _sum(beside: Iterable[FeeLine], alternatives: Iterable[FeeLine], currency: str) -> Sum | None:
    added = [line for line in beside if line.fee.currency == currency]
    numbered = [line for line in alternatives if line.amount is not None]
    least = total(line.amount or ZERO for line in added if line.certain)
    most = total(line.amount or ZERO for line in added)
    amounts = [line.amount or ZERO for line in numbered if line.fee.currency == currency]
    if any(line.certain for line in numbered) and len(amounts) == len(numbered):
        least += min(amounts)
    most += max(amounts, default=ZERO)
    return Sum(currency, least, most) if most else None
