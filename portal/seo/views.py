"""robots.txt, the sitemaps for programs and the one for people."""

from datetime import timedelta
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from portal.core.context_processors import centre
from portal.news.listing import articles

from .site_map import branches
from .sitemaps import PARTS, addresses, changed

XML: Final = "application/xml; charset=utf-8"
FRESH: Final = 3_600  # seconds a cache may keep a sitemap
NEWS_DAYS: Final = 2  # a news sitemap names no older article, says its format
MOST_NEWS: Final = 1_000  # and no more than these
ROBOTS: Final = """User-agent: *
Disallow: /admin/
Disallow: /tim-kiem/
Disallow: /en/tim-kiem/
Disallow: /in/
Disallow: /en/in/

Sitemap: {sitemap}
Sitemap: {news}
"""


def origin(request: HttpRequest) -> str:
    """Where the site stands, as the reader sees it: https://example.vn."""
    return f"{request.scheme}://{request.get_host()}"


def robots(request: HttpRequest) -> HttpResponse:
    at = origin(request)
    text = ROBOTS.format(sitemap=at + reverse("sitemap"), news=at + reverse("sitemap-news"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The parts that hold something, each as new as its newest page."""
    found = [(part, addresses(part)) for part in PARTS]
    parts = [
        (origin(request) + reverse("sitemap-part", args=[part]), changed(pages))
        for part, pages in found
        if pages
    ]
    return _xml(request, "seo/sitemap_index.xml", parts=parts, news=origin(request) + reverse("sitemap-news"))


def sitemap(request: HttpRequest, part: str) -> HttpResponse:
    if part not in PARTS:
        raise Http404
    return _xml(request, "seo/sitemap.xml", origin=origin(request), addresses=addresses(part))


def news_sitemap(request: HttpRequest) -> HttpResponse:
    """The articles of the last two days, each in the languages it is written in."""
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    found = articles().filter(date__gte=since, date__lte=timezone.now())[:MOST_NEWS]
    return _xml(
        request,
        "seo/news_sitemap.xml",
        origin=origin(request),
        articles=found,
        name=centre().short_name or "Một Cửa",
    )


def site_map(request: HttpRequest) -> HttpResponse:
    """The tree of the site in words (32/2017/TT-BTTTT)."""
    return render(request, "seo/site_map.html", {"branches": branches()})


def _xml(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    response = render(request, template, context, content_type=XML)
    patch_cache_control(response, public=True, max_age=FRESH)
    return response
