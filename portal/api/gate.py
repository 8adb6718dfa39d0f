"""The one way into the API: limits, methods, unknown addresses, and what every answer says in its head."""

import logging
from functools import cache, lru_cache
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, URLResolver
from django.urls.resolvers import RegexPattern
from django.views.decorators.csrf import csrf_exempt

from . import limits
from .problems import ProblemError, problem

logger = logging.getLogger(__name__)

METHODS: Final = "GET, HEAD, OPTIONS"


@csrf_exempt
def gate(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer ``rest``, the part of the path after /api/; every answer may be read by pages of other sites."""
    response = _answer(request, rest)
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link, Retry-After"
    response["X-Robots-Tag"] = "noindex"
    if request.method == "HEAD":
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _answer(request: HttpRequest, rest: str) -> HttpResponse:
    address = limits.address_of(request)
    wait = limits.limiter.wait(address) if address else 0
    if wait:
        response = problem(429, "too-many", f"Ask again in {wait} s.")
        response["Retry-After"] = str(wait)
        return response
    if request.method == "OPTIONS":
        return _options()
    if request.method not in ("GET", "HEAD"):
        response = problem(405, "method")
        response["Allow"] = METHODS
        return response
    return _dispatch(request, rest)


def _options() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _dispatch(request: HttpRequest, rest: str) -> HttpResponse:
    """Run the operation of the address as GET; a failure is logged and said as a problem."""
    try:
        match = _match(rest)
    except Resolver404:
        return problem(404, "not-found", "The operations are listed at /api/v1/openapi.json.")
    asked, request.method = request.method, "GET"
    try:
        return match.func(request, *match.args, **match.kwargs)
    except ProblemError as error:
        return error.response
    except Exception:
        logger.exception("the API failed", extra={"route": match.route})
        return problem(500, "failed")
    finally:
        request.method = asked


@lru_cache(maxsize=2048)
def _match(rest: str) -> ResolverMatch:
    """Trying a dozen patterns costs as much as a kept answer. Raises Resolver404, which is not kept."""
    return _operations().resolve(rest)


@cache
def _operations() -> URLResolver:
    from .operations import urlpatterns

    return URLResolver(RegexPattern(r"^"), urlpatterns)
