"""The query with its marks put back: shown as "did you mean", and only when that is sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from search.understanding.query import Correction
from search.understanding.views import Draft, Span
from search.vietnamese.text import Syllable, title_key
from search.vietnamese.vocabulary import Vocabulary, folded_of

#: Bare words among marked ones that are worth a question.
_FORGOTTEN: Final = 2

Known = Iterable[tuple[Span, Sequence[Syllable]]]


def likely_marks(draft: Draft, vocabulary: Vocabulary) -> tuple[str, ...] | None:
    """The likely exact words of a query, those with marks as they are; None when too few words are known."""
    if not vocabulary or not draft.words:
        return None
    if not draft.marked:
        return vocabulary.restore([word.folded for word in draft.words])
    if all(word.marked for word in draft.words):
        return tuple(word.exact for word in draft.words)
    readings = [
        ((word.exact, 0.0),) if word.marked else vocabulary.readings(word.folded) for word in draft.words
    ]
    return vocabulary.restorer.best(readings)


def corrections(draft: Draft, vocabulary: Vocabulary) -> tuple[Correction, ...]:
    """Words that were read otherwise than typed, as people write them."""
    found: list[Correction] = []
    for at, word in enumerate(draft.read):
        if word.how == "typed" or not word.typed:
            continue
        end = at + 1
        while end < len(draft.read) and not draft.read[end].typed:
            end += 1
        read = vocabulary.marked(one.exact for one in draft.read[at:end])
        found.append(Correction(word.typed, read, word.how))
    return tuple(found)


def restored(draft: Draft, likely: Sequence[str] | None, known: Known, vocabulary: Vocabulary) -> str:
    """The whole query as it would be written. `known`: phrases of the lexicon in it, which are spelt as listed.

    Empty when a word could be read in several ways and nothing beside it tells, or when nothing would change.
    """
    changed = any(word.how != "typed" for word in draft.read)
    if not vocabulary or not (likely or changed):
        return ""
    exact = list(likely or (word.exact for word in draft.words))
    spelt = _spell(exact, known)
    guessed = [at for at, word in enumerate(draft.words) if word.exact != exact[at]]
    if draft.marked and not changed and len(guessed) < _FORGOTTEN:
        return ""
    looked_at = guessed if draft.marked else range(len(exact))
    if not all(at in spelt or _sure(at, exact, vocabulary) for at in looked_at):
        return _as_read(draft, vocabulary) if changed and draft.marked else ""
    text = vocabulary.marked(exact)
    typed = title_key(" ".join(word.typed for word in draft.read))
    return text if title_key(text) != typed else ""


def _as_read(draft: Draft, vocabulary: Vocabulary) -> str:
    """The query with nothing but its corrections."""
    return " ".join(
        word.typed if word.how == "typed" else vocabulary.marked([word.exact]) for word in draft.read
    )


def _spell(exact: list[str], known: Known) -> set[int]:
    """Put the words of known phrases where they stand; the places that are spelt so."""
    spelt: set[int] = set()
    for span, phrase in sorted(known, key=lambda one: one[0][0] - one[0][1]):
        places = range(*span)
        if len(places) == len(phrase) and len(phrase) > 1 and not spelt & set(places):
            exact[span[0] : span[1]] = [word.exact for word in phrase]
            spelt.update(places)
    return spelt


def _sure(at: int, exact: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether the catalogue has the word beside one of its neighbours, or the word can be no other."""
    word = exact[at]
    if word.isdigit() or len(vocabulary.by_fold.get(folded_of(word), ())) == 1:
        return True
    before = at > 0 and vocabulary.pairs.get(exact[at - 1], {}).get(word, 0)
    after = at + 1 < len(exact) and vocabulary.pairs.get(word, {}).get(exact[at + 1], 0)
    return bool(before or after)
