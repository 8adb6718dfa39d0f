"""The addresses of the site; Vietnamese unprefixed, English the same under /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

urlpatterns = [
    path("admin/", include(admin_urls)),
    path("tep/", include(document_urls)),
    path("", include("portal.ops.urls")),
    path("", include("portal.seo.urls")),
    *i18n_patterns(
        path(
            "", include("portal.api.urls")
        ),  # first: a kept answer costs little more than finding its pattern
        path("", include("search.urls")),
        path("", include("catalogue.urls")),
        path("", include("portal.seo.pages")),
        path("", include("portal.home.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]

if settings.SERVE_MEDIA:
    urlpatterns.insert(0, re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}))
