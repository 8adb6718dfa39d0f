"""What an editor probably did not mean: questions, answers and rows that lead nowhere."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from catalogue.record import AppliesWhen, Choice, ProcedureRecord, Question

from .combining import Table, conditions


def faults(record: ProcedureRecord, tried: Table) -> list[str]:
    """Say each in a sentence; empty when nothing was found."""
    return [
        *_questions(record),
        *_never(record),
        *_alike(record),
        *_without_papers(record, tried),
    ]


def _questions(record: ProcedureRecord) -> Iterator[str]:
    named = {condition.question for when in conditions(record) for condition in when}
    for question in record.questions:
        if len(question.choices) < 2:
            yield _("Câu hỏi “%(question)s” có ít hơn hai câu trả lời.") % {"question": question.text.vi}
        elif question.key not in named and not any(one.method for one in question.choices):
            yield _("Chưa dòng nào dùng câu hỏi “%(question)s”.") % {"question": question.text.vi}


def _never(record: ProcedureRecord) -> Iterator[str]:
    """Rows that no combination shows: a condition names only questions or answers that are gone."""
    known = {question.key: {one.key for one in question.choices} for question in record.questions}
    for kind, name, when in _rows(record):
        if any(not known.get(condition.question, set()) & set(condition.choices) for condition in when):
            yield _(
                "%(kind)s “%(name)s” không hiện ở trường hợp nào: câu hỏi hoặc câu trả lời của dòng này đã bị xóa."
            ) % {
                "kind": kind,
                "name": short(name),
            }


def _rows(record: ProcedureRecord) -> Iterator[tuple[str, str, AppliesWhen]]:
    named: Sequence[tuple[str, Any]] = (
        (_("Giấy tờ"), [(one.name, one.applies_when) for one in record.papers]),
        (_("Khoản thu"), [(one.description, one.applies_when) for one in record.fees]),
        (_("Bước"), [(one.name or one.text, one.applies_when) for one in record.steps]),
        (_("Thời hạn"), [(one.name, one.applies_when) for one in record.times]),
    )
    for kind, rows in named:
        for place, (name, when) in enumerate(rows, 1):
            yield kind, name.vi if name else str(place), when


def _alike(record: ProcedureRecord) -> Iterator[str]:
    """Answers to one question between which nothing changes."""
    for question in record.questions:
        groups: dict[Any, list[str]] = {}
        for choice in question.choices:
            groups.setdefault(_effect(record, question, choice), []).append(choice.label.vi)
        if len(groups) == 1:
            continue  # nobody uses the question, which is said already
        for labels in groups.values():
            if len(labels) > 1:
                said = " và ".join(f"“{short(label)}”" for label in labels)
                yield _("Ở câu hỏi “%(question)s”, chọn %(labels)s đều như nhau.") % {
                    "question": question.text.vi,
                    "labels": said,
                }


def _effect(record: ProcedureRecord, question: Question, choice: Choice) -> tuple[Any, ...]:
    """What the choice does: its way to hand in, and which conditions on the question it meets."""
    met = tuple(
        choice.key in condition.choices
        for when in conditions(record)
        for condition in when
        if condition.question == question.key
    )
    return choice.method, *met


def _without_papers(record: ProcedureRecord, tried: Table) -> Iterator[str]:
    if not record.papers:
        yield _("Thủ tục chưa có giấy tờ nào.")
        return
    for one in tried.tried:
        papers = one.guidance.papers
        if not (papers.certain or papers.possible or papers.looked_up):
            yield _("Trường hợp “%(case)s” không phải nộp giấy tờ nào.") % {
                "case": answer_words(record, one.answers)
            }


def answer_words(record: ProcedureRecord, answers: Any) -> str:
    """The answers of a case by their labels: "Có · Sau 60 ngày"."""
    labels = [
        choice.label.vi
        for question in record.questions
        for choice in question.choices
        if answers.get(question.key) == choice.key
    ]
    return " · ".join(labels) or _("Mọi người")


def short(text: str, most: int = 80) -> str:
    """Cut ``text`` at a word."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[:most].rsplit(None, 1)[0] + "…"
