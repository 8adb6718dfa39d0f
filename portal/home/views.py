"""The home page by a short way: found in one query."""

from django.http import HttpRequest, HttpResponse
from wagtail.views import serve

from portal.core.prepared import prepared
from portal.news.public import open_pages

from .models import HomePage


def home(request: HttpRequest) -> HttpResponse:
    """The home page; what is not open to all is left to Wagtail."""
    page = next(iter(prepared("home", lambda: open_pages(HomePage.objects.order_by("pk"))[:1])), None)
    return page.serve(request) if page else serve(request, "")
