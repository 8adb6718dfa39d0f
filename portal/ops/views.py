"""Whether the process is up, and whether the site can serve."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.ops import metrics, readiness


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Touches nothing else: a slow database must not get the process restarted."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Each part the site needs, "ok" or "failed"; 503 when one failed. Reasons go to the log only.

    `search` says how far behind search is; that alone is no reason to send no readers.
    """
    parts = readiness.report()
    ready = all(parts.values())
    body = {
        "status": "ok" if ready else "failed",
        "parts": {name: "ok" if good else "failed" for name, good in parts.items()},
        "search": metrics.search_figures() if parts.get("database") else {},
    }
    return JsonResponse(body, status=200 if ready else 503)


@never_cache
@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """Figures of the outbox and of search in the text format of Prometheus."""
    return HttpResponse(metrics.prometheus(), content_type="text/plain; version=0.0.4; charset=utf-8")
