"""An editor's own wording of a proposed question, put in the draft as every accepted proposal is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from catalogue.findings import deciding
from catalogue.findings.proposals import MOST_CHOICES, QUESTION_LENGTH, CaseProposal
from catalogue.models import Finding, ProcedurePage

from .waiting import open_findings, rows_named


@dataclass(frozen=True)
class Asked:
    """A question as the editor leaves it; ``applies`` maps a finding to the place of its answer in ``choices``."""

    question: str
    choices: Sequence[str]
    applies: Mapping[int, int]


def accept(code: str, asked: Asked, user: Any) -> deciding.Outcome:
    """Put the question and its rows in a new draft of the procedure ``code``; nothing becomes public.

    Raises NotDecided when the question can't be asked like this or no row is left to tie to it.
    """
    _check(asked)
    page = ProcedurePage.objects.filter(code=code).first()
    findings = list(open_findings(code).filter(pk__in=asked.applies))
    if page is None or not findings:
        raise deciding.NotDecided(_("Không còn dòng nào để tách: có người vừa xử lý, hoặc trang không còn."))
    keys = rows_named(page, findings)
    if not keys:
        raise deciding.NotDecided(
            _("Bản nháp không còn dòng giấy tờ nào đúng lời này; hãy mở trang và xem lại.")
        )
    for finding in findings:
        if finding.pk in keys:
            answer = asked.choices[asked.applies[finding.pk]]
            proposal = CaseProposal(keys[finding.pk], asked.question, tuple(asked.choices), answer)
            finding.proposal = proposal.stored
    tied = [finding for finding in findings if finding.pk in keys]
    Finding.objects.bulk_update(tied, ["proposal"])
    return deciding.accept(deciding.chosen(str(one.pk) for one in tied), "", user)


def _check(asked: Asked) -> None:
    if not asked.question or len(asked.question) > QUESTION_LENGTH:
        raise deciding.NotDecided(
            _("Câu hỏi phải có chữ và không quá %(count)d ký tự.") % {"count": QUESTION_LENGTH}
        )
    if not 2 <= len(asked.choices) <= MOST_CHOICES or not all(asked.choices):
        raise deciding.NotDecided(_("Cần ít nhất hai câu trả lời, câu nào cũng có chữ."))
    if len(set(asked.choices)) < len(asked.choices):
        raise deciding.NotDecided(_("Hai câu trả lời giống nhau: hãy sửa một câu."))
    if not all(0 <= place < len(asked.choices) for place in asked.applies.values()):
        raise deciding.NotDecided(_("Chưa rõ dòng nào ứng với câu trả lời nào."))
