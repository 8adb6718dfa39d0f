"""What every template may use."""

from typing import Any, Final, NamedTuple

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.utils import translation

from .models import CentreSettings

CENTRE_KEY: Final = "centre-settings"
CENTRE_SECONDS: Final = 60  # how long another process may show the old settings


class Centre(NamedTuple):
    """What the site says of its centre, in one language; equal when it says the same."""

    name: str
    short_name: str
    province: str
    address: str
    phone: str
    email: str
    hours: str
    responsible_person: str
    notice: str
    is_sample: bool


def centre() -> Centre:
    """The centre in the language of the page, from the cache when it is there."""
    language = "en" if translation.get_language() == "en" else "vi"
    found: dict[str, Centre] | None = cache.get(CENTRE_KEY)
    if found is None:
        row = CentreSettings.objects.first() or CentreSettings()
        found = {code: _read(row, code) for code in ("vi", "en")}
        cache.set(CENTRE_KEY, found, CENTRE_SECONDS)
    return found[language]


def _read(row: CentreSettings, language: str) -> Centre:
    with translation.override(language):
        return Centre(*(getattr(row, name) or "" for name in Centre._fields[:-1]), is_sample=row.is_sample)


def _forget(**kwargs: Any) -> None:
    """Drop the old settings now, and again once no other request can read them any more."""
    cache.delete(CENTRE_KEY)
    transaction.on_commit(lambda: cache.delete(CENTRE_KEY))


for _signal in (post_save, post_delete):
    _signal.connect(_forget, sender=CentreSettings, dispatch_uid=f"centre-forget-{id(_signal)}")


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
        "origin": f"{request.scheme}://{request.get_host()}",
    }
