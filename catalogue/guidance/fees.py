"""The fees of a case: which apply, each worked out, and their sums by way to hand in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from catalogue.record import Fee, Text

from .applying import verdict
from .fee_lines import FeeLine, Why
from .fee_totals import FeeTotal, Sum, add_up
from .rules import Open, Part, counts, work_out
from .situation import Situation

__all__ = [
    "FeeGuidance",
    "FeeLine",
    "FeeTotal",
    "Open",
    "Part",
    "QuantityAsked",
    "Sum",
    "Why",
    "fees_for",
]


@dataclass(frozen=True)
class QuantityAsked:
    """A number that a rule needs: the fee's key, what is counted, whether it is a sum of money."""

    key: str
    unit: Text | None
    money: bool


@dataclass(frozen=True)
class FeeGuidance:
    """``lines`` apply or may, ``left_out`` do not; ``quantities`` are the numbers that rules of ``lines`` need.

    ``totals`` by method in the order of the channels: the chosen method alone; without a choice one total under
    None when all ways to hand in come to the same (its lines are those of the first), else one for each.
    """

    lines: tuple[FeeLine, ...]
    left_out: tuple[FeeLine, ...]
    totals: Mapping[str | None, FeeTotal]
    quantities: tuple[QuantityAsked, ...]


def fees_for(fees: Sequence[Fee], methods: Mapping[str, str], situation: Situation) -> FeeGuidance:
    """Work out ``fees``; ``methods`` maps a channel's key to its method.

    A fee without a channel, or of a channel that no longer exists, belongs to every way to hand in.
    """
    lines, left_out = _part(fees, methods, situation, situation.method)
    asked = tuple(
        QuantityAsked(fee.key, fee.rule.unit, fee.rule.kind == "percentage")
        for fee in (line.fee for line in lines if not line.unconfirmed_place)
        if fee.rule and counts(fee)
    )
    return FeeGuidance(lines, left_out, _totals(fees, methods, situation), asked)


def _totals(
    fees: Sequence[Fee], methods: Mapping[str, str], situation: Situation
) -> dict[str | None, FeeTotal]:
    ways: list[str | None] = [situation.method] if situation.method else [*dict.fromkeys(methods.values())]
    totals = {way: add_up(_part(fees, methods, situation, way)[0]) for way in ways or [None]}
    first = next(iter(totals.values()))
    if situation.method is None and all(first.says_the_same(found) for found in totals.values()):
        return {None: first}
    return totals


def _part(
    fees: Sequence[Fee], methods: Mapping[str, str], situation: Situation, method: str | None
) -> tuple[tuple[FeeLine, ...], tuple[FeeLine, ...]]:
    """The lines for one way to hand in (None: any), and those left out; both in the order of ``fees``."""
    judged = [_line(fee, _why_not(fee, methods, situation, method), situation) for fee in fees]
    local = [line for line in judged if line.fee.territory and not (line.why or line.unconfirmed_place)]
    settled = [
        _settle(line, [found for found in local if _stands_for(found.fee, line.fee, methods, method)])
        for line in judged
    ]
    return (
        tuple(line for line in settled if line.why is None),
        tuple(line for line in settled if line.why is not None),
    )


def _why_not(fee: Fee, methods: Mapping[str, str], situation: Situation, method: str | None) -> Why | None:
    day = situation.filing_day
    if (fee.valid_from and day < fee.valid_from) or (fee.valid_to and day > fee.valid_to):
        return "day"
    if method and _method(fee, methods) not in {None, method}:
        return "method"
    if fee.territory and situation.place and fee.territory.id not in situation.place:
        return "place"
    return "answers" if verdict(fee.applies_when, situation.given) == "not" else None


def _method(fee: Fee, methods: Mapping[str, str]) -> str | None:
    return methods.get(fee.channel) if fee.channel else None


def _line(fee: Fee, why: Why | None, situation: Situation) -> FeeLine:
    if why:
        return FeeLine(fee, "not", why=why)
    worked = work_out(fee, situation.quantities.get(fee.key))
    return FeeLine(
        fee,
        verdict(fee.applies_when, situation.given),
        amount=worked.amount,
        open=worked.open,
        parts=worked.parts,
        bound=worked.bound,
        unconfirmed_place=fee.territory is not None and not situation.place,
    )


def _stands_for(local: Fee, national: Fee, methods: Mapping[str, str], method: str | None) -> bool:
    """Whether a fee of the place says what a national one leaves to it, or says by default of the same thing.

    It must be of the same kind, and hold for every way to hand in that the national one is for.
    """
    if national.territory or local.kind != national.kind:
        return False
    if method is None and _method(local, methods) not in {None, _method(national, methods)}:
        return False
    return national.status == "council" or local.description == national.description


def _settle(line: FeeLine, over: Sequence[FeeLine]) -> FeeLine:
    """``line`` left out or contested because of the fees of the place ``over`` it, when those say something."""
    telling = [local for local in over if local.open not in {"unknown", "council"}]
    if line.why is None and any(local.verdict == "applies" for local in telling):
        return FeeLine(line.fee, "not", why="replaced")
    return replace(line, contested=line.why is None and any(_contests(local, line) for local in telling))


def _contests(local: FeeLine, line: FeeLine) -> bool:
    """Whether ``line`` is not certain because of ``local``: of two numbers that are alternatives one is paid."""
    return local.fee.together or line.fee.together or local.amount is None
