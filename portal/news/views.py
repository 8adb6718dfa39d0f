"""The news by short ways: a page found in one query instead of one or two a level of the tree."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.views import serve

from .models import NewsIndexPage, NewsPage
from .public import open_pages


def index(request: HttpRequest) -> HttpResponse:
    """The list of articles; what is not open to all is left to Wagtail."""
    page = open_pages(NewsIndexPage.objects.filter(slug="tin-tuc")).first()
    return page.serve(request) if page else serve(request, "tin-tuc/")


def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article; none under a list that is unpublished, which Wagtail alone would still serve."""
    page = _open(slug)
    if page is None and not NewsIndexPage.objects.live().exists():
        raise Http404
    return page.serve(request) if page else serve(request, f"tin-tuc/{slug}/")


def printed(request: HttpRequest, slug: str) -> HttpResponse:
    """One article alone, to print or to save (NĐ 43/2011/NĐ-CP, article 15)."""
    page = _open(slug)
    if page is None:
        raise Http404
    return TemplateResponse(request, "news/print.html", page.get_context(request))


def _open(slug: str) -> NewsPage | None:
    pages = open_pages(NewsPage.objects.filter(slug=slug, url_path__endswith=f"/tin-tuc/{slug}/"))
    return pages.select_related("image", "category").first()
