"""The search page. It answers 200 with help whatever the engine does, and logs no words of a person."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from search import rescue, sources
from search.answering import answers, certain
from search.engines.base import EngineError
from search.facets import Facet, chosen_filters, facets
from search.highlighting import Wanted
from search.paging import LITERAL, PAGE, PER_PAGE, Address, Page
from search.presenting import missing_words, refs_of, shown, understanding
from search.service import SearchRequest, SearchResult
from search.site import service
from search.sources import Card, Language, Suggestion
from search.understanding import MAX_CHARS, MAX_TERMS
from search.usage.recording import count_question
from search.vietnamese import clean

logger = logging.getLogger(__name__)


class Asked(NamedTuple):
    """What an address asks of the search page, and in which language."""

    request: SearchRequest
    page: str

    @classmethod
    def of(cls, request: HttpRequest) -> Asked:
        """Everything that is not understood is left out."""
        literal = request.GET.get(LITERAL) == "1"
        text = request.GET.get("q", "")
        wanted = SearchRequest(text, chosen_filters(request.GET), current_language(), literal=literal)
        return cls(wanted, request.GET.get(PAGE, ""))


def current_language() -> Language:
    """The language of the page."""
    return "en" if translation.get_language() == "en" else "vi"


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Results for ?q=, filtered by the facets, ten a page."""
    asked = Asked.of(request)
    result = search(asked.request)
    _count(request, asked, result)
    if result is None or result.understood.empty or not result.found:
        return _nothing(request, asked.request, result)
    page = Page.asked(asked.page, len(result.found))
    found = result.found[page.start : page.start + PER_PAGE]
    cards = read_cards(refs_of(found), result, asked.request.language)
    results = shown(found, cards, Wanted.of(result.understood))
    if not results and page.last == 1:
        return _nothing(request, asked.request, result)
    context = _common(asked.request, result) | _results(asked.request, result, page)
    context["results"] = results
    if page.number == 1 and results:
        context["related"] = related(results[0].card.ref, asked.request.language)
    if (
        page.number == 1
        and not asked.request.filters
        and certain(result.understood, result.found)
        and results
    ):
        context["answers"] = answers(result.understood, results[0].card)
    return render(request, "search/results.html", context)


def _count(request: HttpRequest, asked: Asked, result: SearchResult | None) -> None:
    """Count the question once: not its further pages and filters."""
    if result is not None and not result.understood.empty and not asked.page and not asked.request.filters:
        count_question(request, result.understood.text, len(result.found))


def search(request: SearchRequest) -> SearchResult | None:
    """The result, None when no engine answers."""
    try:
        return service().search(request)
    except EngineError as error:
        logger.error("search can't answer", extra={"error": str(error)})
        return None


def read_cards(refs: list[str], result: SearchResult, language: Language) -> Mapping[str, Card]:
    """Cards read at the counter: what is not public is not there."""
    return sources.cards(refs, frozenset(result.understood.asked), language, timezone.localdate())


def related(ref: str, language: Language) -> Sequence[Suggestion]:
    """Other forms of the first result."""
    source = sources.source_of(ref)
    return source.related(ref, language) if source else ()


def _common(request: SearchRequest, result: SearchResult | None) -> dict[str, object]:
    typed = clean(request.text[:MAX_CHARS])
    query = result.understood.text if result else " ".join(typed.split())
    return {
        "query": query,
        "search_query": query,
        "cut": bool(result and result.understood.cut),
        "most_characters": MAX_CHARS,
        "most_words": MAX_TERMS,
        "unfiltered_url": Address(query, literal=request.literal).url(),
        "unliteral_url": Address(query, request.filters).url(),
    }


def _results(request: SearchRequest, result: SearchResult, page: Page) -> dict[str, object]:
    """Everything around the results."""
    understood = result.understood
    address = Address(understood.text, request.filters, request.literal)
    offered = facets(result.facets, dict(request.filters), request.language)
    missing = () if request.filters else missing_words(understood, result.found)
    return {
        "page": page,
        "pages": address.links(page),
        "previous_url": address.url(page.number - 1) if page.number > 1 else "",
        "next_url": address.url(page.number + 1) if page.number < page.last else "",
        "reading": understanding(understood, address, request.language),
        "missing": missing,
        "only_procedures": all(item.signals.ref.startswith("procedure:") for item in result.found),
        "more": result.more,
        "facets": [facet for facet in offered if facet.name != "kind"],
        "kinds": _kinds(offered, address),
        "chosen": _chosen(offered, address),
        "feed_url": address.url(),
        "literal": request.literal,
    }


def _kinds(offered: list[Facet], address: Address) -> list[dict[str, object]]:
    """The kinds of things as links: one at a time, or all."""
    for facet in offered:
        if facet.name == "kind":
            return [
                {
                    "key": choice.key,
                    "words": choice.words,
                    "count": choice.count,
                    "current": choice.chosen,
                    "url": address.with_filter("kind", () if choice.chosen else (choice.key,)).url(),
                }
                for choice in facet.choices
            ]
    return []


def _chosen(offered: list[Facet], address: Address) -> list[dict[str, object]]:
    """Each chosen filter with the address that drops it."""
    held = dict(address.filters)
    return [
        {
            "words": choice.words,
            "url": address.with_filter(
                facet.name, tuple(value for value in held[facet.name] if value != choice.key)
            ).url(),
        }
        for facet in offered
        for choice in facet.chosen
    ]


def _nothing(request: HttpRequest, asked: SearchRequest, result: SearchResult | None) -> HttpResponse:
    """The page without results: no words, nothing found, only filtered away, or no engine."""
    filtered = bool(result and asked.filters and any(result.facets.values()))
    context = _common(asked, result) | {
        "away": result is None,
        "asked_nothing": result is not None and result.understood.empty,
        "filtered": filtered,
        "popular": rescue.popular(asked.language),
    }
    if result is not None and not result.understood.empty:
        context["reading"] = understanding(result.understood, Address(result.understood.text), asked.language)
        context |= _near(asked, result, filtered)
    return render(request, "search/empty.html", context)


def _near(asked: SearchRequest, result: SearchResult, filtered: bool) -> dict[str, object]:
    """What lies near a question that found nothing."""
    if filtered:
        return {"topics": rescue.topics(result.facets, asked.language)}
    less = rescue.relaxed(service(), result.understood, asked.language)
    if less is None:
        return {}
    found = less.result.found[: rescue.POPULAR]
    cards = read_cards([item.signals.ref for item in found], less.result, asked.language)
    return {
        "dropped": less.dropped,
        "near": shown(found, cards, Wanted.of(less.result.understood)),
        "near_url": Address(less.result.understood.text).url(),
        "topics": rescue.topics(less.result.facets, asked.language),
    }
