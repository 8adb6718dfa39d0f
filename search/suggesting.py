"""Suggestions while typing: titles, everyday names and official terms by the beginning of the last word.

Each process holds one index of names a language, built when first asked and again, beside the readers, when the
search index has changed. It only proposes: what is shown is read at the counter, so that a name that is not public
now is never suggested.
"""

from __future__ import annotations

import logging
import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from django.db import connection
from django.utils import timezone
from django.utils.http import urlencode

from portal.core.pauses import shorten
from search import sources
from search.engines.select import embedded
from search.facets import KIND_NAMES
from search.ranking.signals import bare_title
from search.site import vocabulary
from search.sources import Card, Language, Suggestion
from search.understanding import MAX_CHARS, MAX_TERMS
from search.understanding.lexicon import shipped_rows
from search.vietnamese.prepare import Prepared, prepare
from search.vietnamese.reading import read_words
from search.vietnamese.text import fold, normalise

logger = logging.getLogger(__name__)

MOST = 8
#: How many of them are only questions to the search page.
QUESTIONS = 2
#: Things proposed for each that is shown: some may not be public any more.
SPARE = 1.5
LEAST_CHARS = 2
#: A changed catalogue is read again after this many seconds at the earliest.
REFRESH_SECONDS = 60.0
#: After all letters: the end of the names that begin with a text.
_LAST = "\U0010ffff"
#: Names looked at, the preferred ones, when one begun word is all that is known.
_WIDEST = 3000
#: Answers kept in memory.
_REMEMBERED = 2048
#: Names of which the best are taken, for each that is proposed: many belong to one thing.
_NAMES_EACH = 12


@dataclass(frozen=True, slots=True)
class Name:
    """One way to call a thing; `own` is its title, the others are everyday names."""

    text: str
    suggestion: Suggestion
    own: bool


class NameIndex:
    """Immutable; the names are in the order in which they are preferred."""

    def __init__(self, suggestions: Iterable[Suggestion]) -> None:
        self.names = _preferred(suggestions)
        prepared = [prepare(name.text) for name in self.names]
        self._folded = [bare_title(" ".join(one.folded)) for one in prepared]
        self._exact = [f" {' '.join(one.exact)} " for one in prepared]
        self._postings: dict[str, list[int]] = {}
        for at, one in enumerate(prepared):
            for word in set(one.folded):
                self._postings.setdefault(word, []).append(at)
        self._words = sorted(self._postings)
        self._found: dict[tuple[Prepared, bool, int], tuple[Name, ...]] = {}

    def find(self, typed: Prepared, whole: bool, most: int) -> tuple[Name, ...]:
        """The preferred names, one of each thing; `whole`: the last word is complete. Questions come last."""
        key = (typed, whole, most)
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self._found[key] = self._find(*key)
        return found

    def _find(self, typed: Prepared, whole: bool, most: int) -> tuple[Name, ...]:
        rank = _Rank(typed, whole)
        best = nsmallest(
            most * _NAMES_EACH,
            self._holding(typed, whole),
            key=lambda at: (rank.of(self.names[at], self._folded[at], self._exact[at]), at),
        )
        once: dict[str, Name] = {}
        for at in best:
            name = self.names[at]
            once.setdefault(name.suggestion.ref or name.suggestion.text, name)
        things = [name for name in once.values() if name.suggestion.ref]
        questions = [name for name in once.values() if not name.suggestion.ref][:QUESTIONS]
        return tuple(things[: most - len(questions)] + questions)

    def _holding(self, typed: Prepared, whole: bool) -> Collection[int]:
        """Places of the names with all the words, the last one begun."""
        *before, last = typed.folded
        if whole:
            before.append(last)
        held: set[int] | None = None
        for word in sorted(before, key=lambda one: len(self._postings.get(one, ()))):
            places = self._postings.get(word, ())
            held = set(places) if held is None else held.intersection(places)
        if held is None:
            return nsmallest(_WIDEST, self._begun(last))
        begun = f" {last}"
        return held if whole else [at for at in held if begun in f" {self._folded[at]}"]

    def _begun(self, word: str) -> set[int]:
        """Places of the names that have a word which begins so."""
        first, last = bisect_left(self._words, word), bisect_left(self._words, word + _LAST)
        return set().union(*(self._postings[known] for known in self._words[first:last]))


class _Rank:
    """How well a name answers what was typed; less is better."""

    def __init__(self, typed: Prepared, whole: bool) -> None:
        said = typed.syllables if whole else typed.syllables[:-1]
        self._marked = [f" {syllable.exact} " for syllable in said if syllable.marked]
        self._text = " ".join(typed.folded)

    def of(self, name: Name, folded: str, exact: str) -> tuple[bool, bool, int]:
        """Names with the typed marks first, then those with the words side by side, then titles that begin so,
        everyday names that begin so and titles that hold it, other everyday names."""
        marks_differ = not all(mark in exact for mark in self._marked)
        begins = folded.startswith(self._text)
        return marks_differ, self._text not in folded, (not begins) + (not name.own)


