"""A fee of a case: what it comes to, or why it has no amount or is left out."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from catalogue.record import Fee

from .applying import Verdict
from .rules import Bound, Open, Part

Why = Literal["day", "method", "place", "answers", "replaced"]
"""Why a fee is left out: not in force on the day, of another way to hand in, of another place, not this case, or a
fee of the place stands for it."""


@dataclass(frozen=True)
class FeeLine:
    """One fee that applies or may. ``amount`` (in ``fee.currency``) when it is known, else ``open`` says why.

    ``parts`` are the working before ``bound`` ("minimum", "maximum") cut it. ``unconfirmed_place``: the fee is one
    place's and the reader has not said where. ``contested``: a fee of the place that may apply would stand for it.
    A line left out has the verdict "not", neither amount nor open, and says ``why``.
    """

    fee: Fee
    verdict: Verdict
    amount: Decimal | None = None
    open: Open | None = None
    parts: tuple[Part, ...] = ()
    bound: Bound | None = None
    unconfirmed_place: bool = False
    contested: bool = False
    why: Why | None = None

    @property
    def certain(self) -> bool:
        """Whether the fee is to be paid, or is one of those of which one is."""
        return self.verdict == "applies" and not self.unconfirmed_place and not self.contested
