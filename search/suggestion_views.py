"""Suggestions while typing, for our own pages and for browsers that search from their address bar (OpenSearch)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from search.sources import Suggestion
from search.suggesting import suggest
from search.understanding import MAX_CHARS
from search.vietnamese import clean
from search.views import current_language

#: A name that is not public any more may stand in a cache for so long.
CACHED_SECONDS = 60
OPENSEARCH = "opensearch"


@require_safe
@cache_control(public=True, max_age=CACHED_SECONDS)
def suggestions(request: HttpRequest) -> HttpResponse:
    """?q= as JSON: {"query", "said", "suggestions": [{"text", "url", "note", "lang"}]}; with dang=opensearch the
    list that the OpenSearch suggestions extension defines."""
    typed = clean(request.GET.get("q", "")[:MAX_CHARS])
    found = suggest(typed, current_language())
    if request.GET.get("dang") == OPENSEARCH:
        return JsonResponse(
            _opensearch(request, typed, found), safe=False, content_type="application/x-suggestions+json"
        )
    return JsonResponse(
        {"query": typed, "said": _said(len(found)), "suggestions": [_json(one) for one in found]}
    )


def _json(suggestion: Suggestion) -> dict[str, str]:
    return {
        "text": suggestion.text,
        "url": suggestion.url,
        "note": suggestion.note,
        "lang": suggestion.lang or "",
    }


def _said(number: int) -> str:
    """What a screen reader says of the list."""
    if not number:
        return _("Không có gợi ý")
    return ngettext("%(n)d gợi ý", "%(n)d gợi ý", number) % {"n": number}


def _opensearch(request: HttpRequest, typed: str, found: list[Suggestion]) -> list[object]:
    addresses = [request.build_absolute_uri(one.url) for one in found]
    return [typed, [one.text for one in found], [one.note for one in found], addresses]


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser adds this site to its search engines."""
    return render(
        request,
        "search/opensearch.xml",
        {"description": _("Tìm thủ tục hành chính, biểu mẫu, văn bản và nơi nộp hồ sơ")},
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )
