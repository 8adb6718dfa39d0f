"""The files of an edition while they are written: chunk by chunk, so that a killed run goes on where it was."""

import csv
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Final, Self

from catalogue.record import ProcedureRecord, read_record

from .cpsv import costs, fragment
from .tables import TABLES, cell
from .turtle import header

JSONL: Final = "procedures.jsonl"
TURTLE: Final = "procedures.ttl"
STATE: Final = "state.json"
BOM: Final = "\ufeff"
"""A spreadsheet takes a CSV without it for a file in the letters of its own country."""


class Draft:
    """Files that grow by whole chunks. ``stamp`` says of what they are made: with another they begin anew."""

    def __init__(self, folder: Path, stamp: str, base: str) -> None:
        self.folder = folder
        self._stamp = stamp
        state = self._left_over()
        self.after: str = state["after"]
        self.counts: Counter[str] = Counter(state["counts"])
        self.resumed = bool(state["sizes"])
        self._files = self._open(state["sizes"])
        if not self.resumed:
            self._begin(base)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._files.values():
            file.close()

    def _left_over(self) -> Mapping[str, Any]:
        """What an earlier run of the same stamp noted last; the start when it noted nothing of use."""
        fresh: dict[str, Any] = {"after": "", "counts": {}, "sizes": {}}
        try:
            state = json.loads((self.folder / STATE).read_text(encoding="utf-8"))
            whole = all((self.folder / name).stat().st_size >= size for name, size in state["sizes"].items())
            if state["stamp"] == self._stamp and whole:
                return {name: state[name] for name in fresh}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        return fresh

    def _open(self, sizes: Mapping[str, int]) -> dict[str, BinaryIO]:
        """Every file, cut back to the last whole chunk."""
        files: dict[str, BinaryIO] = {}
        for name in (JSONL, TURTLE, *TABLES):
            files[name] = (self.folder / name).open("ab")
            files[name].truncate(sizes.get(name, 0))
        return files

    def _begin(self, base: str) -> None:
        self._write(TURTLE, header(base))
        for name, table in TABLES.items():
            self._write(name, BOM + as_csv([table.columns.split()]))

    def _write(self, name: str, text: str) -> None:
        self._files[name].write(text.encode("utf-8"))

    def add(self, chunk: Mapping[str, str]) -> None:
        """Append the records of a chunk, stored texts by code in order, and note that it is whole."""
        for text in chunk.values():
            record = read_record(text)
            self._write(JSONL, text + "\n")
            self._write(TURTLE, fragment(record))
            for name, table in TABLES.items():
                self._write(name, as_csv(table.rows(record)))
            self.counts.update(counted(record))

    def note(self, after: str) -> None:
        """Everything up to code ``after`` is on the disk."""
        for file in self._files.values():
            file.flush()
            os.fsync(file.fileno())
        self.after = after
        sizes = {name: file.tell() for name, file in self._files.items()}
        state = {"stamp": self._stamp, "after": after, "counts": self.counts, "sizes": sizes}
        beside = self.folder / f"{STATE}.new"
        beside.write_text(json.dumps(state), encoding="utf-8")
        beside.replace(self.folder / STATE)


def as_csv(rows: Iterable[Iterable[Any]]) -> str:
    out = StringIO()
    csv.writer(out).writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def counted(record: ProcedureRecord) -> dict[str, int]:
    """What a record adds to the totals of an edition."""
    numbered = costs(record)
    return {
        "procedures": 1,
        "papers": sum(paper.kind == "paper" for paper in record.papers),
        "channels": len(record.channels),
        "fees": len(record.fees),
        "fees_with_amount": sum(fee.status == "amount" for fee in numbered),
        "fees_free": sum(fee.status == "free" for fee in numbered),
        "outputs": len(record.outputs),
    }
