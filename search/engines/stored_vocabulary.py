"""The vocabulary beside the embedded index: in the same folder, so the same swap puts both in use."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Iterable
from pathlib import Path

from search.engines.folders import VOCABULARY, IndexFolders
from search.indexing.prepared import PreparedDocument
from search.vietnamese.vocabulary import Lesson, Vocabulary

logger = logging.getLogger(__name__)

#: Documents that are not at least this share of what was learnt wait for the next rebuild: storing takes longer
#: than a publish may.
_WORTH_LEARNING = 0.02


class StoredVocabulary:
    """Reads and writes the vocabulary of index folders; the one in use is kept in memory."""

    def __init__(self, folders: IndexFolders) -> None:
        self._folders = folders
        self._held: tuple[str, int, Vocabulary] | None = None
        self._lock = threading.Lock()

    def get(self) -> Vocabulary:
        """The vocabulary of the folder in use; an empty one when there is none or it can't be read."""
        name = self._folders.current()
        path = self._folders.root / name / VOCABULARY
        try:
            stamp = path.stat().st_mtime_ns
        except OSError:
            return _EMPTY
        with self._lock:
            if self._held is None or self._held[:2] != (name, stamp):
                self._held = (name, stamp, read(path))
            return self._held[2]

    def learn(self, name: str, documents: Iterable[PreparedDocument]) -> None:
        """Add what documents say to the vocabulary of the folder in use, when it is worth it. Never raises: search
        does without. Called under the write lock."""
        try:
            new, old = learnt(documents), self.get()
            if new.texts and new.texts >= old.texts * _WORTH_LEARNING:
                write(self._folders.root / name, old + new)
        except OSError:
            logger.exception("vocabulary not stored")


_EMPTY = Vocabulary.empty()


def learnt(documents: Iterable[PreparedDocument]) -> Vocabulary:
    """The vocabulary of some documents."""
    lesson = Lesson()
    for document in documents:
        if document.spoken:
            lesson.document(document.spoken)
    return lesson.learnt()


def read(path: Path) -> Vocabulary:
    """The stored vocabulary, an empty one when there is none; one that is damaged is said once and counts as none."""
    try:
        return Vocabulary.load(path.read_bytes())
    except FileNotFoundError:
        return _EMPTY
    except (OSError, ValueError) as error:
        logger.warning("vocabulary can't be read", extra={"path": str(path), "error": str(error)})
        return _EMPTY


def write(folder: Path, vocabulary: Vocabulary) -> None:
    """Store in one step. Raises OSError."""
    new = folder / f"{VOCABULARY}.{secrets.token_hex(3)}.new"
    try:
        new.write_bytes(vocabulary.dump())
        new.replace(folder / VOCABULARY)
    finally:
        new.unlink(missing_ok=True)
