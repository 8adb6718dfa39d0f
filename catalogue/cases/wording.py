"""A worked-out case in a few words, for a table."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from catalogue.guidance import Guidance
from catalogue.guidance.fees import FeeTotal, Open
from catalogue.guidance.papers import PaperGuidance
from catalogue.guidance.times import TimeGuidance
from catalogue.presentation.wording import both, method_words, money_range, weekday

OPEN: Final[dict[Open, str]] = {
    "unknown": gettext_noop("một khoản chưa có số liệu"),
    "council": gettext_noop("một khoản do HĐND cấp tỉnh quy định"),
    "tariff": gettext_noop("một khoản theo biểu mức thu"),
    "quantity": gettext_noop("một khoản tính theo số lượng"),
}


def papers_words(papers: PaperGuidance) -> str:
    """How many papers: "5", or "3 – 5" when some still depend on an answer."""
    if not papers.possible:
        return str(papers.certain)
    return f"{papers.certain} – {papers.certain + papers.possible}"


def fee_words(guidance: Guidance) -> str:
    """The fee total, by way to hand in where ways differ."""
    said = {method: total_words(total) for method, total in guidance.fees.totals.items()}
    if len(set(said.values())) < 2:
        return next(iter(said.values()), _("chưa có khoản thu nào"))
    return "; ".join(
        f"{method_words(method)}: {words}" if method else words for method, words in said.items()
    )


def total_words(total: FeeTotal) -> str:
    """The honest sum: "10.000 đ và một khoản do HĐND cấp tỉnh quy định"; only what a source calls free is free."""
    parts = [*_sums(total), *(_(OPEN[one]) for one in total.open)]
    if parts:
        return both(parts)
    return _("Miễn phí") if total.free else _("chưa có khoản thu nào")


def _sums(total: FeeTotal) -> Iterator[str]:
    for one in total.sums:
        if one.most or not (total.free or total.open):
            yield money_range([one.least, one.most], one.currency)


def due_words(times: TimeGuidance) -> str:
    """The day the result is due, or between which days."""
    first, last = times.earliest, times.latest
    if last is None or last.day is None:
        return _("chưa tính được")
    said = weekday(last.day)
    if first and first.day and first.day != last.day:
        said = f"{weekday(first.day)} – {said}"
    if last.unsure_years:
        said += " " + _("(lịch nghỉ năm %(years)s chưa công bố)") % {
            "years": ", ".join(map(str, last.unsure_years))
        }
    return said
