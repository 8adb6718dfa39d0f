"""What was asked and how it went, without who asked."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

logger = logging.getLogger("portal.access")

_UNLOGGED = frozenset({"/healthz", "/readyz", "/metrics"})


class AccessLog:
    """One line a request: method, place, status, milliseconds, bytes. No address, query, browser or user.

    The place is the path for pages everyone can read. Inside the admin it is the route: a path there may
    hold a token (password reset). An unknown path is not repeated: people paste anything into an address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and write its line; an exception is Django's to log."""
        if request.path in _UNLOGGED:
            return self.get_response(request)
        started = time.perf_counter()
        response = self.get_response(request)
        fields = {
            "method": request.method if request.method in _METHODS else "other",
            "place": _place(request, response),
            "status": response.status_code,
            "ms": round((time.perf_counter() - started) * 1000, 1),
            "bytes": _size(response),
        }
        logger.info("request", extra=fields)
        return response


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def _place(request: HttpRequest, response: HttpResponseBase) -> str:
    if response.status_code in (404, 410):
        return "(not found)"
    if request.path.startswith("/admin/"):
        match = request.resolver_match
        return f"/{match.route}" if match else "/admin/"
    return request.path


def _size(response: HttpResponseBase) -> int | None:
    return len(response.content) if isinstance(response, HttpResponse) else None
