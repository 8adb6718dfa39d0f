"""All public documents, prepared, for a rebuild: a large catalogue is read and prepared in a second process."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import sys
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection

from django.db import connection, connections

from search.engines.base import EngineError
from search.indexing.prepared import PreparedDocument, prepare_document
from search.sources import SearchDocument, sources

logger = logging.getLogger(__name__)

#: From so many documents on a second process pays.
WORTH_A_PROCESS = 1500
BATCH = 100

#: A prepared document, or the ref of one that can't be prepared.
Prepared = PreparedDocument | str


class StreamError(EngineError):
    """An index can't be filled: the process that reads and prepares the documents ended before it was done."""


def expected() -> int:
    """How many public documents all sources have."""
    return sum(source.count() for source in sources())


def all_documents() -> Iterator[SearchDocument]:
    """Every public document of every source."""
    for source in sources():
        yield from source.documents()


def prepared_stream() -> Iterator[Prepared]:
    """Every public document, prepared. Raises StreamError, and whatever a source raises."""
    if _worth_a_process():
        return apart(all_documents)
    return map(_prepared, all_documents())


def _worth_a_process() -> bool:
    """Forking needs Linux; another process sees nothing of a transaction that is still open."""
    forks = sys.platform == "linux" and not connection.in_atomic_block
    return forks and expected() >= WORTH_A_PROCESS


def _prepared(document: SearchDocument) -> Prepared:
    try:
        return prepare_document(document)
    except ValueError:
        logger.exception("document could not be prepared for search", extra={"ref": document.ref})
        return document.ref


def apart(documents: Callable[[], Iterable[SearchDocument]]) -> Iterator[Prepared]:
    """Read and prepare documents in a second process. Raises StreamError when that one fails."""
    connections.close_all()  # both processes must open their own
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    child = fork.Process(target=_send, args=(documents, there, here), daemon=True)
    child.start()
    there.close()
    try:
        while (batch := _receive(here)) is not None:
            yield from batch
    finally:
        here.close()
        child.terminate()
        child.join()


def _receive(pipe: Connection) -> list[Prepared] | None:
    try:
        batch: list[Prepared] | None = pipe.recv()
    except EOFError as error:
        raise StreamError("the documents could not all be read: see the log") from error
    return batch


def _send(documents: Callable[[], Iterable[SearchDocument]], pipe: Connection, other_end: Connection) -> None:
    """In the second process: batches, then None. An error goes to the log and leaves the pipe without its end."""
    other_end.close()
    gc.disable()  # records are trees without cycles: looking for cycles takes a fourth of the time
    try:
        batch: list[Prepared] = []
        for document in documents():
            batch.append(_prepared(document))
            if len(batch) == BATCH:
                pipe.send(batch)
                batch = []
        pipe.send(batch)
        pipe.send(None)
    except BrokenPipeError:
        return
    except Exception:
        logger.exception("documents could not be read for a rebuild")
    finally:
        connections.close_all()
