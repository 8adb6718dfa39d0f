"""Entries that would lead people astray, said to the editor before they are saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search import sources
from search.models import ENTRIES, Abbreviation, AskPhrase, PinnedResult, Synonym, Taught
from search.ranking import bare_title
from search.sources import Suggestion
from search.understanding.lexicon import Lexicon, shipped
from search.vietnamese.spelling import is_syllable
from search.vietnamese.text import fold

Words = str | Promise

#: Two letters that are abbreviations of several things, besides all that are syllables (co, ca, an).
_MANY: Final = (
    "tt hs cn dt nn ld bh gp cs ck gd gt hd kd kt lx nk nv nt ph pt qd qh sd sh tc td th tk tm tp ts xd xn"
)


@dataclass(frozen=True)
class Titles:
    """Official titles by their bare words, with what they are called."""

    by_key: Mapping[str, Suggestion] = field(default_factory=dict)

    @classmethod
    def read(cls) -> Titles:
        """Of every source, as of now: the first name of each ref that has a code; its everyday names follow."""
        found: dict[str, Suggestion] = {}
        seen: set[str] = set()
        for source in sources.sources():
            for title in source.titles("vi"):
                if title.note and title.ref not in seen:
                    seen.add(title.ref)
                    found.setdefault(_bare(title.text), title)
        return cls(found)

    def same(self, text: str) -> Suggestion | None:
        """The title that is these words."""
        return self.by_key.get(_bare(text))


def _bare(text: str) -> str:
    return bare_title(fold(text))


def problems(entry: Taught, titles: Titles | None = None, lexicon: Lexicon | None = None) -> list[Words]:
    """What is wrong with an entry, in words for an editor. `titles` are read when they are not given."""
    titles = titles or Titles.read()
    check = _CHECKS[type(entry)]
    return list(check(entry, titles, lexicon or shipped()))


def all_problems() -> Iterator[tuple[Taught, Words]]:
    """Every problem of every entry in the database."""
    from search.lexicon_store import read_lexicon

    titles, lexicon = Titles.read(), read_lexicon()
    kinds: tuple[type[Taught], ...] = (*ENTRIES, PinnedResult)
    for model in kinds:
        for entry in model._default_manager.all():
            for problem in problems(entry, titles, lexicon):
                yield entry, problem


def _name(entry: Synonym, titles: Titles, lexicon: Lexicon) -> Iterable[Words]:
    row = entry.row
    if not row.everyday or not row.official:
        yield _("Cần ít nhất một cách gọi và một cách ghi chính thức.")
    asks = _asked_phrases(lexicon)
    for name in row.everyday:
        if not fold(name):
            yield _("“%(name)s” không có chữ nào để tìm.") % {"name": name}
        elif fold(name) in asks:
            yield _("“%(name)s” là một cách hỏi, không phải tên của việc gì.") % {"name": name}
        elif title := _captured(name, row.official, titles):
            yield _captures(name, title)


def _captured(name: str, official: Iterable[str], titles: Titles) -> Suggestion | None:
    """The title that an everyday name is, when its official wordings are about something else."""
    title = titles.same(name)
    if title is None:
        return None
    own = set(_bare(title.text).split())
    meant = [set(_bare(wording).split()) for wording in official]
    return None if any(own <= words or words <= own for words in meant) else title


def _captures(name: str, title: Suggestion) -> Words:
    return _(
        "“%(name)s” là tên chính thức của thủ tục %(code)s “%(title)s”. "
        "Ghi như vậy thì người tìm thủ tục ấy sẽ gặp thủ tục khác."
    ) % {"name": name, "code": title.note, "title": title.text}


def _abbreviation(entry: Abbreviation, titles: Titles, lexicon: Lexicon) -> Iterable[Words]:
    row = entry.row
    short = fold(row.short)
    if not short or not row.expansions:
        yield _("Cần chữ viết tắt và ít nhất một cách viết đủ.")
    if not row.context and len(short) <= 2 and (is_syllable(short) or short in _MANY.split()):
        yield _(
            "“%(short)s” có thể là nhiều thứ khác nhau. Hãy ghi ở ô “chỉ khi câu hỏi có” những từ đi cùng nó."
        ) % {"short": row.short}
    if short in _asked_phrases(lexicon) and not row.context:
        yield _("“%(name)s” là một cách hỏi, không phải chữ viết tắt.") % {"name": row.short}
    if title := _captured(row.short, row.expansions, titles):
        yield _captures(row.short, title)


def _ask(entry: AskPhrase, titles: Titles, lexicon: Lexicon) -> Iterable[Words]:
    phrase = fold(entry.phrase)
    if not phrase:
        yield _("Cần ghi cách hỏi bằng chữ.")
    elif title := titles.same(entry.phrase):
        yield _("“%(name)s” là tên chính thức của thủ tục %(code)s “%(title)s”, không phải một cách hỏi.") % {
            "name": entry.phrase,
            "code": title.note,
            "title": title.text,
        }
    elif any(phrase == name for name in _everyday_names(lexicon)):
        yield _("“%(name)s” đã là một tên thường gọi.") % {"name": entry.phrase}


def _pin(entry: PinnedResult, titles: Titles, lexicon: Lexicon) -> Iterable[Words]:
    if not fold(entry.query):
        yield _("Câu tìm cần có chữ.")
    if entry.starts and entry.ends and entry.ends < entry.starts:
        yield _("Ngày hết phải từ ngày bắt đầu trở đi.")
    ref = entry.full_ref
    if ref not in sources.cards([ref], frozenset(), "vi", timezone.localdate()):
        yield _("Không có “%(ref)s”, hoặc chưa công khai: người dân sẽ không thấy.") % {"ref": entry.ref}


_CHECKS: Final[dict[type[Taught], Callable[..., Iterable[Words]]]] = {
    Synonym: _name,
    Abbreviation: _abbreviation,
    AskPhrase: _ask,
    PinnedResult: _pin,
}


@lru_cache(maxsize=4)
def _asked_phrases(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(" ".join(s.folded for s in phrase) for phrase in lexicon.asks.all())


@lru_cache(maxsize=4)
def _everyday_names(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(" ".join(s.folded for s in phrase) for phrase in lexicon.names.all())
