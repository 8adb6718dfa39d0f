"""Shipped lists of ours: English names, plain titles, everyday names, units, offices; read and applied."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from .mapping.text import bare_topic, clean, matching

FOLDER: Final = Path(__file__).resolve().parents[1] / "seed"
SAMPLE_FILE: Final = FOLDER / "sample_procedures.jsonl"
SAMPLE_OVERLAY: Final = FOLDER / "sample_overlay.jsonl"


def rows(name: str, columns: tuple[str, ...] | None = None) -> Iterator[dict[str, str]]:
    """Yield the rows of a seed file; none when it is not shipped. ``columns``: for a file without a head."""
    path = FOLDER / name
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as stream:
        lines = (line for line in stream if not line.startswith("#"))
        reader = csv.DictReader(lines, fieldnames=columns, delimiter="\t", quoting=csv.QUOTE_NONE)
        for row in reader:
            yield {key: clean(value or "") for key, value in row.items() if key is not None}


@cache
def load_titles() -> dict[str, tuple[str, str]]:
    """Plain Vietnamese and English title by procedure code."""
    return {row["code"]: (row["vi"], row["en"]) for row in rows("titles.tsv", ("code", "vi", "en"))}


@cache
def load_aliases() -> dict[str, list[str]]:
    """What people call a procedure, by its code."""
    found = rows("aliases.tsv", ("code", "names"))
    return {row["code"]: [name.strip() for name in row["names"].split("|") if name.strip()] for row in found}


@cache
def load_topic_names() -> dict[str, str]:
    """English name by the Vietnamese one, in the form that matches."""
    listed = list(rows("topics_en.tsv"))
    coded = {matching(row["name_vi"]): bare_topic(row["name_en"]) for row in listed}
    return coded | {matching(bare_topic(row["name_vi"])): bare_topic(row["name_en"]) for row in listed}


@dataclass(frozen=True, slots=True)
class LifeEventSeed:
    """A life event with the topics it takes in whole and the single procedures of others."""

    slug: str
    name: str
    name_en: str
    audience: str
    topics: tuple[str, ...]
    codes: tuple[str, ...]


@cache
def load_life_events() -> tuple[LifeEventSeed, ...]:
    return tuple(
        LifeEventSeed(
            row["slug"],
            row["name_vi"],
            row["name_en"],
            row["audience"],
            tuple(dict.fromkeys(bare_topic(name) for name in row["topics"].split("|") if name)),
            tuple(code for code in row["codes"].split(",") if code),
        )
        for row in rows("life_events.tsv")
    )


@cache
def load_event_names() -> dict[str, list[str]]:
    """Names of the life events of a procedure, by its code."""
    found: dict[str, list[str]] = {}
    for event in load_life_events():
        for code in event.codes:
            found.setdefault(code, []).append(event.name)
    return found
