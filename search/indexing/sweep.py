"""Deletes, later, the hidden documents that removals left in the indexes."""

from __future__ import annotations

import logging
import time

from search import sources
from search.engines.base import Engine, EngineError, HiddenDocument
from search.engines.select import engines

logger = logging.getLogger(__name__)

#: A write that is on its way longer than this is lost with its process; only then may the version be forgotten.
HIDDEN_SECONDS = 60 * 60.0
EVERY_SECONDS = 10 * 60.0

_last = {"at": float("-inf")}


def sweep_now_and_then() -> None:
    """A job of each minute: sweep every ten minutes."""
    if time.monotonic() - _last["at"] < EVERY_SECONDS:
        return
    _last["at"] = time.monotonic()
    for engine in engines():
        try:
            sweep(engine)
        except EngineError as error:
            logger.warning("search index not swept", extra={"engine": engine.name, "error": str(error)})


def sweep(engine: Engine, older_than: float = HIDDEN_SECONDS) -> int:
    """Delete documents hidden for `older_than` seconds that their source still hides; how many.

    Raises EngineError.
    """
    before = time.time() - older_than
    old = [one for one in engine.hidden() if one.since <= before]
    forgotten = engine.forget([one for one in old if _still_hidden(one)]) if old else 0
    return forgotten


def _still_hidden(hidden: HiddenDocument) -> bool:
    document = sources.document(hidden.ref)
    return document is None or (not document.public and document.seq <= hidden.seq)
