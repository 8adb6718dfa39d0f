"""What our sample content adds to the source's format: English texts, summaries, questions, applies-when, fees.

An overlay is a JSON object. Rows of the source are named by their Vietnamese wording; every field may be left out:

- ``code``; ``name_en``, ``summary_vi``, ``summary_en``; ``sets``: how many sets of papers are handed in.
- ``en``: English texts: ``conditions``, ``steps`` (name and text, in order), and by their Vietnamese wording
  ``papers``, ``groups`` (headings of papers), ``fees``, ``methods``, ``results``.
- ``questions``: each with ``key``, ``text_vi``, ``text_en``, ``help_vi``, ``help_en`` and ``choices`` of ``key``,
  ``label_vi``, ``label_en``; ``method`` (in_person, online, post) when the choice is a way to hand in.
- ``applies_when``: paper -> {question: [choices]}; all questions must fit, one choice of each.
  ``groups_when``: the same for all papers under a heading, ``steps_when``: for a step by its name.
- ``papers``: paper -> ``handing``, ``one_of``, ``copy_kind``, ``lookup_vi`` and ``lookup_en`` (of record.Paper).
- ``times``: time limits by case, each with ``when``, ``quantity``, ``unit``, ``name_vi``, ``name_en``, ``text_vi``,
  ``text_en`` and either the ``code`` of a case of the source, which it changes, or a ``key`` of its own.
- ``channels``: way to hand in, by its key -> ``quantity`` and ``unit``: a limit instead of the source's, null where
  the limits by case tell it apart.
- ``fees``: all fees of the procedure in place of the source's: see :mod:`.overlay_fees`.

Everything an overlay brings has the origin of the import it comes with. A name that fits nothing is passed over:
:func:`.overlay_names.unknown_names` lists them.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .overlay_fees import fee_drafts, tokens
from .shapes import CaseTimeDraft, ChoiceDraft, PaperDraft, ProcedureDraft, QuestionDraft
from .text import label, matching

Overlay = Mapping[str, Any]
PAPER_FIELDS = ("handing", "one_of", "copy_kind", "lookup_vi", "lookup_en")
TIME_FIELDS = {
    "name_vi": "name_vi",
    "name_en": "name_en",
    "text_vi": "time_text_vi",
    "text_en": "time_text_en",
    "unit": "time_unit",
}
"""Fields of a time limit in an overlay and in its draft."""


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
    draft.questions.extend(_question(question) for question in overlay.get("questions") or [])
    _apply_conditions(draft, overlay)
    _apply_times(draft, overlay)
    _apply_channels(draft, overlay)
    draft.sets = overlay.get("sets", draft.sets)
    if "fees" in overlay:
        draft.fees = fee_drafts(overlay["fees"], draft)


def _by_wording(texts: Mapping[str, str] | None) -> dict[str, str]:
    return {matching(vietnamese): english for vietnamese, english in (texts or {}).items() if vietnamese}


def _apply_papers(draft: ProcedureDraft, english: Mapping[str, Any]) -> None:
    papers, groups = _by_wording(english.get("papers")), _by_wording(english.get("groups"))
    for paper in draft.papers:
        paper.name_en = papers.get(matching(paper.name_vi), "")
        paper.heading_en = groups.get(matching(label(paper.heading_vi)), "")


def _named(overlay: Overlay, field: str) -> dict[str, Any]:
    return {matching(name): value for name, value in (overlay.get(field) or {}).items()}


def _apply_conditions(draft: ProcedureDraft, overlay: Overlay) -> None:
    papers, groups = _named(overlay, "applies_when"), _named(overlay, "groups_when")
    fields, steps = _named(overlay, "papers"), _named(overlay, "steps_when")
    for paper in draft.papers:
        paper.applies_when += tokens(groups.get(matching(label(paper.heading_vi))))
        paper.applies_when += tokens(papers.get(matching(paper.name_vi)))
        _set_fields(paper, fields.get(matching(paper.name_vi), {}))
    for step in draft.steps:
        step.applies_when += tokens(steps.get(matching(step.name_vi)))


def _set_fields(paper: PaperDraft, fields: Mapping[str, str]) -> None:
    for name in PAPER_FIELDS:
        if name in fields:
            setattr(paper, name, fields[name])


def _apply_times(draft: ProcedureDraft, overlay: Overlay) -> None:
    by_code = {row.code: row for row in draft.case_times}
    for wanted in overlay.get("times") or []:
        row = by_code.get(wanted.get("code", ""))
        if row is None and "key" not in wanted:
            continue
        if row is None:
            row = CaseTimeDraft(wanted["key"], "", wanted["name_vi"])
            draft.case_times.append(row)
        for name, field in TIME_FIELDS.items():
            if name in wanted:
                setattr(row, field, wanted[name])
        if "quantity" in wanted:
            row.time_quantity = _number(wanted["quantity"])
        row.applies_when += tokens(wanted.get("when"))


def _apply_channels(draft: ProcedureDraft, overlay: Overlay) -> None:
    channels = overlay.get("channels") or {}
    for row in (row for row in draft.channels if row.key in channels):
        wanted = channels[row.key]
        row.time_quantity = _number(wanted["quantity"])
        row.time_unit = wanted.get("unit", "unknown")


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _question(question: Mapping[str, Any]) -> QuestionDraft:
    return QuestionDraft(
        key=question["key"],
        text_vi=question["text_vi"],
        text_en=question.get("text_en") or "",
        help_vi=question.get("help_vi") or "",
        help_en=question.get("help_en") or "",
        choices=[
            ChoiceDraft(
                choice["key"],
                choice["label_vi"],
                choice.get("label_en") or "",
                choice.get("method") or "",
            )
            for choice in question.get("choices") or []
        ],
    )
