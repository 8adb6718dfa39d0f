"""The API's addresses; mounted under both languages, before Wagtail's."""

from django.urls import path, re_path

from .docs import docs
from .gate import gate

urlpatterns = [
    path("api/v1/", docs, name="api"),
    re_path(r"^api/(?P<rest>(?s:.*))\Z", gate),
]
