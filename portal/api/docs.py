"""The API for people: every operation with an example, from its own description; no script, no third party."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalogue.browsing import public_entries

from .limits import A_SECOND, AT_ONCE
from .openapi import described

EXAMPLES: Final[dict[str, dict[str, str]]] = {
    "procedures": {"online": "full", "limit": "5"},
    "units": {"name": "Cẩm Phô, Hội An"},
    "search": {"q": "khai sinh"},
    "changes": {"since": "0", "limit": "5"},
}
"""Queries of the examples, by operation."""
WORDS: Final[dict[str, str | Promise]] = {
    "procedures": _("Danh sách thủ tục, lọc được theo lĩnh vực, cấp, cơ quan, đối tượng"),
    "procedure": _("Một thủ tục đúng như đã công bố, hôm nay hoặc vào một ngày"),
    "procedure_versions": _("Mọi phiên bản của một thủ tục"),
    "procedure_guidance": _("Hướng dẫn cho một trường hợp: giấy tờ, phí và cách tính, ngày trả kết quả"),
    "papers": _("Danh sách giấy tờ"),
    "paper": _("Một giấy tờ: thủ tục nào cần, thủ tục nào cấp"),
    "acts": _("Danh sách văn bản pháp lý"),
    "act": _("Một văn bản pháp lý"),
    "units": _("Tìm xã, phường, tỉnh hiện nay theo tên, kể cả tên cũ"),
    "unit": _("Một xã, phường, tỉnh: gồm những nơi cũ nào, nộp hồ sơ ở đâu"),
    "offices": _("Danh sách nơi nộp hồ sơ"),
    "office": _("Một nơi nộp hồ sơ"),
    "news": _("Danh sách tin, mới nhất trước"),
    "article": _("Một bài viết"),
    "search_all": _("Tìm trong mọi nội dung công khai"),
    "changes": _("Mọi thay đổi theo thứ tự công bố, mỗi phiên bản một lần"),
}
"""What each operation gives, by its id."""


@dataclass(frozen=True)
class Operation:
    """One operation as the page shows it; ``example`` is "" when nothing is there to show."""

    id: str
    path: str
    words: str | Promise
    parameters: tuple[dict[str, Any], ...]
    example: str


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The page; its examples are of a procedure that is there."""
    code = public_entries().order_by("code").values_list("code", flat=True).first() or ""
    context = {
        "operations": _operations(code),
        "a_second": int(A_SECOND),
        "at_once": int(AT_ONCE),
    }
    return render(request, "api/docs.html", context)


@cache
def _operations(code: str) -> tuple[Operation, ...]:
    return tuple(
        Operation(
            id=found["get"]["operationId"],
            path=path,
            words=WORDS[found["get"]["operationId"]],
            parameters=tuple(found["get"]["parameters"]),
            example=_example(path, code),
        )
        for path, found in described()["paths"].items()
    )


def _example(path: str, code: str) -> str:
    """An address that answers: lists as they are, a procedure by its code, nothing for other single things."""
    if "{code}" in path:
        return path.replace("{code}", code) if code else ""
    if "{" in path:
        return ""
    query = EXAMPLES.get(path.rsplit("/", 1)[-1])
    return f"{path}?{urlencode(query)}" if query else path
