"""robots.txt and the sitemaps."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from .sitemaps import PARTS, addresses

XML = "application/xml; charset=utf-8"
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /tim-kiem/
Disallow: /en/tim-kiem/
Disallow: /in/
Disallow: /en/in/

Sitemap: {sitemap}
"""


def origin(request: HttpRequest) -> str:
    """Where the site stands, as the reader sees it: https://example.vn."""
    return f"{request.scheme}://{request.get_host()}"


def robots(request: HttpRequest) -> HttpResponse:
    text = ROBOTS.format(sitemap=origin(request) + reverse("sitemap"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def sitemap_index(request: HttpRequest) -> HttpResponse:
    found = [origin(request) + reverse("sitemap-part", args=[part]) for part in PARTS]
    return render(request, "seo/sitemap_index.xml", {"parts": found}, content_type=XML)


def sitemap(request: HttpRequest, part: str) -> HttpResponse:
    if part not in PARTS:
        raise Http404
    context = {"origin": origin(request), "addresses": addresses(part)}
    return render(request, "seo/sitemap.xml", context, content_type=XML)
