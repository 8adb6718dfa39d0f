"""What a finding proposes: put in words, and put in a draft.

Two kinds: a fee read from a text, and a question about the case that a paper's words name.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from pydantic import ValidationError

from catalogue.models import Choice, Question
from catalogue.presentation.fees import fee_value
from catalogue.record import Fee, FeeRule, Source
from portal.core.keys import new_key

QUESTION_LENGTH: Final = 255  # characters
MOST_CHOICES: Final = 6


class NoRow(Exception):
    """The draft has no row with the key that a proposal names."""


@dataclass(frozen=True)
class Proposal:
    """A fee for the row ``key``. ``amount`` counts ``currency`` (ISO 4217)."""

    key: str
    status: str
    amount: Decimal | None
    currency: str
    rule: FeeRule | None

    @property
    def words(self) -> str:
        """What the public page would say: "2.000 đ mỗi trang"."""
        return fee_value(self._fee)

    @property
    def _fee(self) -> Fee:
        source = Source(kind="editor")
        return Fee.model_validate(
            {"key": self.key, "status": self.status, "amount": self.amount, "currency": self.currency}
            | {"rule": self.rule, "source": source}
        )

    def put(self, page: Any) -> None:
        """Write it to the row of ``page`` in memory. Raises NoRow."""
        rows = list(page.fees.all())
        row = next((fee for fee in rows if fee.key == self.key), None)
        if row is None:
            raise NoRow(self.key)
        row.status, row.amount, row.currency = self.status, self.amount, self.currency
        row.rule = self.rule.model_dump(mode="json", exclude_defaults=True) if self.rule else None
        page.fees.set(rows)  # rows of a page without revision come fresh from the database at each reading


@dataclass(frozen=True)
class CaseProposal:
    """A question for the paper ``key``, which then applies only with the answer ``applies`` (of ``choices``)."""

    key: str
    question: str
    choices: tuple[str, ...]
    applies: str

    @property
    def words(self) -> str:
        return _("hỏi “%(question)s”; giấy tờ này chỉ khi trả lời “%(answer)s”") % {
            "question": self.question,
            "answer": self.applies,
        }

    @property
    def stored(self) -> dict[str, Any]:
        """In the shape that ``read_proposal`` reads."""
        return {
            "paper_key": self.key,
            "question": self.question,
            "choices": list(self.choices),
            "applies": self.applies,
        }

    def put(self, page: Any) -> None:
        """Tie the row of ``page`` in memory to the question, which rows asking the same share. Raises NoRow."""
        rows = list(page.papers.all())
        row = next((paper for paper in rows if paper.key == self.key), None)
        if row is None:
            raise NoRow(self.key)
        question, answer = self._asked(page)
        token = f"{question.key}:{answer.key}"
        row.applies_when = list(dict.fromkeys([*(row.applies_when or ()), token]))
        page.papers.set(rows)

    def _asked(self, page: Any) -> tuple[Question, Choice]:
        """The question on the page that asks this, with the answer that counts; a new one when there is none."""
        questions = list(page.questions.all())
        for question in questions:
            choices = list(question.choices.all())
            if question.text_vi == self.question and [one.label_vi for one in choices] == list(self.choices):
                return question, choices[self.choices.index(self.applies)]
        question = Question(key=new_key(), text_vi=self.question, sort_order=len(questions))
        choices = [
            Choice(key=new_key(), label_vi=label, sort_order=place)
            for place, label in enumerate(self.choices)
        ]
        question.choices.set(choices)
        page.questions.set([*questions, question])
        return question, choices[self.choices.index(self.applies)]


def read_proposal(stored: Any) -> Proposal | CaseProposal | None:
    """The proposal of a finding; None when there is none, or none that can be read."""
    if not isinstance(stored, dict):
        return None
    if stored.get("paper_key"):
        return _read_case(stored)
    return _read_fee(stored) if stored.get("fee_key") else None


def _read_case(stored: dict[str, Any]) -> CaseProposal | None:
    given = stored.get("choices")
    choices = tuple(" ".join(str(one).split()) for one in given) if isinstance(given, list) else ()
    question = " ".join(str(stored.get("question") or "").split())
    if not question or len(question) > QUESTION_LENGTH or not 2 <= len(choices) <= MOST_CHOICES:
        return None
    applies = " ".join(str(stored.get("applies") or "").split())
    if not all(choices) or len(set(choices)) < len(choices) or applies not in choices:
        return None
    return CaseProposal(str(stored["paper_key"]), question, choices, applies)


def _read_fee(stored: dict[str, Any]) -> Proposal | None:
    amount = stored.get("amount")
    given = stored.get("rule") or {name: stored[name] for name in FeeRule.model_fields if name in stored}
    try:
        rule = FeeRule.model_validate(given) if given else None
        proposal = Proposal(
            key=str(stored["fee_key"]),
            status=str(stored.get("status", "amount")),
            amount=None if amount is None else Decimal(str(amount)),
            currency=str(stored.get("currency") or "VND"),
            rule=None if rule is None or rule.kind == "flat" else rule,
        )
        proposal._fee  # noqa: B018 - refuses what no fee can be
    except (ValidationError, ArithmeticError):
        return None
    return proposal


def proposal_words(stored: Any) -> str:
    """A stored proposal as a reader would see it; empty when there is none."""
    proposal = read_proposal(stored)
    return proposal.words if proposal else ""
