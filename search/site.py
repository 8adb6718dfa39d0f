"""The search of this site: its engines and its settings."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from search.engines.select import embedded, reader
from search.ranking.weights import LEVEL_PRIOR
from search.service import SearchService


def level_prior() -> Mapping[str, float]:
    """SEARCH_LEVEL_PRIOR of the settings, else the default: {level: factor}."""
    prior: Mapping[str, float] = getattr(settings, "SEARCH_LEVEL_PRIOR", LEVEL_PRIOR)
    return prior


def service() -> SearchService:
    """A search over what this site has."""
    return SearchService(reader(), embedded(), level_prior())
