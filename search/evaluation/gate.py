"""The gate: figures may not fall below the committed ones. Pure, but for reading the shipped file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final

from search.evaluation.measures import Figures

FILE: Final = Path(__file__).with_name("committed.json")
#: By so much a figure may be below the committed one: ties that fall otherwise.
SLACK: Final = 0.005


def committed(name: str) -> Mapping[str, float]:
    """The committed figures of a set of queries. Raises KeyError for a set that is not in the file."""
    figures: Mapping[str, float] = json.loads(FILE.read_text(encoding="utf-8"))[name]
    return figures


def fallen(figures: Figures | Mapping[str, float], wanted: Mapping[str, float]) -> list[str]:
    """What fell, in words: empty when nothing did. A figure that is missing fell."""
    found = asdict(figures) if isinstance(figures, Figures) else figures
    return [
        f"{name}: {found.get(name, 0.0):.4f}, committed {least:.4f}"
        for name, least in wanted.items()
        if found.get(name, 0.0) < least - SLACK
    ]
