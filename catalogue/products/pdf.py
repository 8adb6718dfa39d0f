"""A page on paper as PDF, by WeasyPrint where it is installed: the extra ``pdf`` and its system libraries."""

from functools import cache
from importlib import import_module
from logging import ERROR, getLogger
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final

from django.contrib.staticfiles import finders

STYLES: Final = "css/print.css"
AT_ONCE: Final = 1
"""Documents one process lays out at the same time; the next waits."""
PATIENCE: Final = 8
"""Seconds to wait for the one before; gunicorn ends a request after 30."""
CHATTY: Final = ("weasyprint", "weasyprint.progress", "fontTools")
"""Loggers that tell of each page laid out."""

_turn: Final = BoundedSemaphore(AT_ONCE)


class Busy(Exception):
    """Others are being served; ask again in a few seconds."""


@cache
def engine() -> Any:
    """The package; None without it or without Pango, which it loads when imported."""
    try:
        found = import_module("weasyprint")
    except (ImportError, OSError):
        return None
    for name in CHATTY:
        getLogger(name).setLevel(ERROR)
    return found


def available() -> bool:
    return engine() is not None


def pdf(html: str, base: str) -> bytes:
    """Lay ``html`` out on A4, tagged, by the print stylesheet alone. Links are made whole with ``base``.

    Nothing is fetched, from the network or from a file. Raises Busy when its turn does not come.
    """
    if not _turn.acquire(timeout=PATIENCE):
        raise Busy
    try:
        document = engine().HTML(string=html, base_url=base, url_fetcher=_refusing())
        return bytes(document.write_pdf(stylesheets=[_styles()], pdf_variant="pdf/ua-1", pdf_tags=True))
    finally:
        _turn.release()


def _styles() -> Any:
    path = finders.find(STYLES)
    return engine().CSS(string=Path(str(path)).read_text(encoding="utf-8"), url_fetcher=_refusing())


@cache
def _refusing() -> Any:
    """A fetcher that fetches nothing: the document holds all it shows."""

    class Refusing(import_module("weasyprint.urls").URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            raise ValueError(f"not fetched: {url[:60]}")

    return Refusing()
