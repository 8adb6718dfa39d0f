"""The shipped lists as plain rows: one entry a line, tab separated, "#" starts a comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Final

#: Between everyday names, and between the words of a context.
EITHER: Final = "|"
#: Between official wordings.
ALSO: Final = " ; "
FILES: Final = {
    "name": "everyday_names.tsv",
    "abbreviation": "abbreviations.tsv",
    "ask": "ask_phrases.tsv",
    "dialect": "dialect.tsv",
    "fork": "forks.tsv",
}


@dataclass(frozen=True, slots=True)
class NameRow:
    """Everyday names and the official wordings any of them may mean."""

    everyday: tuple[str, ...]
    official: tuple[str, ...]

    @property
    def line(self) -> str:
        """The row as it stands in the list."""
        return f"{EITHER.join(self.everyday)}\t{ALSO.join(self.official)}"


@dataclass(frozen=True, slots=True)
class AbbreviationRow:
    """An abbreviation, what it stands for, and words one of which must stand beside it (none: anywhere)."""

    short: str
    expansions: tuple[str, ...]
    context: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The row as it stands in the list."""
        return f"{self.short}\t{ALSO.join(self.expansions)}\t{EITHER.join(self.context)}"


@dataclass(frozen=True, slots=True)
class AskRow:
    """A phrase of asking; `meaning` is an asked field or "stop"."""

    phrase: str
    meaning: str

    @property
    def line(self) -> str:
        """The row as it stands in the list."""
        return f"{self.phrase}\t{self.meaning}"


@dataclass(frozen=True, slots=True)
class DialectRow:
    """A word of a region or of text messages and the standard words for it."""

    word: str
    standard: str


@dataclass(frozen=True, slots=True)
class ForkRow:
    """One reading of an ambiguous word, with the query that asks for it alone."""

    word: str
    label_vi: str
    label_en: str
    query: str


def shipped_lines(kind: str) -> list[str]:
    """Every line of a shipped list, comments too; none when it is not shipped."""
    file = resources.files("search.seed").joinpath(FILES[kind])
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []


def entries(lines: Iterable[str]) -> Iterator[list[str]]:
    """The cells of each line that is an entry."""
    for line in lines:
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.rstrip("\n").split("\t")]


def parts(cell: str, separator: str) -> tuple[str, ...]:
    """The non-empty parts of a cell, once each."""
    return tuple(
        dict.fromkeys(filter(None, (part.strip() for part in cell.split(separator.strip() or separator))))
    )


def name_row(cells: list[str]) -> NameRow:
    """Raises ValueError when a side is missing."""
    row = NameRow(parts(_cell(cells, 0), EITHER), parts(_cell(cells, 1), ALSO))
    if not row.everyday or not row.official:
        raise ValueError(f"everyday name {cells!r}: a side is missing")
    return row


def abbreviation_row(cells: list[str]) -> AbbreviationRow:
    """Raises ValueError when the expansion is missing."""
    row = AbbreviationRow(_cell(cells, 0), parts(_cell(cells, 1), ALSO), parts(_cell(cells, 2), EITHER))
    if not row.short or not row.expansions:
        raise ValueError(f"abbreviation {cells!r}: what it stands for is missing")
    return row


def ask_row(cells: list[str]) -> AskRow:
    """Whether the meaning is known is checked by the lexicon."""
    return AskRow(_cell(cells, 0), _cell(cells, 1))


def dialect_row(cells: list[str]) -> DialectRow:
    """Raises ValueError when the standard word is missing."""
    row = DialectRow(_cell(cells, 0), _cell(cells, 1))
    if not row.word or not row.standard:
        raise ValueError(f"dialect word {cells!r}: its standard word is missing")
    return row


def fork_row(cells: list[str]) -> ForkRow:
    """Raises ValueError when a cell is missing."""
    row = ForkRow(*(_cell(cells, at) for at in range(4)))
    if not all((row.word, row.label_vi, row.label_en, row.query)):
        raise ValueError(f"fork {cells!r}: word, two labels and a query are needed")
    return row


def _cell(cells: list[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""
