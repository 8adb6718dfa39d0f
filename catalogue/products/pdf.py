"""A page on paper as PDF, by WeasyPrint where it is installed: the extra ``pdf`` and its system libraries."""

import sys
from ctypes import CDLL
from functools import cache
from importlib import import_module
from importlib.util import find_spec
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
LIBRARIES: Final = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libharfbuzz.so.0",
    "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)
"""What the package loads when imported, as Linux names it."""

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
    """Whether pages can be had as PDF. The package, slow to load, is loaded only where a look leaves doubt."""
    return engine() is not None if engine.cache_info().currsize or not looks_whole() else True


@cache
def looks_whole() -> bool:
    """Whether the package and its libraries are there, on a system whose names for them are known."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        for name in LIBRARIES:
            CDLL(name)
        return find_spec("weasyprint") is not None
    except (ImportError, OSError):
        return False


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
