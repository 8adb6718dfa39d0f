"""The words of asking: phrases that say which field is wanted, and phrases that say nothing.

Read once from the shipped list. Editors' own entries will be merged here; `understand` only sees a Lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import cast, get_args

from search.sources import AskedField
from search.vietnamese.prepare import Prepared, prepare
from search.vietnamese.text import Syllable

ASKED_FIELDS: tuple[AskedField, ...] = get_args(AskedField)


@dataclass(frozen=True, slots=True)
class AskPhrase:
    """A phrase of asking; `asked` is None for one that only asks politely."""

    prepared: Prepared
    asked: AskedField | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Ask phrases by their first folded syllable, the longest first."""

    by_first: Mapping[str, tuple[AskPhrase, ...]]

    def longest_at(self, query: Prepared, start: int, *, marked: bool) -> AskPhrase | None:
        """The longest phrase at syllable `start` of `query`; `marked`: the query has marks somewhere."""
        syllables = query.syllables
        for phrase in self.by_first.get(syllables[start].folded, ()):
            window = syllables[start : start + len(phrase.prepared.syllables)]
            if _says(window, phrase.prepared.syllables, marked=marked):
                return phrase
        return None


def _says(window: Sequence[Syllable], phrase: Sequence[Syllable], *, marked: bool) -> bool:
    """Whether a part of a query is the phrase. A single syllable must be written as listed: bare "thi" may be
    "thì" or an exam, so the list names the bare forms that are safe."""
    if marked or len(phrase) == 1:
        return [s.exact for s in window] == [s.exact for s in phrase]
    return [s.folded for s in window] == [s.folded for s in phrase]


def read_phrases(lines: Iterable[str]) -> Lexicon:
    """A lexicon from TSV lines. Raises ValueError on a line whose meaning is not known."""
    by_first: dict[str, list[AskPhrase]] = {}
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        text, _, meaning = line.rstrip("\n").partition("\t")
        if meaning not in (*ASKED_FIELDS, "stop"):
            raise ValueError(f"ask phrase {text!r}: unknown meaning {meaning!r}")
        prepared = prepare(text)
        asked = None if meaning == "stop" else cast(AskedField, meaning)
        by_first.setdefault(prepared.folded[0], []).append(AskPhrase(prepared, asked))
    return Lexicon({first: _longest_first(phrases) for first, phrases in by_first.items()})


def _longest_first(phrases: list[AskPhrase]) -> tuple[AskPhrase, ...]:
    return tuple(sorted(phrases, key=lambda p: len(p.prepared.syllables), reverse=True))


@lru_cache(maxsize=1)
def shipped() -> Lexicon:
    """The lexicon of `search/seed/ask_phrases.tsv`."""
    text = resources.files("search.seed").joinpath("ask_phrases.tsv").read_text(encoding="utf-8")
    return read_phrases(text.splitlines())
