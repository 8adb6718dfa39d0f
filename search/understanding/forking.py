"""Words with two meanings, kept apart as a fork until something else in the query tells which is meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from search.understanding.lexicon import Lexicon
from search.understanding.query import Fork, Reading
from search.understanding.views import Draft
from search.vietnamese.prepare import prepare

#: Words that don't tell one meaning from another.
_NOTHING: Final = prepare(
    """
    làm xin giấy tờ hồ sơ đăng ký thủ tục mẫu đơn đi cần muốn hỏi về hướng dẫn nộp cấp mới gấp nhanh năm nay hôm gì
    việc trường hợp được không có cho tại ở từ mình tôi em anh chị bạn ai của và là thì như thế nào sao bao giờ
    liên quan nhất quy định 2024 2025 2026 2027
    """
)
_EXACT, _BARE = frozenset(_NOTHING.exact), frozenset(_NOTHING.folded)


def read_forks(draft: Draft, lexicon: Lexicon, likely: Sequence[str] | None) -> tuple[Fork, ...]:
    """The forks of the query that its other words don't decide; `likely`: its likely exact words."""
    exact = likely or tuple(word.exact for word in draft.words)
    listed = _EXACT if likely or draft.marked else _BARE
    forks = []
    for span, found in draft.views[0].find(lexicon.forks):
        others = (at for at in range(len(exact)) if not span[0] <= at < span[1])
        if any(at not in draft.plain and exact[at] not in listed for at in others):
            draft.steps.append(f"“{draft.said(span)}” có nhiều nghĩa, các từ khác đã cho biết là nghĩa nào")
            continue
        readings = tuple(Reading(row.label_vi, row.label_en, row.query) for row in found.meanings)
        labels = "; ".join(reading.label_vi for reading in readings)
        draft.steps.append(f"“{draft.said(span)}” có nhiều nghĩa: {labels}")
        forks.append(Fork(draft.said(span), readings))
    return tuple(forks)
