"""The address that counts an opened result, and the reports of the desk."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from search.usage.recording import count_opening
from search.usage.reports import PERIODS, REPORTS, report
from search.usage.sheet import headings, workbook

PERMISSION = "search.view_queryday"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@csrf_exempt  # nothing is done in anybody's name, and readers have no cookie to check a form by
@require_POST
@never_cache
def opened(request: HttpRequest) -> HttpResponse:
    """A result was opened: `q`, `ref`, `rank`. Says nothing, whatever was sent."""
    rank = request.POST.get("rank", "")
    if rank.isascii() and rank.isdigit() and len(rank) < 5:
        count_opening(request, request.POST.get("q", ""), request.POST.get("ref", ""), int(rank))
    return HttpResponse(status=204)


@require_GET
def usage_report(request: HttpRequest) -> HttpResponse:
    """One report over a period, as a page or (`dang=xlsx`) as a spreadsheet."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    name, days = request.GET.get("muc", "khong-co"), request.GET.get("ngay", "30")
    if name not in REPORTS or days not in map(str, PERIODS):
        raise Http404
    lines = report(name, int(days))
    if request.GET.get("dang") == "xlsx":
        answer = HttpResponse(workbook(str(REPORTS[name]), lines), content_type=XLSX)
        answer["Content-Disposition"] = f'attachment; filename="tim-kiem-{name}-{days}-ngay.xlsx"'
        return answer
    shown = {
        "lines": lines,
        "headings": headings(),
        "name": name,
        "days": int(days),
        "reports": REPORTS.items(),
        "periods": PERIODS,
        "page_title": _("Người dân tìm gì"),
        "header_icon": "search",
    }
    return TemplateResponse(request, "search/admin/usage.html", shown)


admin_urlpatterns: list[URLPattern] = [path("search-usage/", usage_report, name="search_usage")]
