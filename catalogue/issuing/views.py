"""The board of issuers in the admin: which procedure issues which paper. Works without a script."""

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from urllib.parse import parse_qsl

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from catalogue.models import ProcedureIndexPage
from catalogue.paging import Pager
from portal.core.headings import heading

from .deciding import decide, read_pairs, withdraw
from .proposing import STATES, Asked, Link, links, matching_links

PAGE_SIZE: Final = 50
NAMES: Final = {
    "proposed": gettext_lazy("đề xuất theo tên"),
    "confirmed": gettext_lazy("đã xác nhận"),
    "refused": gettext_lazy("không phải"),
}
View = Callable[..., HttpResponse]


def may_decide(user: Any) -> bool:
    """Whether ``user`` edits procedures: the word on who issues a paper is theirs."""
    index = ProcedureIndexPage.objects.first()
    return bool(index and user.is_active and index.permissions_for_user(user).can_edit())


def for_editors(view: View) -> View:
    """Refuse who edits no procedures; the admin then sends them to its first page with a message."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_decide(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_GET
@for_editors
def issuers_board(request: HttpRequest) -> HttpResponse:
    """The links of one state, the papers most asked for first."""
    asked = Asked.read(request.GET)
    every = links()
    found = matching_links(every, asked)
    pager = Pager(len(found), asked.page, lambda page: f"?{asked.query(page=page)}", PAGE_SIZE)
    title = _("Giấy tờ lấy ở đâu")
    context = {
        **heading(title, "doc-empty", reverse("issuers_board")),
        "asked": asked,
        "ways": _ways(every, asked),
        "rows": [(link, NAMES[link.state]) for link in found[pager.slice]],
        "pager": pager,
        "back": asked.query(page=pager.number),
    }
    return TemplateResponse(request, "catalogue/issuing/board.html", context)


def _ways(every: list[Link], asked: Asked) -> list[tuple[str, int, str, bool]]:
    """The states to choose from: name, how many, query, whether chosen."""
    counts = Counter(link.state for link in every)
    ways = [(state, str(NAMES[state]), counts[state]) for state in STATES] + [
        ("all", _("tất cả"), len(every))
    ]
    return [
        (name, count, asked.query(state=state, page=1), state == asked.state) for state, name, count in ways
    ]


@require_POST
@for_editors
def issuers_decide(request: HttpRequest) -> HttpResponse:
    """Confirm, refuse or take back the links ticked, or the one whose button was pressed."""
    action, _sign, one = request.POST.get("action", "").partition(":")
    pairs = read_pairs([one] if one else request.POST.getlist("link"))
    if not pairs:
        messages.error(request, _("Chưa chọn dòng nào."))
    elif action in ("confirm", "refuse"):
        _tell(request, decide(pairs, action == "confirm", request.user), len(pairs))
    elif action == "withdraw":
        _tell(request, withdraw(pairs, request.user), len(pairs))
    else:
        messages.error(request, _("Chưa rõ làm gì: hãy bấm một nút."))
    back = Asked.read(dict(parse_qsl(request.POST.get("back", ""))))
    return redirect(f"{reverse('issuers_board')}?{back.query()}")


def _tell(request: HttpRequest, changed: int, asked: int) -> None:
    words = _("Đã ghi %(count)d dòng; trang công khai theo ngay.") % {"count": changed}
    if changed < asked:
        words += " " + _("%(count)d dòng không đổi.") % {"count": asked - changed}
    (messages.success if changed else messages.warning)(request, words)
