"""What a query says it is not about. "Chưa có", "bị mất" and "không có giấy tờ" are the matter itself, no exclusion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from search.understanding.asking import STOP_WEIGHT
from search.understanding.phrases import Phrases
from search.understanding.views import Draft, Span

#: What an excluded word still votes; engines push down what has it.
NEGATED_WEIGHT: Final = 0.1
#: Words after the negation that it excludes, at most.
_REACH: Final = 4
_NEGATIONS: Final = Phrases(
    (phrase, "any")
    for phrase in (
        "không phải là", "không phải", "ko phải", "k phải", "không thuộc diện", "không thuộc", "không liên quan đến",
        "không liên quan tới", "không liên quan", "không bao gồm", "ngoại trừ", "trừ trường hợp", "chứ không phải",
        "chứ không", "không dùng", "không kèm",
    )
)  # fmt: skip
#: "Không có" excludes only what titles name as a variant; else it says what is missing.
_WITHOUT: Final = Phrases(
    (f"{no} {what}", what)
    for no in ("không có", "ko có", "k có", "không", "ko")
    for what in (
        "yếu tố nước ngoài",
        "yếu tố ngoại",
        "vốn nước ngoài",
        "vốn đầu tư nước ngoài",
        "vốn nhà nước",
    )
)
#: After "không phải" these make it a question or an obligation: "không phải đóng tiền".
_OBLIGATIONS: Final = "dong nop lam di mang xin tra khong vay a ha den ra chiu"
_OBLIGED: Final = frozenset(_OBLIGATIONS.split())
_CONJUNCTIONS: Final = "ma thi la va nhung nen de chi hay hoac o tai cho can"
_ENDS: Final = frozenset(_CONJUNCTIONS.split())


def read_negated(draft: Draft) -> tuple[str, ...]:
    """Folded words the query excludes; none when nothing else would be left."""
    excluded: dict[int, None] = {}
    for view in draft.views[:1]:
        for span in _excluded(draft, view.find(_WITHOUT), view.find(_NEGATIONS)):
            excluded.update(dict.fromkeys(range(*span)))
    left = [at for at in range(len(draft.words)) if at not in excluded and at not in draft.plain]
    if not excluded or not left:
        return ()
    words = tuple(dict.fromkeys(draft.words[at].folded for at in excluded))
    for at in excluded:
        draft.lower((at, at + 1), NEGATED_WEIGHT)
    said = " ".join(draft.read[at].typed for at in excluded)
    draft.steps.append(f"Không tìm về “{said}”: xếp những kết quả có các từ này xuống dưới")
    return words


def _excluded(
    draft: Draft, without: Iterable[tuple[Span, object]], negations: Iterable[tuple[Span, object]]
) -> Iterator[Span]:
    taken: set[int] = set()
    for span, _ in without:
        negator = 2 if draft.words[span[0] + 1].folded == "co" else 1
        taken.update(range(*span))
        draft.lower((span[0], span[0] + negator), STOP_WEIGHT)
        yield span[0] + negator, span[1]
    for span, _ in negations:
        end = _reach(draft, span[1])
        if end > span[1] and span[0] not in taken and draft.words[span[1]].folded not in _OBLIGED:
            draft.lower(span, STOP_WEIGHT)
            yield span[1], end


def _reach(draft: Draft, start: int) -> int:
    """How far the negation reaches: to a word of asking or a conjunction."""
    end = start
    while end < min(start + _REACH, len(draft.words)):
        if end in draft.plain or draft.words[end].folded in _ENDS:
            break
        end += 1
    return end
