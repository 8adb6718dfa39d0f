"""The embedded engine: tantivy in this process, files under VAR_DIR/index, no server.

Any process reads; one writes at a time, under a lock file. Readers look at the pointer on each query and
reload when it or the index changed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import tantivy

from search.engines.base import (
    Candidate,
    Candidates,
    EngineError,
    EngineQuery,
    HiddenDocument,
    Replay,
    WriteReport,
)
from search.engines.folders import IndexFolders
from search.engines.signal_cache import SignalCache
from search.engines.stored_vocabulary import StoredVocabulary, write
from search.engines.tantivy_query import build
from search.indexing.prepared import TEXT_FIELDS, PreparedDocument, hidden_since, read_signals
from search.ranking import Idf, Signals, bm25_idf
from search.sources import FACETS
from search.vietnamese.vocabulary import Lesson, Vocabulary

WRITER_BYTES = 30_000_000

P = ParamSpec("P")
R = TypeVar("R")


def _engine_errors(method: Callable[P, R]) -> Callable[P, R]:
    """Everything that goes wrong in tantivy becomes EngineError; a Rust panic arrives as a BaseException."""

    @wraps(method)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(*args, **kwargs)
        except (EngineError, KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except Exception as error:
            raise EngineError(f"embedded search: {type(error).__name__}") from error
        except BaseException as error:
            if type(error).__name__ != "PanicException":
                raise
            raise EngineError("embedded search: the index library stopped") from error

    return guarded


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    for name in TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in ("ref", "code", *FACETS):
        builder.add_text_field(name, stored=name == "ref", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("public", indexed=True, fast=True)
    builder.add_unsigned_field("seq", stored=True, fast=True)
    builder.add_unsigned_field("uid", fast=True)
    builder.add_bytes_field("payload", stored=True)
    return builder.build()


def _document(prepared: PreparedDocument) -> Any:
    document = tantivy.Document()
    document.add_text("ref", prepared.ref)
    document.add_unsigned("seq", prepared.seq)
    document.add_unsigned("uid", prepared.uid)
    document.add_unsigned("public", int(prepared.public))
    document.add_bytes("payload", prepared.payload.encode("utf-8", "replace"))
    if not prepared.public:
        return document
    if prepared.code:
        document.add_text("code", prepared.code)
    for name, text in prepared.fields.items():
        document.add_text(name, text)
    for name, values in prepared.facets.items():
        for value in values:
            document.add_text(name, value)
    return document


@dataclass(frozen=True, slots=True)
class _OpenIndex:
    """One commit of one folder, as readers see it."""

    name: str
    stamp: int
    index: Any
    searcher: Any
    idf: Idf

    @classmethod
    def at(cls, path: Path, stamp: int) -> _OpenIndex:
        index = tantivy.Index.open(str(path))
        index.config_reader(reload_policy="manual")  # no watcher thread: the stamp tells when to open again
        index.reload()
        searcher = index.searcher()
        documents: int = searcher.num_docs

        def lookup(word: str) -> float:
            return bm25_idf(documents, min(searcher.doc_freq("all_f", word), documents))

        return cls(path.name, stamp, index, searcher, Idf(lookup))


class EmbeddedEngine:
    """See the module; one instance a process and root folder."""

    name = "embedded"

    def __init__(self, root: Path) -> None:
        self.folders = IndexFolders(root)
        self._cache = SignalCache()
        self._words = StoredVocabulary(self.folders)
        self._open: _OpenIndex | None = None
        self._lock = threading.Lock()

    # Reading

    @_engine_errors
    def candidates(self, query: EngineQuery) -> Candidates:
        """See `Engine.candidates`."""
        index, searcher = self._searcher()
        tree = build(index.schema, query)
        if tree is None:
            return Candidates((), engine=self.name)
        hits = searcher.search(tree, limit=query.pool + 1, count=False).hits
        found = self._hydrate(searcher, hits[: query.pool])
        return Candidates(found, more=len(hits) > query.pool, engine=self.name)

    def _hydrate(self, searcher: Any, hits: Sequence[tuple[float, Any]]) -> tuple[Candidate, ...]:
        addresses = [address for _, address in hits]
        uids = searcher.fast_field_values("uid", addresses) if addresses else []
        return tuple(
            Candidate(score, self._signals(searcher, address, uid))
            for (score, address), uid in zip(hits, uids, strict=True)
        )

    def _signals(self, searcher: Any, address: Any, uid: int) -> Signals:
        signals = self._cache.get(uid)
        if signals is None:
            signals = read_signals(bytes(searcher.doc(address).get_first("payload")).decode())
            self._cache.put(uid, signals)
        return signals

    @_engine_errors
    def warm(self) -> int:
        """Read every public document's signals once, before somebody waits for them; how many there are."""
        index, searcher = self._searcher()
        public = tantivy.Query.term_query(index.schema, "public", 1)
        hits = searcher.search(public, limit=max(1, searcher.num_docs)).hits
        return len(self._hydrate(searcher, hits))

    @_engine_errors
    def idf(self) -> Idf:
        """idf of folded words over titles and aliases, as of now."""
        self._searcher()
        with self._lock:
            if self._open is None:
                raise EngineError("the search index is not built yet")
            return self._open.idf

    def vocabulary(self) -> Vocabulary:
        """The words of the index in use, as of its rebuild; empty when there is none. Never raises."""
        return self._words.get()

    @_engine_errors
    def count(self, *, fresh: bool = True) -> int:
        """See `Engine.count`; always of the newest commit."""
        index, searcher = self._searcher()
        public = tantivy.Query.term_query(index.schema, "public", 1)
        return int(searcher.search(public, limit=1).count or 0)

    @_engine_errors
    def versions(self) -> Iterator[tuple[str, int, bool]]:
        """See `Engine.versions`."""
        _, searcher = self._searcher()
        hits = searcher.search(tantivy.Query.all_query(), limit=max(1, searcher.num_docs)).hits
        addresses = [address for _, address in hits]
        public = searcher.fast_field_values("public", addresses) if addresses else []
        rows = []
        for address, is_public in zip(addresses, public, strict=True):
            document = searcher.doc(address)
            rows.append((document.get_first("ref"), document.get_first("seq"), bool(is_public)))
        return iter(rows)

    @_engine_errors
    def hidden(self) -> Iterator[HiddenDocument]:
        """See `Engine.hidden`."""
        index, searcher = self._searcher()
        query = tantivy.Query.term_query(index.schema, "public", 0)
        hits = searcher.search(query, limit=max(1, searcher.num_docs)).hits
        return iter([_hidden(searcher.doc(address)) for _, address in hits])

    def _searcher(self) -> tuple[Any, Any]:
        """An index and a searcher of its newest commit; opened again when the pointer or the files moved."""
        for last_try in (False, False, True):
            name = self.folders.current()
            try:
                opened = self._opened(name)
            except Exception:
                if last_try or self.folders.current() == name:
                    raise
                continue  # a rebuild swapped the folder between the two looks
            return opened.index, opened.searcher
        raise AssertionError("the last try returns or raises")

    def _opened(self, name: str) -> _OpenIndex:
        if not self.folders.usable(name):
            raise EngineError("the search index is not built yet")
        stamp = (self.folders.root / name / "meta.json").stat().st_mtime_ns
        with self._lock:
            if self._open is None or (self._open.name, self._open.stamp) != (name, stamp):
                self._open = _OpenIndex.at(self.folders.root / name, stamp)
            return self._open

    # Writing

    @_engine_errors
    def write(self, documents: Sequence[PreparedDocument]) -> WriteReport:
        """See `Engine.write`. The index is opened again for each write: long-lived writers leave orphans."""
        with self.folders.lock("write"):
            name = self._writable()
            index = tantivy.Index.open(str(self.folders.root / name))
            index.reload()
            fresh = _fresh(index, documents)
            if fresh:
                _commit(index, fresh)
                self.folders.note_changes((d.ref, d.seq) for d in fresh)
                self._words.learn(name, fresh)
        return WriteReport(len(fresh), len({d.ref for d in documents}) - len(fresh))

    @_engine_errors
    def forget(self, documents: Sequence[HiddenDocument]) -> int:
        """See `Engine.forget`."""
        with self.folders.lock("write"):
            index = tantivy.Index.open(str(self.folders.root / self._writable()))
            index.reload()
            left = [d for d in documents if _stored_seq(index, index.searcher(), d.ref) == d.seq]
            still = [d for d in left if _is_hidden(index, d.ref)]
            if still:
                _commit(index, (), [d.ref for d in still])
        return len(still)

    def _writable(self) -> str:
        name = self.folders.current()
        if not name:
            path = self.folders.new()
            tantivy.Index(_schema(), path=str(path))
            self.folders.swap(path.name)
            return path.name
        if not self.folders.usable(name):
            raise EngineError("the search index is of another version: run search_rebuild")
        return name

    @contextmanager
    def building(self, replay: Replay) -> Iterator[EmbeddedBuilding]:
        """See `Engine.building`. Raises EngineError when another rebuild runs."""
        with self.folders.lock("rebuild", wait=0.0):
            path = self.folders.new()
            self.folders.start_building(path.name)
            try:
                building = EmbeddedBuilding(self.folders, path)
                yield building
                with self.folders.lock("write"):
                    building.finish(replay)
                    self.folders.swap(path.name)
            finally:
                self.folders.stop_building()


