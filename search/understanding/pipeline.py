"""From what a person typed to what is searched. Pure: the same text always gives the same reading.

The limits come before any other work, so that a long text costs no more than a short one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, pairwise
from typing import Final

from search.understanding.asking import asked_fields, asked_words, lifted, read_asking
from search.understanding.circumstances import read_audience, read_levels, read_place
from search.understanding.forking import read_forks
from search.understanding.lexicon import Lexicon, shipped
from search.understanding.marks import corrections, likely_marks, restored
from search.understanding.naming import expand_abbreviations, expand_names, find_names
from search.understanding.negation import read_negated
from search.understanding.query import MAX_CHARS, MAX_TERMS, Correction, Term, UnderstoodQuery
from search.understanding.views import Draft
from search.vietnamese.prepare import prepare
from search.vietnamese.reading import ReadWord, read_words
from search.vietnamese.text import clean, syllable
from search.vietnamese.vocabulary import Vocabulary

#: Votes of the word that a slip hides, and of what was typed.
REPAIRED_WEIGHT, SLIP_WEIGHT = 0.8, 0.2
#: Vote of the standard word for one of dialect or text messages.
STANDARD_WEIGHT: Final = 0.6
#: Recognised anywhere in the text: "1.004884", "1-004884", "1 004884"; also glued "1.004884.000.00.00.H17".
_CODE = re.compile(r"(?<!\d)([1-3])[.\-\s]?(\d{6})(?!\d)")
_HOW: Final = {"telex": "gõ Telex", "vni": "gõ VNI", "repaired": "gõ nhầm"}
_EMPTY: Final = Vocabulary.empty()


def understand(
    text: str,
    lexicon: Lexicon | None = None,
    vocabulary: Vocabulary | None = None,
    *,
    literal: bool = False,
) -> UnderstoodQuery:
    """Read a query; never raises. `lexicon` defaults to the shipped one, no `vocabulary` reads words as typed;
    `literal` searches exactly what was typed: no word is read otherwise and every word votes alike."""
    shown, cut = _shown(text)
    lexicon, vocabulary = lexicon or shipped(), vocabulary or _EMPTY
    read = _read(shown, lexicon, _EMPTY if literal else vocabulary)
    cut = cut or len(read) > MAX_TERMS
    draft = Draft.of(read[:MAX_TERMS], lexicon)
    if cut:
        draft.steps.append(f"Câu hỏi dài: chỉ tìm {MAX_CHARS} ký tự, {MAX_TERMS} từ đầu")
    return _literal(shown, draft, lexicon, cut) if literal else _whole(shown, draft, lexicon, vocabulary, cut)


def _shown(text: str) -> tuple[str, bool]:
    """The part of a text that is searched, and whether it is only a part."""
    whole = " ".join(clean(text[: MAX_CHARS * 4]).split())
    return whole[:MAX_CHARS].strip(), len(whole) > MAX_CHARS or len(text) > MAX_CHARS * 4


def _read(shown: str, lexicon: Lexicon, vocabulary: Vocabulary) -> tuple[ReadWord, ...]:
    if not vocabulary:
        return read_words(shown, vocabulary)
    known = {word.folded for word in prepare(shown).syllables if lexicon.knows(word)}
    return read_words(shown, vocabulary, known)


def _literal(shown: str, draft: Draft, lexicon: Lexicon, cut: bool) -> UnderstoodQuery:
    """The words as typed; what is asked is still answered on the results."""
    found = read_asking(draft, lexicon, ())
    terms = tuple(Term(word.exact, word.folded) for word in draft.words)
    asked, said = asked_fields(found), asked_words(found, draft)
    steps = ("Tìm đúng như đã gõ",)
    return UnderstoodQuery(shown, terms, asked, said, _code(shown), cut, steps=steps, literal=True)


def _whole(shown: str, draft: Draft, lexicon: Lexicon, vocabulary: Vocabulary, cut: bool) -> UnderstoodQuery:
    likely = likely_marks(draft, vocabulary)
    mended = corrections(draft, vocabulary)
    _say_read(draft, mended)
    names = find_names(draft, lexicon, likely)
    asking = read_asking(draft, lexicon, (span for span, _ in names))
    place, place_name, placed = read_place(draft, lexicon)
    levels = read_levels(draft, (span for span, _ in placed))
    audience = read_audience(draft)
    expansions = [*expand_abbreviations(draft, lexicon), *expand_names(draft, names)]
    negated = read_negated(draft)
    known = chain(
        ((span, phrase) for span, (_, phrase) in asking.items()),
        ((span, one.phrase) for span, one in names),
        placed,
    )
    text = restored(draft, likely, known, vocabulary)
    if text and not mended:
        draft.steps.append(f"Có phải là: “{text}”")
    forks = read_forks(draft, lexicon, likely)
    terms, pairs = _terms(draft)
    return UnderstoodQuery(
        shown,
        terms,
        asked_fields(asking),
        asked_words(asking, draft),
        _said_code(shown, draft),
        cut,
        expansions=tuple(expansions),
        corrections=mended,
        restored=text,
        forks=forks,
        negated=negated,
        audience=audience,
        levels=levels,
        place=place,
        place_name=place_name,
        steps=tuple(draft.steps),
        alternative_pairs=pairs,
    )


def _say_read(draft: Draft, mended: Iterable[Correction]) -> None:
    for one in mended:
        draft.steps.append(f"“{one.typed}” đọc là “{one.read}” ({_HOW[one.how]})")
    for standard in draft.standards:
        draft.steps.append(
            f"“{draft.said(standard.span)}” hiểu thêm là “{standard.text}” (cách nói, cách viết riêng)"
        )


def _terms(draft: Draft) -> tuple[tuple[Term, ...], tuple[tuple[str, float], ...]]:
    """The words with their weights, then what else they may be; and the pairs of the latter."""
    standards, pairs = _standards(draft)
    weights = lifted(draft.weights)
    terms = [
        Term(word.exact, word.folded, weight * (REPAIRED_WEIGHT if word.how == "repaired" else 1.0))
        for word, weight in zip(draft.read, weights, strict=True)
    ]
    return tuple([*terms, *standards, *_slips(draft.read)][:MAX_TERMS]), pairs


def _standards(draft: Draft) -> tuple[list[Term], tuple[tuple[str, float], ...]]:
    """Standard words for those of dialect, where they say something, and their pairs with what stands beside."""
    terms: dict[str, Term] = {}
    pairs: dict[str, float] = {}
    held = {word.folded for word in draft.words}
    for one in draft.standards:
        if one.says_nothing:
            draft.lower(one.span, 0.3)
            continue
        if all(draft.weights[at] < 1.0 for at in range(*one.span)):
            continue
        for word in one.words:
            if word.folded not in held:
                terms.setdefault(word.folded, Term(word.exact, word.folded, STANDARD_WEIGHT, True))
        before = [draft.words[one.span[0] - 1].folded] if one.span[0] else []
        after = [word.folded for word in draft.words[one.span[1] : one.span[1] + 1]]
        row = [*before, *(word.folded for word in one.words), *after]
        pairs.update({f"{a}_{b}": STANDARD_WEIGHT for a, b in pairwise(row)})
    return list(terms.values()), tuple(pairs.items())


def _slips(read: Iterable[ReadWord]) -> list[Term]:
    """What was typed where another word is read: the catalogue may have it by now."""
    typed = [syllable(word.typed) for word in read if word.how == "repaired" and word.typed]
    held = {word.folded for word in read}
    return [Term(t.exact, t.folded, SLIP_WEIGHT, True) for t in typed if t.folded not in held]


def _said_code(shown: str, draft: Draft) -> str:
    code = _code(shown)
    if code:
        draft.steps.append(f"Mã thủ tục {code}")
    return code


def _code(text: str) -> str:
    found = _CODE.search(text)
    return f"{found[1]}.{found[2]}" if found else ""
