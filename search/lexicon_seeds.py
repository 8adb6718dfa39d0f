"""The shipped lists into the database and out again. An editor's change or deletion of a shipped entry stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from search.models import ENTRIES, SEED, AskPhrase, Entry, LexiconVersion, RemovedSeed, Synonym
from search.models import Abbreviation as AbbreviationEntry
from search.understanding import tables
from search.understanding.tables import AbbreviationRow, AskRow, NameRow

Row = NameRow | AbbreviationRow | AskRow


@dataclass(frozen=True, slots=True)
class Applied:
    """How many rows an apply has added, brought up to date and taken away."""

    added: int = 0
    updated: int = 0
    removed: int = 0

    def __add__(self, other: Applied) -> Applied:
        return Applied(self.added + other.added, self.updated + other.updated, self.removed + other.removed)

    def __bool__(self) -> bool:
        return bool(self.added or self.updated or self.removed)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a shipped list; `row` is None for a comment or a blank one."""

    text: str
    key: str = ""
    row: Row | None = None


_READ: Mapping[str, Callable[[list[str]], Row]] = {
    "name": tables.name_row,
    "abbreviation": tables.abbreviation_row,
    "ask": tables.ask_row,
}


def lines(kind: str) -> list[Line]:
    """The shipped list of a kind, comments too. Raises ValueError on a line that can't be read."""
    seen: dict[str, int] = {}
    found = []
    for text in tables.shipped_lines(kind):
        row = next((_READ[kind](cells) for cells in tables.entries([text])), None)
        if row is None:
            found.append(Line(text))
            continue
        key = _key(row)
        seen[key] = seen.get(key, 0) + 1
        found.append(Line(text, key if seen[key] == 1 else f"{key}#{seen[key]}", row))
    return found


def _key(row: Row) -> str:
    """What a line is known by when the rest of it changes."""
    if isinstance(row, NameRow):
        return row.everyday[0][:280]
    if isinstance(row, AbbreviationRow):
        return f"{row.short} = {row.expansions[0]}"[:280]
    return row.phrase[:280]


@transaction.atomic
def apply() -> Applied:
    """Bring the shipped entries up to date; safe to run again: what is as shipped is not written."""
    done = sum((_apply(model) for model in ENTRIES), Applied())
    if done:
        LexiconVersion.raise_number()
    return done


def _apply(model: type[Entry]) -> Applied:
    shipped = {line.key: line for line in lines(model.KIND) if line.row}
    held = {entry.seed_key: entry for entry in _rows(model).exclude(seed_key="")}
    gone = set(RemovedSeed.objects.filter(kind=model.KIND).values_list("key", flat=True))
    new = [_filled(model(), line) for key, line in shipped.items() if key not in held and key not in gone]
    untouched = {key: entry for key, entry in held.items() if not entry.touched}
    late = [
        _filled(entry, shipped[key])
        for key, entry in untouched.items()
        if key in shipped and entry.seed_line != _line(shipped[key])
    ]
    over = [entry.pk for key, entry in untouched.items() if key not in shipped]
    _rows(model).bulk_create(new)
    _rows(model).bulk_update(late, [*_FIELDS[model], "seed_line", "changed_at"])
    _rows(model).filter(pk__in=over).delete()
    return Applied(len(new), len(late), len(over))


def _rows(model: type[Entry]) -> Any:
    return model._default_manager


_FIELDS: Mapping[type[Entry], tuple[str, ...]] = {
    Synonym: ("everyday", "official"),
    AbbreviationEntry: ("short", "expansion", "context"),
    AskPhrase: ("phrase", "meaning"),
}


def _line(line: Line) -> str:
    return line.row.line if line.row else ""


def _filled(entry: Entry, line: Line) -> Entry:
    for name, value in zip(_FIELDS[type(entry)], _values(line.row), strict=True):
        setattr(entry, name, value)
    entry.origin, entry.seed_key, entry.seed_line = SEED, line.key, _line(line)
    entry.changed_at = timezone.now()
    return entry


def _values(row: Row | None) -> Sequence[str]:
    if isinstance(row, NameRow):
        return "\n".join(row.everyday), "\n".join(row.official)
    if isinstance(row, AbbreviationRow):
        return row.short, "\n".join(row.expansions), "\n".join(row.context)
    return (row.phrase, row.meaning) if row else ()


def exported(model: type[Entry]) -> Iterator[str]:
    """The list of a kind as it stands in the database, in the order of the shipped one, which comes out byte for
    byte where nobody has touched it; an editor's own entries follow."""
    held = {entry.seed_key: entry for entry in _rows(model).exclude(seed_key="")}
    for line in lines(model.KIND):
        entry = held.pop(line.key, None) if line.row else None
        if line.row is None or (entry and entry.line == _line(line)):
            yield line.text
        elif entry:
            yield entry.line
    yield from (entry.line for entry in held.values())
    yield from (entry.line for entry in _rows(model).filter(seed_key="").order_by("pk"))


def export(folder: Path) -> int:
    """Write every list to a folder; returns how many lines differ from the shipped ones. Raises OSError."""
    changed = 0
    for model in ENTRIES:
        shipped = set(tables.shipped_lines(model.KIND))
        out = list(exported(model))
        changed += sum(line not in shipped for line in out)
        text = "".join(f"{line}\n" for line in out)
        (folder / tables.FILES[model.KIND]).write_text(text, encoding="utf-8")
    return changed
