"""The addresses of the site; Vietnamese unprefixed, English the same under /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

urlpatterns = [
    path("admin/", include(admin_urls)),
    path("tep/", include(document_urls)),
    path("", include("portal.ops.urls")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    *i18n_patterns(
        
        path("", include("catalogue.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