def _preferred(suggestions: Iterable[Suggestion]) -> tuple[Name, ...]:
    """Titles first, of things with many everyday names before others; then everyday names, the short ones first.

    The first name that a source gives of a thing is its title.
    """
    names: list[Name] = []
    known: Counter[str] = Counter()
    for suggestion in suggestions:
        key = suggestion.ref or suggestion.text
        names.append(Name(suggestion.text, suggestion, own=key not in known))
        known[key] += 1

    def order(name: Name) -> tuple[bool, bool, int, int, str]:
        suggestion = name.suggestion
        return (not suggestion.ref, not name.own, -known[suggestion.ref], len(name.text), name.text)

    return tuple(sorted(names, key=order))


def everyday(language: Language, path: str) -> Iterator[Suggestion]:
    """Everyday and official names of the lexicon, as questions to the search page at `path`."""
    if language != "vi":
        return
    for row in shipped_rows().names:
        for name in (*row.everyday, *row.official):
            yield Suggestion(name, f"{path}?{urlencode({'q': name})}")


class _Held:
    """The indexes of this process, by language and search folder."""

    def __init__(self) -> None:
        self._built: dict[tuple[str, Language], tuple[NameIndex, str, float]] = {}
        self._lock = threading.Lock()
        self._busy = False

    def get(self, language: Language) -> NameIndex:
        """The index; a changed one is read again beside the readers."""
        folders = embedded().folders
        key = (str(folders.root), language)
        held = self._built.get(key)
        if held is None:
            with self._lock:
                return self._built[key][0] if key in self._built else self._build(key)
        index, stamp, built = held
        if time.monotonic() - built > REFRESH_SECONDS and stamp != _stamp() and not self._busy:
            self._busy = True
            threading.Thread(target=self._again, args=(key,), daemon=True).start()
        return index

    def _build(self, key: tuple[str, Language]) -> NameIndex:
        stamp, language = _stamp(), key[1]
        named = [one for source in sources.sources() for one in source.titles(language)]
        index = NameIndex([*named, *everyday(language, "/tim-kiem/")])
        for other in [other for other in self._built if other[0] != key[0]]:
            del self._built[other]
        self._built[key] = (index, stamp, time.monotonic())
        shorten()  # the names live as long as the process
        return index

    def forget(self) -> None:
        """Let the next question read the names again."""
        with self._lock:
            self._built.clear()

    def _again(self, key: tuple[str, Language]) -> None:
        try:
            with self._lock:
                self._build(key)
        except Exception:
            logger.exception("suggestions not read again")
        finally:
            connection.close()
            self._busy = False


def _stamp() -> str:
    """Changes with the search index."""
    folders = embedded().folders
    name = folders.current()
    try:
        return f"{name} {(folders.root / name / 'meta.json').stat().st_mtime_ns}"
    except OSError:
        return name


_held = _Held()
forget = _held.forget


def suggest(text: str, language: Language) -> list[Suggestion]:
    """At most eight public things whose name begins as typed, with marks or without."""
    text = normalise(text[:MAX_CHARS])
    typed = Prepared(prepare(text).syllables[:MAX_TERMS])
    if sum(map(len, typed.folded)) < LEAST_CHARS:
        return []
    index = _held.get(language)
    whole = not text[-1:].isalnum()
    most = round(MOST * SPARE)
    names = index.find(typed, whole, most)
    if not names:
        read = Prepared(tuple(word.token for word in read_words(text, vocabulary()))[:MAX_TERMS])
        names = index.find(read, whole, most) if read.syllables and read != typed else ()
    return _public(names, language)


def _public(names: Sequence[Name], language: Language) -> list[Suggestion]:
    """What the counter says of the names now; one that is only a question is passed on."""
    refs = [name.suggestion.ref for name in names if name.suggestion.ref]
    cards: Mapping[str, Card] = {}
    if refs:
        cards = sources.cards(refs, frozenset(), language, timezone.localdate())
    things = [_suggestion(name, cards[ref]) for name in names if (ref := name.suggestion.ref) in cards]
    titles = {fold(one.text) for one in things}
    questions = [one.suggestion for one in names if not one.suggestion.ref and fold(one.text) not in titles]
    return things[: MOST - len(questions)] + questions


def _suggestion(name: Name, card: Card) -> Suggestion:
    """The title, and beside it the everyday name that was meant, else what kind of thing it is."""
    tags = [
        str(KIND_NAMES.get(card.ref.partition(":")[0], "")),
        *(item.text for item in card.meta if item.tag),
    ]
    note = " · ".join(filter(None, tags)) if name.own else name.text
    return Suggestion(card.title, card.url, note, card.ref, card.title_lang)
