"""The papers of a procedure as a list to tick, parted by the reader's answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from catalogue.guidance import split
from catalogue.record import Condition, Form, Paper, Question
from portal.core.words import gettext

from .prose import LABEL, body, label
from .wording import NBSP, NOTHING, Phrase, either, number, phrase

MANY_NOTES: Final = 4
"""Notes in a row from which on they are folded."""


class FormLink(NamedTuple):
    id: str
    name: Phrase
    file_name: str


@dataclass(frozen=True)
class PaperView:
    """One row of the checklist; a note has a name and nothing to tick."""

    id: str
    is_note: bool
    name: str
    lang: SafeString
    rest: SafeString
    tag: str
    count: str
    required: str
    document: str
    forms: tuple[FormLink, ...]
    note: Phrase
    when: str
    one_of: bool = False


@dataclass(frozen=True)
class PaperGroup:
    """Papers that share a condition and a heading of the source; both empty for those that stand alone."""

    when: str
    heading: Phrase
    rows: list[PaperView] = field(default_factory=list)

    @property
    def folded(self) -> bool:
        """Whether the group is a long run of notes, which most people skip: a paper is never folded."""
        return len(self.rows) >= MANY_NOTES and all(row.is_note for row in self.rows)


@dataclass(frozen=True)
class PaperList:
    """What to bring (``groups``), what may still be needed, and what is not."""

    groups: list[PaperGroup]
    depends: list[PaperGroup]
    left_out: list[PaperView]
    certain: int
    possible: int
    sets: str


def paper_list(
    papers: Iterable[Paper],
    questions: Iterable[Question],
    answers: Mapping[str, str],
    *,
    sets: int | None,
    more: str = "",
) -> PaperList:
    """Prepare the checklist. Notes are shown where they stand and never counted."""
    names = choice_names(questions)
    parts = split(papers, answers)
    return PaperList(
        groups=_grouped(parts["applies"], names, more),
        depends=_grouped(parts["depends"], names, more),
        left_out=[_paper(row, names, more) for row in parts["not"]],
        certain=_distinct(parts["applies"]),
        possible=_distinct(parts["depends"]),
        sets=ngettext("%(n)s bộ hồ sơ", "%(n)s bộ hồ sơ", sets) % {"n": sets} if sets else "",
    )


def choice_names(questions: Iterable[Question]) -> dict[tuple[str, str], Phrase]:
    return {(q.key, choice.key): phrase(choice.label) for q in questions for choice in q.choices}


def when_text(when: Iterable[Condition], names: Mapping[tuple[str, str], Phrase]) -> str:
    """Say in words when a row applies: the answers that lead to it."""
    found = []
    for condition in when:
        labels = [
            names[condition.question, key].text
            for key in condition.choices
            if (condition.question, key) in names
        ]
        if labels:
            found.append(either(labels))
    return "; ".join(found)


def _distinct(papers: Iterable[Paper]) -> int:
    """How many papers to bring: notes are none, alternatives of one group count once."""
    return len({paper.one_of or paper.key for paper in papers if paper.kind == "paper"})


def count_range(
    papers: Sequence[Paper], questions: Sequence[Question], answers: Mapping[str, str]
) -> tuple[int, int]:
    """The fewest and the most papers there may be, over the questions still open.

    With one question open every choice is tried; with more, all that is open may or may not be needed.
    """
    still = [question for question in questions if question.key not in answers]
    if len(still) == 1 and still[0].choices:
        trials = [{**answers, still[0].key: choice.key} for choice in still[0].choices]
        counts = [_bounds(papers, trial) for trial in trials]
        return min(low for low, _ in counts), max(high for _, high in counts)
    return _bounds(papers, answers)


def _bounds(papers: Sequence[Paper], answers: Mapping[str, str]) -> tuple[int, int]:
    parts = split(papers, answers)
    return _distinct(parts["applies"]), _distinct([*parts["applies"], *parts["depends"]])


def copies_known(papers: Iterable[Paper]) -> bool:
    """Whether the number of copies is known of any paper."""
    return any(paper.originals or paper.copies for paper in papers)


def _grouped(papers: Iterable[Paper], names: Mapping[tuple[str, str], Phrase], more: str) -> list[PaperGroup]:
    groups: list[PaperGroup] = []
    for paper in papers:
        when, heading = when_text(paper.applies_when, names), phrase(paper.heading)
        heading = Phrase("") if heading.text == when else heading
        if not groups or (groups[-1].when, groups[-1].heading) != (when, heading):
            groups.append(PaperGroup(when, heading))
        groups[-1].rows.append(_paper(paper, names, more))
    return groups


def _paper(paper: Paper, names: Mapping[tuple[str, str], Phrase], more: str) -> PaperView:
    words, lang = phrase(paper.name)
    is_note = paper.kind == "note"
    name, rest = ("", words) if is_note else label(words)
    return PaperView(
        id=f"gt-{paper.key}",
        is_note=is_note,
        name=name,
        lang=lang,
        rest=body(rest, more=more, fold=2 * LABEL) if rest else NOTHING,
        tag={"submit": gettext("Nộp"), "present": gettext("Xuất trình")}.get(paper.handing, ""),
        count="" if is_note else copies_text(paper),
        required={True: gettext("Bắt buộc"), False: gettext("Không bắt buộc")}.get(paper.required, ""),  # type: ignore[arg-type]
        document=paper.document.id if paper.document else "",
        forms=tuple(_form(form) for form in paper.forms),
        note=phrase(paper.note),
        when=when_text(paper.applies_when, names),
        one_of=bool(paper.one_of),
    )


def _form(form: Form) -> FormLink:
    return FormLink(form.id, phrase(form.name), form.file_name)


def copies_text(paper: Paper) -> str:
    """Say how many: "1 bản chính, 2 bản sao"; zero and nothing are not known."""
    found = []
    if paper.originals:
        found.append(
            ngettext("%(n)s bản chính", "%(n)s bản chính", paper.originals) % {"n": number(paper.originals)}
        )
    if paper.copies:
        found.append(ngettext("%(n)s bản sao", "%(n)s bản sao", paper.copies) % {"n": number(paper.copies)})
    return ", ".join(text.replace(" ", NBSP, 1) for text in found) or gettext("chưa rõ số bản")
