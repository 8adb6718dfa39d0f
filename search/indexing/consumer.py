"""The outbox consumer of the topic "search": for each ref the newest document goes to every engine.

Only the newest state is read, never what the entry was about: entries may come late, twice or in any order.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from search import sources
from search.engines.base import Engine, EngineError
from search.engines.select import engines
from search.indexing.prepared import PreparedDocument, hidden, prepare_document

logger = logging.getLogger(__name__)

TOPIC = "search"


class OutboxEntry(Protocol):
    """What the outbox hands over: a ref and the seq that was given with it."""

    @property
    def key(self) -> str: ...

    @property
    def seq(self) -> int: ...


class IndexingError(Exception):
    """Some documents could not be indexed now; the outbox tries the batch again later."""


def newest(ref: str, seq: int) -> PreparedDocument:
    """The newest document of `ref`, hidden when gone or not public; never of a smaller seq than asked."""
    document = sources.document(ref)
    if document is None:
        return hidden(ref, seq)
    return prepare_document(replace(document, seq=max(document.seq, seq)))


def consume(entries: Sequence[OutboxEntry]) -> None:
    """Index what changed. Raises IndexingError when a document or an engine failed, after doing the rest."""
    documents: list[PreparedDocument] = []
    failed: list[str] = []
    for entry in entries:
        try:
            documents.append(newest(entry.key, entry.seq))
        except Exception:
            logger.exception("document could not be prepared for search", extra={"ref": entry.key})
            failed.append(entry.key)
    failed += [engine.name for engine in engines() if not _written(engine, documents)]
    if failed:
        raise IndexingError(f"not indexed: {', '.join(failed[:5])}")


def _written(engine: Engine, documents: Sequence[PreparedDocument]) -> bool:
    """Whether the engine took the documents; one that is away must not stop the next one."""
    try:
        engine.write(documents)
    except EngineError as error:
        logger.warning("search engine did not write", extra={"engine": engine.name, "error": str(error)})
        return False
    return True
