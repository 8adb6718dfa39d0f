"""Whether two engines answer alike: the same queries through both. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.evaluation.measures import mean
from search.evaluation.run import Judgement

#: Two engines are alike when nDCG@10 differs by no more, and so many queries have the same top result.
NDCG_APART, SAME_TOP = 0.01, 0.95


@dataclass(frozen=True, slots=True)
class Parity:
    """How far apart two runs over the same queries are; `same_top` and `same_page` are shares of the queries."""

    ndcg_apart: float
    same_top: float
    same_page: float

    @property
    def alike(self) -> bool:
        """Whether that is near enough."""
        return self.ndcg_apart <= NDCG_APART and self.same_top >= SAME_TOP


def parity(one: Sequence[Judgement], other: Sequence[Judgement]) -> Parity:
    """Compare two runs. Raises ValueError when they are not over the same queries."""
    pairs = list(zip(one, other, strict=True))
    if any(a.judged.query != b.judged.query for a, b in pairs):
        raise ValueError("the runs are over different queries")
    many = len(pairs) or 1
    apart = mean([a.figures for a in one]).ndcg - mean([b.figures for b in other]).ndcg
    return Parity(
        ndcg_apart=abs(apart),
        same_top=sum(a.codes[:1] == b.codes[:1] for a, b in pairs) / many,
        same_page=sum(a.codes == b.codes for a, b in pairs) / many,
    )


def said(found: Parity) -> Iterator[str]:
    """Lines for the terminal."""
    yield f"nDCG@10 apart: {found.ndcg_apart:.4f} (at most {NDCG_APART})"
    yield f"same top result: {found.same_top:.3f} (at least {SAME_TOP}); same first page: {found.same_page:.3f}"
