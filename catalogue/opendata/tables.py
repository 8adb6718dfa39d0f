"""A record as rows of tables, for a spreadsheet. The JSON lines hold everything; a table what people count."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from catalogue.record import ProcedureRecord, Text

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
Row = tuple[Any, ...]


def cell(value: Any) -> Any:
    """A value as a spreadsheet may read it: one that looks like a formula gets an apostrophe before it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        clean = value.encode("utf-8", "ignore").decode().replace("\0", "")
        return f"'{clean}" if clean.startswith(FORMULA) else clean
    return "" if value is None else value


def _two(text: Text | None) -> tuple[str, str]:
    return (text.vi, text.en or "") if text else ("", "")


def _ids(things: Any) -> str:
    return "; ".join(dict.fromkeys(thing.id for thing in things))


def procedures(record: ProcedureRecord) -> Iterator[Row]:
    kinds = [fee.status for fee in record.fees]
    yield (
        record.code,
        *_two(record.title),
        record.official_title.vi,
        *(_two(record.topic.name) if record.topic else ("", "")),
        "; ".join(record.levels),
        record.online,
        _ids(record.agencies),
        _ids(record.audiences),
        sum(paper.kind == "paper" for paper in record.papers),
        len(record.channels),
        len(kinds),
        kinds.count("amount"),
        record.publication.decision,
        record.publication.decided,
        record.publication.updated,
    )


def papers(record: ProcedureRecord) -> Iterator[Row]:
    for paper in record.papers:
        yield (
            record.code,
            paper.key,
            paper.kind,
            *_two(paper.name),
            paper.heading.vi if paper.heading else "",
            paper.handing,
            paper.originals,
            paper.copies,
            paper.required,
            paper.one_of,
            paper.copy_kind,
            paper.document.id if paper.document else "",
            "; ".join(form.name.vi for form in paper.forms),
            paper.note.vi if paper.note else "",
        )


def fees(record: ProcedureRecord) -> Iterator[Row]:
    """``amount`` counts ``currency`` and is empty when no source names one: empty is unknown, never free."""
    for fee in record.fees:
        yield (
            record.code,
            fee.key,
            fee.kind,
            fee.status,
            None if fee.amount is None else f"{fee.amount:f}",
            fee.currency if fee.amount is not None else "",
            *_two(fee.description),
            fee.channel,
            fee.rule.kind if fee.rule else "",
            fee.valid_from,
            fee.valid_to,
            fee.source.kind,
            fee.source.number,
            fee.source.dated,
        )


def channels(record: ProcedureRecord) -> Iterator[Row]:
    """``time_quantity`` counts ``time_unit``."""
    for channel in record.channels:
        quantity = channel.time.quantity
        yield (
            record.code,
            channel.key,
            channel.method,
            None if quantity is None else f"{quantity:f}",
            channel.time.unit,
            *_two(channel.time.text),
            *_two(channel.description),
        )


@dataclass(frozen=True)
class Table:
    """A table: its columns, and the rows a record gives it."""

    columns: str
    rows: Callable[[ProcedureRecord], Iterator[Row]]


TABLES: Final = {
    "procedures.csv": Table(
        "code title_vi title_en official_title_vi topic_vi topic_en levels online agencies audiences papers"
        " channels fees fees_with_amount decision decided updated",
        procedures,
    ),
    "papers.csv": Table(
        "code key kind name_vi name_en heading_vi handing originals copies required one_of copy_kind document"
        " forms_vi note_vi",
        papers,
    ),
    "fees.csv": Table(
        "code key kind status amount currency description_vi description_en channel rule valid_from valid_to"
        " source_kind source_number source_dated",
        fees,
    ),
    "channels.csv": Table(
        "code key method time_quantity time_unit time_vi time_en description_vi description_en", channels
    ),
}
