"""The board in the admin. Every page works without a script; every filter stands in the address."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from urllib.parse import parse_qsl

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from catalogue.models import ImportedSource, ProcedurePage
from catalogue.paging import Pager
from portal.core.headings import heading

from . import board, deciding
from .filters import STATES, Filters
from .rows import rows_of
from .sheet import write_sheet

PAGE_SIZE: Final = 50
SHOWN_REFUSALS: Final = 10
View = Callable[..., HttpResponseBase]


def needs(permission: str) -> Callable[[View], View]:
    """Refuse who lacks ``permission``; the admin then sends them to its first page with a message."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return wrap


@require_GET
@needs("catalogue.view_finding")
def findings_board(request: HttpRequest) -> HttpResponse:
    """How many findings there are, by rule and by topic, and what the latest imports did."""
    filters = Filters.read(request.GET)
    groups = board.by_rule(filters)
    numbers = {
        "groups": groups,
        "totals": board.totals(groups, filters),
        "topics": board.by_topic(filters),
        "runs": board.latest_runs(),
    }
    return _page(request, "board", filters, numbers)


@require_GET
@needs("catalogue.view_finding")
def findings_list(request: HttpRequest) -> HttpResponse:
    """Findings one by one, with what may be done about each."""
    filters = Filters.read(request.GET)
    found = filters.matching()
    size = found.order_by().aggregate(total=Count("pk"), last=Max("pk"))
    pager = Pager(size["total"], _number(request), lambda page: _list_address(filters, page), PAGE_SIZE)
    shown = found.select_related("decided_by")[pager.slice]
    return _page(
        request,
        "list",
        filters,
        {
            "rows": rows_of(list(shown)),
            "pager": pager,
            "upto": size["last"] or 0,
            "back": _list_address(filters, pager.number).partition("?")[2],
            "may_decide": request.user.has_perm("catalogue.change_finding"),
        },
    )


def _number(request: HttpRequest) -> int:
    asked = request.GET.get("trang", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1


def _list_address(filters: Filters, page: int = 1) -> str:
    query = "&".join(filter(None, [filters.query, f"trang={page}" if page > 1 else ""]))
    return reverse("findings_list") + (f"?{query}" if query else "")


def _page(request: HttpRequest, name: str, filters: Filters, context: dict[str, Any]) -> HttpResponse:
    title = _("Điều cần xem lại")
    common = {
        **heading(title, "warning", reverse("findings_board")),
        "current": name,
        "filters_asked": filters,
        "states": STATES,
        "rule_choices": board.rule_choices(),
        "topic_choices": board.topic_choices(),
    }
    return TemplateResponse(request, f"catalogue/findings/{name}.html", common | context)


@require_POST
@needs("catalogue.change_finding")
def findings_decide(request: HttpRequest) -> HttpResponse:
    """Accept, dismiss or reopen the findings ticked, or all that the filters of the list match."""
    back = dict(parse_qsl(request.POST.get("back", ""))) | {"trang": _page_of(request)}
    filters = Filters.read(back)
    findings = _asked(request, filters)
    try:
        asked = findings.count()
        if not asked:
            raise deciding.NotDecided(_("Chưa chọn dòng nào."))
        outcome = _carry_out(request, findings)
    except deciding.NotDecided as reason:
        messages.error(request, str(reason))
    else:
        _report(request, outcome, asked)
    return redirect(_list_address(filters, int(back["trang"] or 1)))


def _page_of(request: HttpRequest) -> str:
    asked = dict(parse_qsl(request.POST.get("back", ""))).get("trang", "")
    return asked if asked.isdecimal() and len(asked) < 7 else "1"


def _asked(request: HttpRequest, filters: Filters) -> Any:
    """The findings meant; "all" means those that were there when the list was shown, not what came since."""
    if request.POST.get("all"):
        upto = request.POST.get("upto", "")
        return filters.matching().filter(pk__lte=int(upto) if upto.isdecimal() and len(upto) < 19 else 0)
    return deciding.chosen(request.POST.getlist("finding"))


def _carry_out(request: HttpRequest, findings: Any) -> deciding.Outcome:
    action = request.POST.get("action", "")
    reason = " ".join(request.POST.get("reason", "").replace("\x00", "").split())
    if action == "accept":
        return deciding.accept(findings, reason, request.user)
    if action == "dismiss":
        return deciding.dismiss(findings, reason, request.user)
    if action == "reopen":
        return deciding.reopen(findings)
    raise deciding.NotDecided(_("Chưa rõ làm gì: hãy bấm một nút."))


def _report(request: HttpRequest, outcome: deciding.Outcome, asked: int) -> None:
    """Say how many changed, and of the others why not."""
    done = {
        "accept": _("Đã chấp nhận %(count)d điều."),
        "dismiss": _("Đã bỏ qua %(count)d điều."),
        "reopen": _("Đã mở lại %(count)d điều."),
    }[request.POST["action"]]
    words = [done % {"count": outcome.changed}]
    if outcome.drafts:
        words.append(
            _("Đề xuất đã vào bản nháp của %(count)d trang; chưa có gì công khai.")
            % {"count": outcome.drafts}
        )
    if outcome.left:
        words.append(
            _("Còn %(count)d đề xuất chưa kịp đưa vào bản nháp: hãy bấm lần nữa.") % {"count": outcome.left}
        )
    same = asked - outcome.changed - outcome.left - len(outcome.refused)
    if same > 0:
        words.append(_("%(count)d điều không đổi vì không còn ở tình trạng đó.") % {"count": same})
    (messages.success if outcome.changed else messages.warning)(request, " ".join(words))
    for refused in outcome.refused[:SHOWN_REFUSALS]:
        messages.error(request, refused)
    if len(outcome.refused) > SHOWN_REFUSALS:
        messages.error(
            request,
            _("… và %(count)d đề xuất khác không đưa vào được.")
            % {"count": len(outcome.refused) - SHOWN_REFUSALS},
        )


@require_GET
@needs("catalogue.view_finding")
def findings_sheet(request: HttpRequest) -> FileResponse:
    """The filtered list as an XLSX file."""
    file = write_sheet(Filters.read(request.GET).matching())
    name = f"dieu-can-xem-lai-{timezone.localdate().isoformat()}.xlsx"
    return FileResponse(
        file,
        as_attachment=True,
        filename=name,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


@require_GET
@needs("catalogue.view_finding")
def findings_source(request: HttpRequest, code: str) -> HttpResponse:
    """The record of a procedure as the source has it, indented."""
    source = get_object_or_404(ImportedSource, code=code)
    title = _("Bản gốc quốc gia của %(code)s") % {"code": code}
    context = {
        **heading(title, "code", request.path, (reverse("findings_board"), _("Điều cần xem lại"))),
        "source": source,
        "text": _indented(source.raw),
        "page": ProcedurePage.objects.filter(code=code).only("title").first(),
        "findings": _list_address(Filters(q=code)),
    }
    return TemplateResponse(request, "catalogue/findings/source.html", context)


def _indented(raw: str) -> str:
    """JSON a person can read; as it is when it is none."""
    try:
        return json.dumps(json.loads(raw), ensure_ascii=False, indent=2)
    except ValueError:
        return raw
