"""The outbox consumers: for each ref the newest document goes to every engine.

The embedded engine is written at once. For each other engine the work goes on under a topic of its own, drained apart
and with its own retries: a server that hangs delays nothing but itself.

Only the newest state is read, never what the entry was about: entries may come late, twice or in any order.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from portal.core import outbox
from search import sources
from search.engines.base import DocumentsRefused, Engine, EngineAway
from search.engines.select import embedded, engines
from search.indexing.prepared import PreparedDocument, hidden, prepare_document

logger = logging.getLogger(__name__)

TOPIC = "search"
ELASTICSEARCH_TOPIC = "search-elasticsearch"


class OutboxEntry(Protocol):
    """What the outbox hands over: a ref and the seq that was given with it."""

    @property
    def key(self) -> str: ...

    @property
    def seq(self) -> int: ...


def topic_of(engine: Engine) -> str:
    """The topic whose entries wait for one engine."""
    return TOPIC if engine.name == "embedded" else f"{TOPIC}-{engine.name}"


def newest(ref: str, seq: int) -> PreparedDocument:
    """The newest document of `ref`, hidden when gone or not public; never of a smaller seq than asked."""
    document = sources.document(ref)
    if document is None:
        return hidden(ref, seq)
    return prepare_document(replace(document, seq=max(document.seq, seq)))


def consume(entries: Sequence[OutboxEntry]) -> None:
    """Index what changed in the embedded engine and pass it on to the others.

    Raises portal.core.outbox.Refused for documents at fault, after doing the rest, and EngineError.
    """
    for engine in engines():
        if engine.name != "embedded":
            outbox.add_many(topic_of(engine), [(entry.key, entry.seq) for entry in entries])
    write_newest(embedded(), entries)


def consume_elasticsearch(entries: Sequence[OutboxEntry]) -> None:
    """The same for Elasticsearch; a site that has none any more is done at once. Also raises outbox.Away."""
    for engine in engines():
        if topic_of(engine) == ELASTICSEARCH_TOPIC:
            write_newest(engine, entries)


def write_newest(engine: Engine, entries: Sequence[OutboxEntry]) -> None:
    """Write the newest documents of some refs into one engine; see `consume`."""
    documents: list[PreparedDocument] = []
    failed: dict[str, str] = {}
    for entry in entries:
        try:
            documents.append(newest(entry.key, entry.seq))
        except Exception as error:
            logger.exception("document could not be prepared for search", extra={"ref": entry.key})
            failed[entry.key] = type(error).__name__
    try:
        engine.write(documents)
    except DocumentsRefused as error:
        failed |= error.kinds
    except EngineAway as error:
        raise outbox.Away(str(error)) from error
    if failed:
        raise outbox.Refused(failed)
