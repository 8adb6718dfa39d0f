"""Two runs of the same queries: what got better, what got worse. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from search.evaluation.measures import Figures, mean, measure
from search.evaluation.run import Judgement
from search.evaluation.tables import HEADING, row

#: nDCG that must be gained or lost to be told.
LEAST = 0.001


@dataclass(frozen=True, slots=True)
class Change:
    """One query in both runs, both measured on the ten codes that the reports name."""

    query: str
    old: Figures
    new: Figures
    old_first: str
    new_first: str

    @property
    def gain(self) -> float:
        """nDCG gained; negative when lost."""
        return self.new.ndcg - self.old.ndcg


def changes(old: Mapping[str, Any], judgements: Sequence[Judgement]) -> list[Change]:
    """The queries that both runs asked. Raises KeyError or TypeError when `old` is no report of a run."""
    before = {one["query"]: [str(code) for code in one["codes"]] for one in old["queries"]}
    return [_change(one, before[one.judged.query]) for one in judgements if one.judged.query in before]


def _change(one: Judgement, codes: Sequence[str]) -> Change:
    """Reports name one of each group of twins: which codes are twins is known from the new run."""
    twins = {code: group for group in one.ranked for code in group}
    ranked = [twins.get(code, (code,)) for code in codes]
    grades = one.judged.grades
    return Change(
        one.judged.query,
        measure(ranked, grades),
        measure(one.ranked, grades),
        codes[0] if codes else "",
        one.codes[0] if one.codes else "",
    )


def lines(found: Sequence[Change]) -> Iterator[str]:
    """Both runs side by side, then each query that changed, the greatest change first."""
    yield HEADING
    yield row("before", [change.old for change in found])
    yield row("now", [change.new for change in found])
    better = sorted((c for c in found if c.gain > LEAST), key=lambda c: (-c.gain, c.query))
    worse = sorted((c for c in found if c.gain < -LEAST), key=lambda c: (c.gain, c.query))
    yield f"{len(better)} better, {len(worse)} worse, {len(found) - len(better) - len(worse)} as before"
    for title, some in (("better", better), ("worse", worse)):
        for change in some:
            yield f"{title}  {change.gain:+.3f}  {change.old_first} -> {change.new_first}  {change.query}"


def gained(found: Sequence[Change]) -> float:
    """The difference of the mean nDCG."""
    return mean([c.new for c in found]).ndcg - mean([c.old for c in found]).ndcg