class EmbeddedBuilding:
    """A new folder being filled."""

    def __init__(self, folders: IndexFolders, path: Path) -> None:
        self._folders = folders
        self._name = path.name
        self._lesson = Lesson()
        self._index = tantivy.Index(_schema(), path=str(path))

    @_engine_errors
    def add(self, documents: Iterable[PreparedDocument]) -> int:
        """See `Building.add`; the index is new, so nothing has to be replaced."""
        writer = self._index.writer(heap_size=100_000_000, num_threads=1)
        added = 0
        for prepared in documents:
            writer.add_document(_document(prepared))
            if prepared.spoken:
                self._lesson.document(prepared.spoken)
            added += 1
        writer.commit()
        writer.wait_merging_threads()
        return added

    @_engine_errors
    def held(self) -> int:
        """See `Building.held`."""
        self._index.reload()
        return int(self._index.searcher().num_docs)

    @_engine_errors
    def not_found(self, sample: Sequence[PreparedDocument]) -> list[str]:
        """See `Building.not_found`."""
        self._index.reload()
        searcher, schema = self._index.searcher(), self._index.schema
        return [d.ref for d in sample if not searcher.search(_title_query(schema, d), limit=1).hits]

    @_engine_errors
    def finish(self, replay: Replay) -> None:
        """Write what changed while the folder was filled, and the vocabulary; called under the write lock, before
        the swap."""
        write(self._folders.root / self._name, self._lesson.learnt())
        changed = self._folders.changes(self._name)
        if not changed:
            return
        self._index.reload()
        documents = [replay(ref, seq) for ref, seq in changed.items()]
        fresh = _fresh(self._index, documents)
        if fresh:
            _commit(self._index, fresh)


