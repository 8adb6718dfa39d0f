"""The site's addresses, and one that does nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.urls import urlpatterns as site


def bare(request: HttpRequest) -> HttpResponse:
    """The least a view can do."""
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), *site]
