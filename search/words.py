"""What the search page says about how a query was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.sources import AskedField


@dataclass(frozen=True, slots=True)
class AskedWords:
    """The field a person asked for, and where its answer stands on each result."""

    asked: str | Promise
    answer: str | Promise


ASKED: Mapping[AskedField, AskedWords] = {
    "fee": AskedWords(_("bao nhiêu tiền"), _("lệ phí ghi ngay dưới tên mỗi thủ tục.")),
    "time": AskedWords(_("bao lâu"), _("thời hạn giải quyết ghi ngay dưới tên mỗi thủ tục.")),
    "papers": AskedWords(_("cần giấy tờ gì"), _("số giấy tờ ghi dưới tên, danh sách ở trang của thủ tục.")),
    "place": AskedWords(_("làm ở đâu"), _("nơi nộp hồ sơ ghi ngay dưới tên mỗi thủ tục.")),
    "form": AskedWords(_("mẫu đơn, tờ khai"), _("mẫu tải về ở trang của mỗi thủ tục.")),
    "conditions": AskedWords(_("điều kiện"), _("yêu cầu, điều kiện ghi ở trang của mỗi thủ tục.")),
    "online": AskedWords(_("làm trên mạng"), _("cách nộp ghi dưới tên mỗi thủ tục.")),
}


def asked_words(asked: Iterable[AskedField]) -> list[AskedWords]:
    """Words for the asked fields, in order."""
    return [ASKED[name] for name in asked]
