"""A worked-out case in a few words, for a table."""

from django.utils.translation import gettext as _

from catalogue.guidance import Guidance
from catalogue.guidance.papers import PaperGuidance
from catalogue.guidance.times import TimeGuidance
from catalogue.presentation import times as public
from catalogue.presentation.fees import total_words
from catalogue.presentation.wording import method_words


def papers_words(papers: PaperGuidance) -> str:
    """How many papers: "5", or "3 – 5" when some still depend on an answer."""
    if not papers.possible:
        return str(papers.certain)
    return f"{papers.certain} – {papers.certain + papers.possible}"


def fee_words(guidance: Guidance) -> str:
    """The fee total as the public reads it, by way to hand in where ways differ."""
    if not guidance.fees.lines:
        return _("chưa có khoản thu nào")
    said = {method: total_words(total) for method, total in guidance.fees.totals.items()}
    if len(set(said.values())) < 2:
        return next(iter(said.values()))
    return "; ".join(
        f"{method_words(method)}: {words}" if method else words for method, words in said.items()
    )


def due_words(times: TimeGuidance) -> str:
    """By which day the result is due, as the public reads it, and which years make that unsure."""
    due = public.due_words(times)
    return " ".join([f"{due}.", *public.unsure_words(times)]) if due else _("chưa tính được")
