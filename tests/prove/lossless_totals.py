"""What a check for losses counts."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Totals:
    """How many items of each kind there are, were found, are listed as findings; and the lost ones.

    ``rules``: findings by rule. ``doubtful``: codes with a zero beside an amount, an act or the council. ``free``:
    codes with a fee that the record calls free.
    """

    rows: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    listed: Counter[str] = field(default_factory=Counter)
    lost: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    rules: Counter[str] = field(default_factory=Counter)
    doubtful: set[str] = field(default_factory=set)
    free: set[str] = field(default_factory=set)

    def table(self) -> Iterator[tuple[str, str]]:
        for kind, count in self.rows.items():
            yield (
                kind,
                f"{count} rows, {self.found[kind]} found, {self.listed[kind]} findings, {len(self.lost[kind])} lost",
            )
