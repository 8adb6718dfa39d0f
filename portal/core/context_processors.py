"""What every template may use."""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import translation

from .models import CentreSettings

CENTRE_KEY = "centre-settings"
CENTRE_SECONDS = 60  # how long another process may show the old settings


def centre() -> CentreSettings:
    """The centre's settings, from the cache when they are there."""
    found: CentreSettings | None = cache.get(CENTRE_KEY)
    if found is None:
        found = CentreSettings.objects.first() or CentreSettings()
        cache.set(CENTRE_KEY, found, CENTRE_SECONDS)
    return found


def other_language_path(request: HttpRequest) -> str:
    """The same page, with its query, in the other language."""
    path = request.get_full_path()
    if path == "/en" or path.startswith("/en/"):
        return path[3:] or "/"
    return "/en" + path


def site(request: HttpRequest) -> dict[str, Any]:
    """The centre, the language and the address in the other language; no query when the cache is warm."""
    if request.path.startswith("/admin/"):
        return {}
    language = translation.get_language() or "vi"
    return {
        "centre": centre(),
        "language": language,
        "path_prefix": "/en" if language == "en" else "",
        "other_language_url": other_language_path(request),
    }
