"""Which engines this site has: Elasticsearch when ELASTICSEARCH_URL names one, the embedded engine always."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines.base import Engine, Reader
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.engines.fallback import FallbackReader


@lru_cache(maxsize=4)
def _embedded(root: str) -> EmbeddedEngine:
    return EmbeddedEngine(Path(root))


@lru_cache(maxsize=4)
def _elasticsearch(url: str, prefix: str) -> ElasticsearchEngine:
    return ElasticsearchEngine(url, prefix)


@lru_cache(maxsize=4)
def _fallback(url: str, prefix: str, root: str) -> FallbackReader:
    return FallbackReader(_elasticsearch(url, prefix), _embedded(root))


def _prefix() -> str:
    return str(getattr(settings, "SEARCH_INDEX_PREFIX", "mot-cua"))


def _root() -> str:
    return str(Path(settings.VAR_DIR) / "index")


def embedded() -> EmbeddedEngine:
    """The embedded engine; it also knows the rarity of words for both engines."""
    return _embedded(_root())


def engines() -> list[Engine]:
    """Every engine that is kept up to date: the embedded one first, it must not wait for the other."""
    if settings.ELASTICSEARCH_URL:
        return [embedded(), _elasticsearch(settings.ELASTICSEARCH_URL, _prefix())]
    return [embedded()]


def engine(name: str) -> Engine:
    """The engine of that name. Raises LookupError when the site has none."""
    for one in engines():
        if one.name == name:
            return one
    raise LookupError(f"this site has no engine {name!r}")


def reader() -> Reader:
    """What answers queries."""
    if settings.ELASTICSEARCH_URL:
        return _fallback(settings.ELASTICSEARCH_URL, _prefix(), _root())
    return embedded()
