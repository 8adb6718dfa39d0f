"""The four facts at the head of a page, for the case the reader gave."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from portal.core.slugs import cut
from portal.core.words import gettext

from .fees import FeeList
from .papers import PaperList
from .times import TimeList
from .where import Link
from .wording import NOTHING, capitalised


class Fact(NamedTuple):
    """One of the four facts: value, words, source; ``unsure`` when the value is not known."""

    value: str
    words: str
    source: SafeString
    unsure: bool = False
    lang: SafeString = NOTHING


def facts(
    papers: PaperList,
    times: TimeList,
    fees: FeeList,
    executing: list[Link],
    *,
    answered: bool,
    sources: Mapping[str, SafeString],
) -> dict[str, Fact]:
    """Sum up the page: papers, time, fee, where."""
    return {
        "papers": _papers_fact(papers, answered, sources["papers"]),
        "time": Fact(times.value, times.words, sources["times"], times.unsure),
        "fee": Fact(fees.value, fees.words, fees.source, fees.unsure),
        "where": _where_fact(executing, sources["agencies"]),
    }


def _papers_fact(papers: PaperList, answered: bool, source: SafeString) -> Fact:
    fewest, most = papers.fewest, papers.most
    if not most and papers.looked_up:
        return Fact(gettext("Không phải nộp giấy tờ nào"), gettext("cơ quan tự tra cứu"), source)
    if not most:
        return Fact(gettext("Chưa có danh sách"), gettext("hãy hỏi nơi nộp"), source, True)
    words = gettext("cho trường hợp bạn chọn") if answered else papers.sets
    if fewest == most:
        return Fact(ngettext("%(n)s loại", "%(n)s loại", most) % {"n": most}, words, source)
    several = gettext("%(fewest)s – %(most)s loại") if fewest else gettext("nhiều nhất %(most)s loại")
    value = capitalised(several % {"fewest": fewest, "most": most})
    return Fact(value, gettext("tuỳ trường hợp của bạn"), source)


def _where_fact(executing: list[Link], source: SafeString) -> Fact:
    if not executing:
        return Fact(gettext("Chưa rõ nơi nộp"), gettext("nguồn không ghi cơ quan"), source, True)
    first = executing[0].words
    others = len(executing) - 1
    words = gettext("và %(n)s cơ quan khác") % {"n": others} if others else ""
    return Fact(cut(first.text, 90), words, source, lang=first.lang)
