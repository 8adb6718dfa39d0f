"""The papers of a case as lines to tick."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop, ngettext

from catalogue.guidance import PaperGuidance, PaperLine, PaperNeed
from catalogue.presentation.checklist import copies_text
from catalogue.presentation.conditions import Names, when_html
from catalogue.presentation.prose import body, label
from catalogue.presentation.wording import NOTHING, Phrase, number, phrase
from catalogue.record import Paper
from portal.core.words import gettext

HANDING: Final = {"submit": gettext_noop("Nộp"), "present": gettext_noop("Xuất trình")}
FOLD: Final = 1_200
"""Characters of one paper's text that go on the sheet; the rest is read on the page of the procedure."""


@dataclass(frozen=True)
class Tick:
    """A paper to tick: its name, the rest of a long name as HTML, how to hand it in, its forms, when needed."""

    key: str
    name: Phrase
    rest: SafeString
    how: str
    note: Phrase
    forms: tuple[Phrase, ...]
    when: SafeString

    @property
    def when_text(self) -> str:
        return strip_tags(self.when).replace("→", "–")


@dataclass(frozen=True)
class Need:
    """What is needed once: one tick, or several of which one is enough; ``met``: the office may look it up."""

    ticks: tuple[Tick, ...]
    met: bool = False

    @property
    def one_of(self) -> bool:
        return len(self.ticks) > 1


@dataclass(frozen=True)
class Papers:
    """``count`` says how many in words; empty when the source lists none."""

    needs: tuple[Need, ...]
    notes: tuple[Phrase, ...]
    looked_up: tuple[Phrase, ...]
    count: str


def papers(guidance: PaperGuidance, names: Names, more: str) -> Papers:
    """Put the papers in words; ``more`` is where a very long text is read to its end."""
    return Papers(
        needs=tuple(_need(need, names, more) for need in guidance.needs),
        notes=_names(guidance.notes),
        looked_up=_names(guidance.looked_up),
        count=_count(guidance.certain, guidance.certain + guidance.possible),
    )


def _names(lines: Iterable[PaperLine]) -> tuple[Phrase, ...]:
    return tuple(phrase(line.paper.name) for line in lines)


def _count(fewest: int, most: int) -> str:
    if not most:
        return ""
    if not fewest:
        return gettext("nhiều nhất %(most)s loại") % {"most": number(most)}
    words = ngettext("%(n)s loại", "%(n)s loại", most)
    return words % {"n": number(most) if fewest == most else f"{number(fewest)} – {number(most)}"}


def _need(need: PaperNeed, names: Names, more: str) -> Need:
    return Need(tuple(_tick(line, names, more) for line in need.lines), need.met)


def _tick(line: PaperLine, names: Names, more: str) -> Tick:
    words, lang = phrase(line.paper.name)
    head, rest = label(words)
    when = NOTHING
    if line.verdict == "depends":
        when = when_html(line.paper.applies_when, names) or unclear()
    return Tick(
        key=line.paper.key,
        name=Phrase(head, lang),
        rest=body(rest, more=more, fold=FOLD) if rest else NOTHING,
        how=how(line.paper),
        note=phrase(line.paper.note),
        forms=tuple(phrase(form.name) for form in line.paper.forms),
        when=when,
    )


def unclear() -> SafeString:
    return SafeString(gettext("trường hợp nguồn không ghi rõ"))


def how(paper: Paper) -> str:
    """Hand in or show, and how many: "Nộp: 1 bản chính, 2 bản sao có chứng thực"."""
    counted = copies_text(paper)
    return f"{gettext(HANDING[paper.handing])}: {counted}" if paper.handing in HANDING else counted
