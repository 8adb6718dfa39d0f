"""The list of cases that can be lifted out of papers, and what an editor does about one."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from catalogue.findings import deciding
from catalogue.findings.views import needs
from catalogue.models import ProcedurePage
from catalogue.paging import Pager, page_of
from portal.core.headings import heading

from .accepting import Asked, accept
from .waiting import RULE, shown, waiting

PROCEDURES: Final = 10
"""Procedures on a page."""
CODE_LENGTH: Final = 60  # characters


@require_GET
@needs("catalogue.view_finding")
def cases_lifting(request: HttpRequest) -> HttpResponse:
    """Questions proposed for the papers of each procedure; without a proposal a row stays on the board."""
    code = _code(request.GET.get("code", ""))
    numbers, by_code = waiting(code)
    pager = Pager(
        len(by_code), page_of(request.GET.get("trang", "")), lambda page: address(code, page), PROCEDURES
    )
    title = _("Tách trường hợp")
    context = {
        **heading(title, "help", reverse("cases_lifting")),
        "numbers": numbers,
        "procedures": shown(by_code[pager.slice]),
        "pager": pager,
        "code": code,
        "rule": RULE,
        "may_decide": request.user.has_perm("catalogue.change_finding"),
    }
    return TemplateResponse(request, "catalogue/admin/lifting.html", context)


def _code(given: str) -> str:
    return given.replace("\x00", "").strip()[:CODE_LENGTH]


def address(code: str = "", page: int = 1) -> str:
    asked = {"code": code} if code else {}
    if page > 1:
        asked["trang"] = str(page)
    return reverse("cases_lifting") + (f"?{urlencode(asked)}" if asked else "")


@require_POST
@needs("catalogue.change_finding")
def cases_lift(request: HttpRequest) -> HttpResponse:
    """Put a question, as the editor worded it, and its rows in the draft of a procedure."""
    code = _code(request.POST.get("code", ""))
    try:
        outcome = accept(code, _asked(request), request.user)
    except deciding.NotDecided as reason:
        messages.error(request, str(reason))
    else:
        _report(request, code, outcome)
    return redirect(address(_code(request.POST.get("only", "")), page_of(request.POST.get("trang", ""))))


def _asked(request: HttpRequest) -> Asked:
    choices = [_line(one) for one in request.POST.getlist("choice")]
    ticked = [int(one) for one in request.POST.getlist("finding") if one.isdecimal() and len(one) < 19]
    if not ticked:
        raise deciding.NotDecided(_("Chưa chọn dòng nào."))
    places = {pk: request.POST.get(f"applies-{pk}", "") for pk in ticked}
    return Asked(
        _line(request.POST.get("question", "")),
        choices,
        {pk: int(place) if place.isdecimal() and len(place) < 3 else -1 for pk, place in places.items()},
    )


def _line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def _report(request: HttpRequest, code: str, outcome: deciding.Outcome) -> None:
    if outcome.changed:
        said = _("Câu hỏi và %(count)d dòng giấy tờ đã vào bản nháp của %(code)s; chưa có gì công khai.")
        messages.success(request, said % {"count": outcome.changed, "code": code}, buttons=_edit(code))
    for refused in outcome.refused:
        messages.error(request, refused)


def _edit(code: str) -> list[Any]:
    page = ProcedurePage.objects.filter(code=code).values_list("pk", flat=True).first()
    return (
        [messages.button(reverse("wagtailadmin_pages:edit", args=[page]), _("Mở bản nháp"))] if page else []
    )
