"""The search page. It answers 200 with help whatever the engine does, and logs no words of a person."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from search import sources
from search.engines.base import EngineError
from search.facets import PARAMETERS, chosen_filters, facets
from search.service import SearchRequest, SearchResult
from search.site import service
from search.sources import AskedField, Card, Language, Suggestion
from search.understanding import MAX_CHARS, MAX_TERMS
from search.vietnamese import clean
from search.words import asked_words

logger = logging.getLogger(__name__)

PER_PAGE = 10
POPULAR = 6
ROUND = 50

Filters = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of results. `beyond` is set when the address asked for a page after the last."""

    number: int
    last: int
    total: int
    beyond: bool = False

    @property
    def start(self) -> int:
        """Index of the first result."""
        return (self.number - 1) * PER_PAGE

    @property
    def rounded(self) -> int:
        """A round number below the total, for "more than …"."""
        return self.total // ROUND * ROUND or self.total

    @property
    def first_shown(self) -> int:
        """Number of the first result, from one."""
        return self.start + 1

    @property
    def last_shown(self) -> int:
        """Number of the last result."""
        return min(self.start + PER_PAGE, self.total)


@dataclass(frozen=True, slots=True)
class PageLink:
    """One link of the pager."""

    number: int
    url: str
    current: bool


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Results for ?q=, filtered by the facets, ten a page."""
    text = request.GET.get("q", "")
    language: Language = "en" if translation.get_language() == "en" else "vi"
    filters = chosen_filters(request.GET)
    result = _search(SearchRequest(text, filters, language))
    if result is None or result.understood.empty or not result.found:
        return _nothing(request, result, language)
    page = _page(request.GET.get("trang", ""), len(result.found))
    address = _address(result.understood.text, filters)
    asked = result.understood.asked
    refs = result.refs[page.start : page.start + PER_PAGE]
    cards = _cards(refs, asked, language)
    if not cards and page.last == 1:
        return _nothing(request, result, language)
    context = _common(request, result) | {
        "cards": cards,
        "page": page,
        "pages": _links(address, page),
        "previous_url": _page_url(address, page.number - 1) if page.number > 1 else "",
        "next_url": _page_url(address, page.number + 1) if page.number < page.last else "",
        "asked": asked_words(asked),
        "only_procedures": all(ref.startswith("procedure:") for ref in result.refs),
        "more": result.more,
        "facets": facets(result.facets, dict(filters), language),
        "unfiltered_url": "?" + _address(result.understood.text).urlencode(),
    }
    return render(request, "search/results.html", context)


def _search(request: SearchRequest) -> SearchResult | None:
    """The result, None when no engine answers."""
    try:
        return service().search(request)
    except EngineError as error:
        logger.error("search can't answer", extra={"error": str(error)})
        return None


def _cards(refs: Sequence[str], asked: Sequence[AskedField], language: Language) -> list[Card]:
    """Cards in the order of the refs, read at the counter: what is not public is not there."""
    found: Mapping[str, Card] = sources.cards(refs, frozenset(asked), language, timezone.localdate())
    return [found[ref] for ref in refs if ref in found]


def _common(request: HttpRequest, result: SearchResult | None) -> dict[str, object]:
    typed = clean(request.GET.get("q", "")[:MAX_CHARS])
    query = result.understood.text if result else " ".join(typed.split())
    return {
        "query": query,
        "search_query": query,
        "cut": bool(result and result.understood.cut),
        "most_characters": MAX_CHARS,
        "most_words": MAX_TERMS,
    }


def _nothing(request: HttpRequest, result: SearchResult | None, language: Language) -> HttpResponse:
    """The page without results: no words, nothing found, only filtered away, or no engine."""
    filtered = bool(result and chosen_filters(request.GET) and any(result.facets.values()))
    context = _common(request, result) | {
        "away": result is None,
        "asked_nothing": result is not None and result.understood.empty,
        "filtered": filtered,
        "popular": _popular(language),
    }
    if filtered:
        context["unfiltered_url"] = "?" + _address(str(context["query"])).urlencode()
    return render(request, "search/empty.html", context)


def _popular(language: Language) -> list[Suggestion]:
    """What people come for most; the page must not fail for want of it."""
    suggestions: list[Suggestion] = []
    for source in sources.sources():
        suggestions += source.popular(language, POPULAR - len(suggestions))
        if len(suggestions) >= POPULAR:
            break
    return suggestions


def _page(asked: str, total: int) -> Page:
    """The asked page; the first for what is no number, the last for one beyond."""
    last = max(1, math.ceil(total / PER_PAGE))
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    beyond = number > last or (asked.isascii() and asked.isdigit() and len(asked) >= 6)
    return Page(last if beyond else max(1, number), last, total, beyond)


def _links(address: QueryDict, page: Page) -> list[PageLink | None]:
    """Links to the first, the last and the near pages; None is a gap. Empty when there is one page."""
    if page.last == 1:
        return []
    near = {1, page.last, *range(page.number - 2, page.number + 3)}
    links: list[PageLink | None] = []
    previous = 0
    for number in sorted(n for n in near if 1 <= n <= page.last):
        if number > previous + 1:
            links.append(None)
        links.append(PageLink(number, _page_url(address, number), number == page.number))
        previous = number
    return links


def _address(text: str, filters: Filters = ()) -> QueryDict:
    """The words and the filters as an address says them: what was searched, nothing else a link brought."""
    address = QueryDict(mutable=True)
    address["q"] = text
    for name, values in filters:
        address.setlist(PARAMETERS[name][0], list(values))
    return address


def _page_url(address: QueryDict, number: int) -> str:
    if number == 1:
        return "?" + address.urlencode()
    new = address.copy()
    new["trang"] = str(number)
    return "?" + new.urlencode()
