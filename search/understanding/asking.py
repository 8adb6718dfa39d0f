"""Words of asking: which field is wanted, and what says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from search.sources import AskedField
from search.understanding.lexicon import AskPhrase, Lexicon
from search.understanding.phrases import Found
from search.understanding.views import Draft, Span, View
from search.vietnamese.spelling import is_syllable
from search.vietnamese.text import Syllable

#: What a word of asking still votes: dropping it wholly was measured worse, it may be part of a title.
STOP_WEIGHT: Final = 0.3
#: English words that are as often Vietnamese ones: "tờ", "an toàn", "thẻ", "mỹ".
_ENGLISH: Final = frozenset(("an", "to", "the", "my", "in", "on", "do", "i"))
_ASKS: Final[dict[AskedField, str]] = {
    "papers": "hỏi giấy tờ cần có",
    "fee": "hỏi lệ phí",
    "time": "hỏi thời hạn",
    "place": "hỏi nơi nộp",
    "form": "hỏi mẫu đơn",
    "conditions": "hỏi điều kiện",
    "online": "hỏi làm trên mạng",
}

Asked = dict[Span, tuple[AskPhrase, tuple[Syllable, ...]]]


def read_asking(draft: Draft, lexicon: Lexicon, names: Iterable[Span]) -> Asked:
    """Lower the words of asking; the phrases found, by place. A polite word inside an everyday name of several
    words ("trẻ em") is part of it."""
    found: Asked = {}
    names = list(names)
    for span, one in sorted(_candidates(draft, lexicon), key=lambda item: item[0][0] - item[0][1]):
        phrase = one.meanings[0]
        if _within(span, found) or (phrase.asked is None and span not in names and _within(span, names)):
            continue
        if phrase.text in _ENGLISH and not _english(draft, lexicon):
            continue
        found[span] = (phrase, one.phrase)
    found = dict(sorted(found.items(), key=lambda item: item[0]))
    for span, (phrase, _) in found.items():
        draft.lower(span, STOP_WEIGHT)
        meaning = _ASKS[phrase.asked] if phrase.asked else "là lời hỏi, không phải điều cần tìm"
        draft.steps.append(f"“{draft.said(span)}” {meaning} (còn {STOP_WEIGHT:g} phiếu)".replace(".", ","))
    return found


def _english(draft: Draft, lexicon: Lexicon) -> bool:
    """Whether a query has a word that can be no Vietnamese one: "to", "an" are then those of English."""
    return any(
        len(word.folded) > 3
        and word.folded.isalpha()
        and not is_syllable(word.folded)
        and word not in lexicon.abbreviations.words
        for word in draft.words
    )


def _candidates(draft: Draft, lexicon: Lexicon) -> Iterable[tuple[Span, Found[AskPhrase]]]:
    return chain.from_iterable(_phrases(draft, view, lexicon) for view in draft.views)


def _within(span: Span, found: Iterable[Span]) -> bool:
    return any(other[0] <= span[0] and span[1] <= other[1] for other in found)


def _phrases(draft: Draft, view: View, lexicon: Lexicon) -> Iterable[tuple[Span, Found[AskPhrase]]]:
    at = 0
    while at < len(view.words):
        one = lexicon.asked_at(view.words, at, marked=draft.marked)
        if one:
            yield view.span(one), one
        at = one.end if one else at + 1


def asked_fields(found: Asked) -> tuple[AskedField, ...]:
    """The asked fields in the order of the query, once each."""
    return tuple(dict.fromkeys(phrase.asked for phrase, _ in found.values() if phrase.asked))


def asked_words(found: Asked, draft: Draft) -> tuple[str, ...]:
    """The folded words that asked for them."""
    return tuple(draft.folded(span) for span, (phrase, _) in found.items() if phrase.asked)


def lifted(weights: Sequence[float]) -> list[float]:
    """A query made only of words that say little ("lệ phí") is searched as it stands."""
    return list(weights) if any(w >= 0.8 for w in weights) else [1.0] * len(weights)
