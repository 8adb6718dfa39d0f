"""What keeps a procedure from being published (rule 5).

NĐ 63/2010/NĐ-CP art. 8 names what must always be published: name, steps, ways to submit, papers, time limit, who,
agency. For imported records only title, code and agency block; the rest are findings for the editor.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .models import Fee, ProcedurePage

CODE = re.compile(r"^[0-9A-Za-z][0-9A-Za-z.\-]{2,39}$")


@dataclass(frozen=True)
class Problem:
    """A field or relation of the page and what is wrong with it, in the reader's language."""

    field: str
    message: str


def publish_problems(page: "ProcedurePage") -> list[Problem]:
    """List what blocks publishing; pure: reads only the page in memory."""
    found = list(_always(page))
    if not page.imported:
        found.extend(_required_by_law(page))
    found.extend(_fees(page))
    return found


def _always(page: "ProcedurePage") -> Iterator[Problem]:
    if not page.title.strip():
        yield Problem("title", _("Thiếu tên thủ tục."))
    if not CODE.match(page.code.strip()):
        yield Problem("code", _("Mã thủ tục thiếu hoặc sai: chỉ gồm chữ, số, dấu chấm, ví dụ 1.004884."))
    if not page.agencies.all():
        yield Problem("agencies", _("Thiếu cơ quan thực hiện."))


def _required_by_law(page: "ProcedurePage") -> Iterator[Problem]:
    wanted = {
        "steps": _("Thiếu các bước thực hiện."),
        "channels": _("Thiếu cách nộp và thời hạn."),
        "papers": _("Thiếu giấy tờ phải nộp hoặc xuất trình."),
        "audiences": _("Chưa chọn ai được làm thủ tục này."),
    }
    for relation, message in wanted.items():
        if not getattr(page, relation).all():
            yield Problem(relation, message)


def _fees(page: "ProcedurePage") -> Iterator[Problem]:
    for fee in page.fees.all():
        if fee.status == "amount" and fee.amount is None and not _worked_out(fee):
            yield Problem("fees", _("Một khoản ghi “Có mức thu” nhưng chưa có số tiền."))
        if fee.status == "free" and not (fee.source_act_id or (fee.description_vi or "").strip()):
            yield Problem("fees", _("“Miễn phí” cần văn bản hoặc lời của nguồn nói rõ là miễn."))


def _worked_out(fee: "Fee") -> bool:
    """Whether a rule says the amount instead of one number."""
    return bool(fee.rule) and fee.rule.get("kind") in ("tiers", "percentage", "tariff")
