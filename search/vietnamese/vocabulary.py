"""The words of a catalogue: which there are, how they follow each other, how they are written.

Learnt from titles, everyday names and steps when an index is built and stored beside it. It tells a word from
keystrokes and slips, gives marks back to text without them, and finds the word that was meant. Pure.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

from search.vietnamese.repairing import Deletes
from search.vietnamese.restoring import Restorer
from search.vietnamese.spelling import compose
from search.vietnamese.text import normalise, syllable, words

#: Raised when what is stored changes; a stored vocabulary of another version is none.
VERSION: Final = 1
#: Names say a word on purpose; running text of the source has slips of its own, so there it must come twice.
_NAME_COUNT: Final = 2
KNOWN_FROM: Final = 2
#: Pairs seen less are left out of what is stored: half of all pairs, a tenth of a syllable in a hundred.
_PAIR_FROM: Final = 2
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")

#: Stands between two names, so that their ends are no neighbours.
_APART: Final = " . "

Pairs = dict[str, dict[str, int]]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Immutable. Tokens are those of `text.Syllable`: exact ("hoa:2") and folded ("hoa")."""

    counts: Mapping[str, int]
    pairs: Mapping[str, Mapping[str, int]]
    written: Mapping[str, str]
    english: frozenset[str] = frozenset()
    texts: int = 0

    @classmethod
    def empty(cls) -> Vocabulary:
        """A vocabulary that knows no word: everything is read as it was typed."""
        return cls({}, {}, {})

    @classmethod
    def build(
        cls, texts: Iterable[str], running: Iterable[str] = (), english: Iterable[str] = ()
    ) -> Vocabulary:
        """Learn names (`texts`: titles, everyday names), `running` text (steps) and the words of `english`."""
        lesson = Lesson()
        for text in texts:
            lesson.name(text)
        for text in running:
            lesson.running(text)
        for text in english:
            lesson.english(text)
        return lesson.learnt()

    def __bool__(self) -> bool:
        return bool(self.counts)

    def __add__(self, other: Vocabulary) -> Vocabulary:
        """What both have learnt."""
        if not self:
            return other
        pairs = {first: dict(row) for first, row in self.pairs.items()}
        for first, row in other.pairs.items():
            into = pairs.setdefault(first, {})
            for second, count in row.items():
                into[second] = into.get(second, 0) + count
        return Vocabulary(
            counts=dict(Counter(self.counts) + Counter(other.counts)),
            pairs=pairs,
            written={**other.written, **self.written},
            english=self.english | other.english,
            texts=self.texts + other.texts,
        )

    def knows(self, folded: str) -> bool:
        """Whether some word of the catalogue is this one without marks."""
        return folded in self.by_fold

    def knows_exact(self, exact: str) -> bool:
        """Whether the catalogue has this very word."""
        return self.counts.get(exact, 0) >= KNOWN_FROM

    def restore(self, folded: Sequence[str]) -> tuple[str, ...] | None:
        """The most likely exact tokens of bare ones; None when it knows too few of the words to guess."""
        known = sum(self.knows(word) for word in folded)
        if not folded or known < len(folded) * 0.7:
            return None
        return self.restorer.best([self.readings(word) for word in folded])

    def repair(self, folded: str) -> tuple[tuple[str, int], ...]:
        """Known words one slip away from a bare one, two slips for a long one, with that distance."""
        return self.deletes.near(folded)

    def readings(self, folded: str) -> tuple[tuple[str, float], ...]:
        """Exact tokens a bare word may stand for, each with a cost of 0; itself when it is unknown."""
        return tuple((exact, 0.0) for exact in self.by_fold.get(folded, (folded,)))

    def marked(self, exact: Iterable[str]) -> str:
        """Exact tokens as people write them: ("dang:…", "ki:1") -> "đăng ký"."""
        return " ".join(self.written.get(token) or compose(*_parts(token)) for token in exact)

    def follows(self, first: str, second: str) -> int:
        """How often the catalogue has these two folded words in a row."""
        return self.folded_pairs.get(first, {}).get(second, 0)

    @cached_property
    def by_fold(self) -> Mapping[str, tuple[str, ...]]:
        """The known exact tokens of each folded one, the most frequent first."""
        grouped: dict[str, list[str]] = {}
        for exact, count in self.counts.items():
            if count >= KNOWN_FROM:
                grouped.setdefault(folded_of(exact), []).append(exact)
        rank = self.counts.__getitem__
        return {folded: tuple(sorted(ones, key=rank, reverse=True)) for folded, ones in grouped.items()}

    @cached_property
    def folded_pairs(self) -> Mapping[str, Mapping[str, int]]:
        """The pairs without marks."""
        found: Pairs = {}
        for first, row in self.pairs.items():
            into = found.setdefault(folded_of(first), {})
            for second, count in row.items():
                bare = folded_of(second)
                into[bare] = into.get(bare, 0) + count
        return found

    @cached_property
    def folded_counts(self) -> Mapping[str, int]:
        """How often each folded word comes."""
        return {folded: sum(self.counts[e] for e in exact) for folded, exact in self.by_fold.items()}

    @cached_property
    def restorer(self) -> Restorer:
        """Chooses among readings by what follows what."""
        return Restorer(self.counts, self.pairs)

    @cached_property
    def deletes(self) -> Deletes:
        """Finds words by what is left when letters are taken away."""
        return Deletes(self.folded_counts)

    def dump(self) -> bytes:
        """For storage; `load` gives an equal vocabulary."""
        tokens = sorted(self.counts)
        number = {token: at for at, token in enumerate(tokens)}
        said = {
            "version": VERSION,
            "tokens": tokens,
            "counts": [self.counts[token] for token in tokens],
            "written": [self.written.get(token, "") for token in tokens],
            "pairs": {
                number[first]: [x for second, n in sorted(row.items()) for x in (number[second], n)]
                for first, row in sorted(self.pairs.items())
            },
            "english": sorted(self.english),
            "texts": self.texts,
        }
        return zlib.compress(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode(), 6)

    @classmethod
    def load(cls, stored: bytes) -> Vocabulary:
        """What `dump` gave. Raises ValueError on anything else."""
        try:
            return cls._read(json.loads(zlib.decompress(stored)))
        except (zlib.error, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError("no stored vocabulary") from error

    @classmethod
    def _read(cls, said: dict[str, Any]) -> Vocabulary:
        if said["version"] != VERSION:
            raise ValueError("a vocabulary of another version")
        tokens = said["tokens"]
        pairs = {
            tokens[int(first)]: dict(zip((tokens[at] for at in row[::2]), row[1::2], strict=True))
            for first, row in said["pairs"].items()
        }
        written = {token: form for token, form in zip(tokens, said["written"], strict=True) if form}
        counts = dict(zip(tokens, said["counts"], strict=True))
        return cls(counts, pairs, written, frozenset(said["english"]), said["texts"])


class Spoken(NamedTuple):
    """What one document says: its names, running text, its English title."""

    names: tuple[str, ...]
    running: str = ""
    english: str = ""


class Lesson:
    """A vocabulary being learnt; words are counted as written and turned into tokens once, at the end."""

    def __init__(self) -> None:
        self._names = _Counted()
        self._running = _Counted()
        self._english: set[str] = set()

    def document(self, spoken: Spoken) -> None:
        """Learn what a document says."""
        self._names.add(_APART.join(spoken.names), len(spoken.names))
        self._running.add(spoken.running)
        self.english(spoken.english)

    def name(self, text: str) -> None:
        """Learn a title or an everyday name."""
        self._names.add(text)

    def running(self, text: str) -> None:
        """Learn text; what stands on two sides of a comma or a full stop is no pair."""
        self._running.add(text)

    def english(self, text: str) -> None:
        """Learn the words of an English title: they are known and are no Vietnamese."""
        self._english.update(words(text))

    def learnt(self) -> Vocabulary:
        """What was learnt so far."""
        counts: Counter[str] = Counter()
        forms: dict[str, Counter[str]] = {}
        pairs: Pairs = {}
        for counted, weight in ((self._names, _NAME_COUNT), (self._running, 1)):
            for word, count in counted.words.items():
                if word.isalnum():
                    exact = syllable(word).exact
                    counts[exact] += count * weight
                    forms.setdefault(exact, Counter())[word] += count * weight
            for (first, second), count in counted.pairs.items():
                if count * weight >= _PAIR_FROM and first.isalnum() and second.isalnum():
                    row = pairs.setdefault(syllable(first).exact, {})
                    last = syllable(second).exact
                    row[last] = row.get(last, 0) + count * weight
        written = {exact: form.most_common(1)[0][0] for exact, form in forms.items()}
        plain = {exact: form for exact, form in written.items() if form != exact}
        texts = self._names.texts + self._running.texts
        return Vocabulary(dict(counts), pairs, plain, frozenset(self._english), texts)


class _Counted:
    """Words and neighbours as written."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.texts = 0

    def add(self, text: str, texts: int = 1) -> None:
        found = _TOKEN.findall(normalise(text))
        self.words.update(found)
        self.pairs.update(pairwise(found))
        self.texts += texts if found else 0


@lru_cache(maxsize=32768)
def folded_of(exact: str) -> str:
    """The folded token of an exact one."""
    return syllable(_parts(exact)[0]).folded


def _parts(exact: str) -> tuple[str, str]:
    bare, _, tone = exact.partition(":")
    return bare, tone
