"""Interface words remembered by language: a page asks for a hundred, and Django walks four catalogues for each."""

from typing import Final

from django.conf import settings
from django.utils import translation

_known: Final[dict[str | None, dict[str, str]]] = {}


def gettext(message: str) -> str:
    """``django.utils.translation.gettext`` from memory; for words in the code, never for a reader's."""
    language = translation.get_language()
    known = _known.get(language)
    if known is None:
        known = _known[language] = {}
    found = known.get(message)
    if found is None:
        found = translation.gettext(message)
        if not settings.DEBUG:  # where catalogues are edited while the site runs
            known[message] = found
    return found
