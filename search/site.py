"""The search of this site: its engines and its settings."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache

from django.conf import settings

from portal.core.pauses import shorten
from search.engines.base import EngineError
from search.engines.select import embedded, engine, reader
from search.lexicon_store import LexiconStore
from search.ranking.weights import LEVEL_PRIOR
from search.service import SearchService
from search.understanding import Lexicon
from search.vietnamese.vocabulary import Vocabulary


def level_prior() -> Mapping[str, float]:
    """SEARCH_LEVEL_PRIOR of the settings, else the default: {level: factor}."""
    prior: Mapping[str, float] = getattr(settings, "SEARCH_LEVEL_PRIOR", LEVEL_PRIOR)
    return prior


def vocabulary() -> Vocabulary:
    """The words of this site's catalogue, as of the last rebuild; empty when there was none. What is worked out
    once is worked out here, not in the midst of somebody's query."""
    words = embedded().vocabulary()
    for table in ("by_fold", "folded_pairs", "restorer", "deletes"):
        getattr(words, table)
    return words


@lru_cache(maxsize=4)
def _lexicons(root: str) -> LexiconStore:
    return LexiconStore()


def lexicon() -> Lexicon:
    """How people ask, as editors have it now (at most some seconds ago); never raises."""
    return _lexicons(str(settings.VAR_DIR)).get()


def service(name: str = "") -> SearchService:
    """A search over what this site has; with a `name` by that engine alone (LookupError when there is none)."""
    answers = engine(name) if name else reader()
    return SearchService(answers, embedded(), level_prior(), vocabulary(), lexicon())


def warm() -> None:
    """Read what every search needs, as far as there is an index, then set it apart from the search for cycles."""
    with suppress(EngineError):
        embedded().warm()
        vocabulary()
    shorten()


def warm_in_background() -> None:
    """Let a process serve at once and be quick a few seconds later."""
    threading.Thread(target=warm, name="search-warm", daemon=True).start()