def _fresh(index: Any, documents: Sequence[PreparedDocument]) -> list[PreparedDocument]:
    """The newest of each ref that is not older than the stored one. An equal seq is written again: the
    same version, perhaps with better names."""
    newest: dict[str, PreparedDocument] = {}
    for document in documents:
        held = newest.get(document.ref)
        if held is None or document.seq >= held.seq:
            newest[document.ref] = document
    searcher = index.searcher()
    return [d for d in newest.values() if d.seq >= _stored_seq(index, searcher, d.ref)]


def _stored_seq(index: Any, searcher: Any, ref: str) -> int:
    hits = searcher.search(tantivy.Query.term_query(index.schema, "ref", ref), limit=10).hits
    seqs = searcher.fast_field_values("seq", [address for _, address in hits]) if hits else []
    return max((int(seq) for seq in seqs), default=-1)


def _is_hidden(index: Any, ref: str) -> bool:
    searcher = index.searcher()
    hits = searcher.search(tantivy.Query.term_query(index.schema, "ref", ref), limit=10).hits
    return not any(searcher.fast_field_values("public", [address for _, address in hits])) if hits else False


def _hidden(document: Any) -> HiddenDocument:
    since = hidden_since(bytes(document.get_first("payload") or b"{}").decode())
    return HiddenDocument(document.get_first("ref"), document.get_first("seq"), since)


def _title_query(schema: Any, document: PreparedDocument) -> Any:
    words = [("title_f", word) for word in set(document.fields.get("title_f", "").split())]
    terms = [("ref", document.ref), ("public", 1), *words]
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Must, tantivy.Query.term_query(schema, name, value)) for name, value in terms]
    )


def _commit(index: Any, documents: Sequence[PreparedDocument], gone: Sequence[str] = ()) -> None:
    writer = index.writer(heap_size=WRITER_BYTES, num_threads=1)
    try:
        for ref in gone:
            writer.delete_documents_by_term("ref", ref)
        for prepared in documents:
            writer.delete_documents_by_term("ref", prepared.ref)
            writer.add_document(_document(prepared))
        writer.commit()
    finally:
        writer.wait_merging_threads()
