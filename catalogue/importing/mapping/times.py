"""Ways to submit and time limits. A number is kept as a number only when it is one; words stay words."""

import re
from decimal import Decimal
from typing import Final

from .node import Node, WrongType
from .shapes import CaseTimeDraft, ChannelDraft, ProcedureDraft
from .text import clean, matching

METHODS: Final = {"ONLINE": "online", "POSTAL": "post", "DIRECT": "in_person"}
UNITS: Final = {
    "WORKING_DAY": "working_day",
    "DAY": "day",
    "HOUR": "hour",
    "MONTH": "month",
    "YEAR": "year",
    "OTHER": "unknown",
    "": "unknown",
}
_NUMBER = re.compile(r"^\d{1,5}(?:[.,]\d{1,2})?$")
LARGEST: Final = Decimal(999_999)


def channels_of(detail: Node, draft: ProcedureDraft) -> list[tuple[ChannelDraft, Node]]:
    """Return each way to submit with the source object it came from, which also holds its fees."""
    found: list[tuple[ChannelDraft, Node]] = []
    for node in detail.nodes("executionMethods"):
        method = METHODS.get(node.raw_text("submissionMethod"))
        if method is None:
            raise WrongType(node.at("submissionMethod"), "ONLINE/POSTAL/DIRECT")
        number = sum(channel.method == method for channel, _ in found) + 1
        key = method if number == 1 else f"{method}-{number}"
        channel = ChannelDraft(key=key, method=method, description_vi=node.text("description"))
        channel.time_quantity, channel.time_text_vi = quantity(node, "processingTime")
        channel.time_unit = unit(node, "processingTimeUnit", draft)
        if not usable(channel):
            said = f"{node.data.get('processingTime')} {node.data.get('processingTimeUnit')}"
            draft.find("time-unusable", node.place, f"{said}\n{channel.description_vi}".strip())
        found.append((channel, node))
    return found


def quantity(node: Node, field: str) -> tuple[Decimal | None, str]:
    """Return the number of a time limit, or the words that stand in its place."""
    value = node.data.get(field)
    if isinstance(value, str):
        words = clean(value)
        return (Decimal(words.replace(",", ".")), "") if _NUMBER.match(words) else (None, words)
    number = node.number(field)
    if number is None:
        return None, ""
    if not 0 <= number <= LARGEST or number != round(number, 2):
        return None, str(number)
    return number, ""


def unit(node: Node, field: str, draft: ProcedureDraft) -> str:
    named = node.raw_text(field)
    if named not in UNITS:
        draft.find("time-unit-unknown", node.place, named)
    return UNITS.get(named, "unknown")


def usable(row: ChannelDraft | CaseTimeDraft) -> bool:
    return bool(row.time_quantity and row.time_unit != "unknown")


def case_times_of(detail: Node, draft: ProcedureDraft) -> list[CaseTimeDraft]:
    """Return the time limits by case, equal ones once."""
    found: dict[tuple[str, str, Decimal | None, str], CaseTimeDraft] = {}
    for node in detail.nodes("cases"):
        code, name, day = node.line("code"), node.text("name"), node.node("processingDay")
        number, words = quantity(day, "qty")
        if words:
            draft.find("case-time-as-text", day.place, words)
        row = CaseTimeDraft("", code, name, number, unit(day, "type", draft))
        found.setdefault((matching(name), code, number, row.time_unit), row)
    for row in found.values():
        same = [other for other in found.values() if other.code == row.code and other.key]
        row.key = f"case-{row.code}"[:30] + (f"-{len(same) + 1}" if same else "")
    return list(found.values())


def disagree(channels: list[ChannelDraft], cases: list[CaseTimeDraft]) -> bool:
    """Whether a case names a time limit that no channel has."""
    by_channel = {(row.time_quantity, row.time_unit) for row in channels if usable(row)}
    by_case = {(row.time_quantity, row.time_unit) for row in cases if usable(row)}
    return bool(by_channel and by_case and not by_case <= by_channel)


def describe(rows: list[ChannelDraft] | list[CaseTimeDraft]) -> str:
    """Say the time limits of ``rows`` in one line, for a finding."""
    return "; ".join(f"{row.time_quantity or ''} {row.time_unit}".strip() for row in rows)
