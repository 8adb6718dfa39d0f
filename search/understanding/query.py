"""From what a person typed to weighted terms, the asked field and a procedure code.

Pure: the same text always gives the same reading. The limits come before any other work, so that a long
text costs no more than a short one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from search.sources import AskedField
from search.understanding.lexicon import Lexicon, shipped
from search.vietnamese.prepare import Prepared, prepare
from search.vietnamese.text import clean

MAX_CHARS = 200
MAX_TERMS = 20
#: What a word of asking still votes: dropping it wholly was measured worse, it may be part of a title.
STOP_WEIGHT = 0.3
#: Recognised anywhere in the text: "1.004884", "1-004884", "1 004884"; also glued "1.004884.000.00.00.H17".
_CODE = re.compile(r"(?<!\d)([1-3])[.\-\s]?(\d{6})(?!\d)")


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the query. A bare word may stand for any marks; a marked one also votes for its marks."""

    exact: str
    folded: str
    weight: float = 1.0

    @property
    def marked(self) -> bool:
        """Whether the person wrote marks on it."""
        return self.exact != self.folded


@dataclass(frozen=True, slots=True)
class UnderstoodQuery:
    """A reading of a query. `text` is what was searched (cut to the limits), `cut` says that it was cut."""

    text: str
    terms: tuple[Term, ...]
    asked: tuple[AskedField, ...] = ()
    asked_words: tuple[str, ...] = ()
    code: str = ""
    cut: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to search for."""
        return not self.terms and not self.code

    @property
    def bigrams(self) -> tuple[tuple[str, float], ...]:
        """Neighbouring pairs with the smaller weight of the two."""
        pairs = pairwise(self.terms)
        return tuple((f"{a.folded}_{b.folded}", min(a.weight, b.weight)) for a, b in pairs)


def understand(text: str, lexicon: Lexicon | None = None) -> UnderstoodQuery:
    """Read a query; never raises. `lexicon` defaults to the shipped one."""
    shown = " ".join(clean(text[: MAX_CHARS * 4])[:MAX_CHARS].split())
    prepared = prepare(shown)
    cut = len(text) > MAX_CHARS or len(prepared.syllables) > MAX_TERMS
    prepared = Prepared(prepared.syllables[:MAX_TERMS])
    weights, asked, words = _weigh(prepared, lexicon or shipped())
    terms = tuple(Term(s.exact, s.folded, w) for s, w in zip(prepared.syllables, weights, strict=True))
    return UnderstoodQuery(shown, terms, asked, words, _code(shown), cut)


def _code(text: str) -> str:
    found = _CODE.search(text)
    return f"{found[1]}.{found[2]}" if found else ""


def _weigh(query: Prepared, lexicon: Lexicon) -> tuple[list[float], tuple[AskedField, ...], tuple[str, ...]]:
    """Weights of the syllables, the asked fields in order, and the folded phrases that asked for them."""
    weights = [1.0] * len(query.syllables)
    asked: dict[AskedField, None] = {}
    said: list[str] = []
    marked = any(s.marked for s in query.syllables)
    at = 0
    while at < len(query.syllables):
        phrase = lexicon.longest_at(query, at, marked=marked)
        if phrase is None:
            at += 1
            continue
        size = len(phrase.prepared.syllables)
        weights[at : at + size] = [STOP_WEIGHT] * size
        if phrase.asked:
            asked[phrase.asked] = None
            said.append(" ".join(s.folded for s in query.syllables[at : at + size]))
        at += size
    return _lift_if_all_stop(weights), tuple(asked), tuple(said)


def _lift_if_all_stop(weights: list[float]) -> list[float]:
    """A query made only of words of asking ("lệ phí") is searched as it stands."""
    return weights if any(w == 1.0 for w in weights) else [1.0] * len(weights)
