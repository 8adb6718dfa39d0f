"""What our sample content adds to the source's format: English texts, summaries, questions, applies-when."""

from collections.abc import Mapping
from typing import Any

from .shapes import ChoiceDraft, ProcedureDraft, QuestionDraft
from .text import label, matching

Overlay = Mapping[str, Any]


def apply_overlay(draft: ProcedureDraft, overlay: Overlay) -> None:
    """Add the overlay's texts to ``draft`` in place; texts are found by their Vietnamese wording."""
    english = overlay.get("en") or {}
    draft.title_en = overlay.get("name_en") or draft.title_en
    draft.summary_vi = overlay.get("summary_vi") or draft.summary_vi
    draft.summary_en = overlay.get("summary_en") or draft.summary_en
    draft.conditions_en = english.get("conditions") or ""
    _apply_papers(draft, english)
    for row, words in zip(draft.steps, english.get("steps") or [], strict=False):
        row.name_en, row.text_en = words.get("name") or "", words.get("text") or ""
    fees, methods, results = (_by_wording(english.get(name)) for name in ("fees", "methods", "results"))
    for fee in draft.fees:
        fee.description_en = fees.get(matching(fee.description_vi), "")
    for channel in draft.channels:
        channel.description_en = methods.get(matching(channel.description_vi), "")
        channel.time_text_en = methods.get(matching(channel.time_text_vi), "")
    for output in draft.outputs:
        output.name_en = results.get(matching(output.name_vi), "")
    _apply_questions(draft, overlay)


def _by_wording(texts: Mapping[str, str] | None) -> dict[str, str]:
    return {matching(vietnamese): english for vietnamese, english in (texts or {}).items() if vietnamese}


def _apply_papers(draft: ProcedureDraft, english: Mapping[str, Any]) -> None:
    papers, groups = _by_wording(english.get("papers")), _by_wording(english.get("groups"))
    for paper in draft.papers:
        paper.name_en = papers.get(matching(paper.name_vi), "")
        paper.heading_en = groups.get(matching(label(paper.heading_vi)), "")


def _apply_questions(draft: ProcedureDraft, overlay: Overlay) -> None:
    draft.questions.extend(_question(question) for question in overlay.get("questions") or [])
    conditions = {matching(name): when for name, when in (overlay.get("applies_when") or {}).items()}
    for paper in draft.papers:
        for question, choices in conditions.get(matching(paper.name_vi), {}).items():
            paper.applies_when.extend(f"{question}:{choice}" for choice in choices)


def _question(question: Mapping[str, Any]) -> QuestionDraft:
    return QuestionDraft(
        key=question["key"],
        text_vi=question["text_vi"],
        text_en=question.get("text_en") or "",
        help_vi=question.get("help_vi") or "",
        help_en=question.get("help_en") or "",
        choices=[
            ChoiceDraft(choice["key"], choice["label_vi"], choice.get("label_en") or "")
            for choice in question.get("choices") or []
        ],
    )
