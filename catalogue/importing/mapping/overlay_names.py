"""Names in an overlay that fit nothing in its record: a slip of the pen there would go unseen."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, get_args

from catalogue.record import CopyKind, FeeKind, FeeStatus, Handing, Method, TimeUnit

from .overlay import PAPER_FIELDS, TIME_FIELDS, Overlay
from .overlay_fees import FIELDS, OTHER_FIELDS
from .shapes import ProcedureDraft
from .text import label, matching

TOP: Final = {
    *("code", "name_en", "summary_vi", "summary_en", "sets", "en", "questions", "applies_when"),
    *("groups_when", "steps_when", "papers", "times", "channels", "fees"),
}
ENGLISH: Final = {"conditions", "steps", "papers", "groups", "fees", "methods", "results"}
QUESTION: Final = {"key", "text_vi", "text_en", "help_vi", "help_en", "choices"}
CHOICE: Final = {"key", "label_vi", "label_en", "method"}
TIME: Final = {"code", "key", "when", "quantity", *TIME_FIELDS}
VALUES: Final = {
    "handing": get_args(Handing),
    "copy_kind": get_args(CopyKind),
    "method": get_args(Method),
    "kind": get_args(FeeKind),
    "status": get_args(FeeStatus),
    "unit": get_args(TimeUnit),
}
"""Fields with a closed list of values."""


def unknown_names(draft: ProcedureDraft, overlay: Overlay) -> list[str]:
    """Say which names of ``overlay`` fit nothing in ``draft``, to which it has been applied, as "where: name"."""
    return [
        *_fields("", overlay, TOP),
        *_fields("en", overlay.get("en") or {}, ENGLISH),
        *_questions(overlay),
        *_rows(draft, overlay),
        *_conditions(draft, overlay),
    ]


def _fields(where: str, found: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    yield from (f"{where}: {name}" for name in found if name not in known)


def _row(where: str, row: Mapping[str, Any], known: Iterable[str]) -> Iterator[str]:
    """Fields that are none, and values that a field can't have."""
    yield from _fields(where, row, known)
    for name, allowed in VALUES.items():
        if name in row and row[name] not in allowed:
            yield f"{where}.{name}: {row[name]}"


def _questions(overlay: Overlay) -> Iterator[str]:
    for question in overlay.get("questions") or []:
        yield from _row("questions", question, QUESTION)
        for choice in question["choices"]:
            yield from _row("choices", choice, CHOICE)


def _rows(draft: ProcedureDraft, overlay: Overlay) -> Iterator[str]:
    papers = {matching(row.name_vi) for row in draft.papers}
    headings = {matching(label(row.heading_vi)) for row in draft.papers}
    steps = {matching(row.name_vi) for row in draft.steps}
    for field, known in (
        ("applies_when", papers),
        ("papers", papers),
        ("groups_when", headings),
        ("steps_when", steps),
    ):
        names = overlay.get(field) or {}
        yield from (f"{field}: {name}" for name in names if matching(name) not in known)
    for fields in (overlay.get("papers") or {}).values():
        yield from _row("papers", fields, PAPER_FIELDS)
    codes = {row.code for row in draft.case_times if row.code}
    for time in overlay.get("times") or []:
        yield from _row("times", time, TIME)
        if "key" not in time and time.get("code") not in codes:
            yield f"times: {time.get('code')}"
    channels = {row.key for row in draft.channels}
    yield from _fields("channels", overlay.get("channels") or {}, channels)
    for limit in (overlay.get("channels") or {}).values():
        yield from _row("channels", limit, ("quantity", "unit"))
    for fee in overlay.get("fees") or []:
        yield from _row("fees", fee, {*FIELDS, *OTHER_FIELDS})
        yield from _fields("fees.channels", fee.get("channels") or [], channels)


def _conditions(draft: ProcedureDraft, overlay: Overlay) -> Iterator[str]:
    """Conditions on a question or a choice that does not exist."""
    known = {f"{question.key}:{choice.key}" for question in draft.questions for choice in question.choices}
    tokens = {
        token
        for rows in (draft.papers, draft.steps, draft.case_times, draft.fees)
        for row in rows
        for token in row.applies_when
    }
    yield from (f"when: {token}" for token in sorted(tokens - known))
