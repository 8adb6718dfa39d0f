"""Elasticsearch 8: the same prepared fields on the whitespace analyser, so the barest server ranks alike.

    <prefix>            alias of the index in use; all reads and writes go through it
    <prefix>-building   alias of the index being filled; writers send to both while it exists
    <prefix>-v1-…       an index; replaced in one alias call

Versions are external (`external_gte` with the document's seq): a late write never overwrites a newer one.
Reads give up after a second, so that a page never waits for a server that hangs.
"""

from __future__ import annotations

import itertools
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from elastic_transport import TransportError
from elasticsearch import ApiError, BadRequestError, Elasticsearch
from elasticsearch.dsl import Boolean, Keyword, Long, Q, Search, Text
from elasticsearch.dsl import Mapping as Fields
from elasticsearch.helpers import scan

from search.engines.base import (
    Candidate,
    Candidates,
    DocumentsRefused,
    EngineAway,
    EngineError,
    EngineQuery,
    HiddenDocument,
    Replay,
    WriteReport,
)
from search.engines.folders import SCHEMA_VERSION
from search.engines.signal_cache import SignalCache
from search.engines.votes import CODE_WEIGHT, PIN_WEIGHT, Vote, alternative_votes, field_votes
from search.indexing.prepared import TEXT_FIELDS, PreparedDocument, hidden_since, read_signals
from search.ranking import Signals
from search.sources import FACETS

READ_SECONDS = 0.8
WRITE_SECONDS = 10.0
CHUNK = 250
OK, CONFLICT, NOT_FOUND = 200, 409, 404
#: The request or the document is at fault; any other status says that the server as a whole can't now.
OUR_FAULT = {400, 413}

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


def _engine_errors(method: Callable[P, R]) -> Callable[P, R]:
    """What the server or the network does becomes EngineError, and so does an answer that makes no sense."""

    @wraps(method)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(*args, **kwargs)
        except EngineError:
            raise
        except (ApiError, TransportError) as error:
            ours = isinstance(error, ApiError) and error.status_code in OUR_FAULT
            raise (EngineError if ours else EngineAway)(f"Elasticsearch: {type(error).__name__}") from error
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise EngineAway("Elasticsearch gave an answer that is not understood") from error

    return guarded


def _mappings() -> dict[str, Any]:
    fields = Fields()
    fields.meta("dynamic", "strict")
    for name in TEXT_FIELDS:
        fields.field(name, Text(analyzer="whitespace", index_options="freqs"))
    for name in ("ref", "code", *FACETS):
        fields.field(name, Keyword())
    fields.field("public", Boolean())
    fields.field("seq", Long())
    fields.field("uid", Long())
    fields.field("payload", Keyword(index=False, doc_values=False))
    return dict(fields.to_dict())


SETTINGS = {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "1s"}


class ElasticsearchEngine:
    """See the module. `prefix` names the alias; several sites may share a server."""

    name = "elasticsearch"

    def __init__(self, url: str, prefix: str = "mot-cua") -> None:
        client = Elasticsearch(url, max_retries=0, retry_on_timeout=False)
        self._read = client.options(request_timeout=READ_SECONDS)
        self._write = client.options(request_timeout=WRITE_SECONDS)
        self._alias = prefix
        self._building_alias = f"{prefix}-building"
        self._cache = SignalCache()

    @_engine_errors
    def candidates(self, query: EngineQuery) -> Candidates:
        """See `Engine.candidates`."""
        search = _search(query)
        if search is None:
            return Candidates((), engine=self.name)
        body = search.extra(
            size=query.pool + 1, track_total_hits=False, docvalue_fields=["uid"], stored_fields="_none_"
        ).to_dict()
        hits = self._read.search(index=self._alias, body=body)["hits"]["hits"]
        pool = hits[: query.pool]
        uids = [int(hit["fields"]["uid"][0]) for hit in pool]
        return Candidates(self._hydrate(pool, uids), len(hits) > query.pool, self.name)

    def _hydrate(self, hits: Sequence[Mapping[str, Any]], uids: Sequence[int]) -> tuple[Candidate, ...]:
        signals = {uid: held for uid in uids if (held := self._cache.get(uid)) is not None}
        missing = [uid for uid in uids if uid not in signals]
        if missing:
            signals |= self._fetch(missing)
        return tuple(
            Candidate(float(hit["_score"]), signals[uid])
            for hit, uid in zip(hits, uids, strict=True)
            if uid in signals
        )

    def _fetch(self, uids: Sequence[int]) -> dict[int, Signals]:
        """Signals of documents that this process has not met. Read by uid: what changed since is left out."""
        by_uid = {"query": {"terms": {"uid": list(uids)}}, "_source": ["payload", "uid"], "size": len(uids)}
        hits = self._read.search(index=self._alias, body=by_uid)["hits"]["hits"]
        found: dict[int, Signals] = {}
        for hit in hits:
            uid = int(hit["_source"]["uid"])
            found[uid] = read_signals(hit["_source"]["payload"])
            self._cache.put(uid, found[uid])
        return found

    @_engine_errors
    def count(self, *, fresh: bool = True) -> int:
        """See `Engine.count`."""
        if fresh:
            self._write.indices.refresh(index=self._alias)
        return int(self._read.count(index=self._alias, query={"term": {"public": True}})["count"])

    @_engine_errors
    def versions(self) -> Iterator[tuple[str, int, bool]]:
        """See `Engine.versions`."""
        hits = scan(self._write, index=self._alias, query={"_source": ["ref", "seq", "public"]}, size=1000)
        rows = [hit["_source"] for hit in hits]
        return iter([(row["ref"], row["seq"], row["public"]) for row in rows])

    @_engine_errors
    def hidden(self) -> Iterator[HiddenDocument]:
        """See `Engine.hidden`."""
        asked = {"query": {"term": {"public": False}}, "_source": ["ref", "seq", "payload"]}
        rows = [hit["_source"] for hit in scan(self._write, index=self._alias, query=asked, size=1000)]
        return iter([HiddenDocument(r["ref"], r["seq"], hidden_since(r.get("payload", ""))) for r in rows])

    @_engine_errors
    def forget(self, documents: Sequence[HiddenDocument]) -> int:
        """See `Engine.forget`. An external version on the delete: a document written since stays."""
        gone = 0
        for chunk in _chunks(documents, CHUNK):
            heads = [
                {"_index": self._alias, "_id": d.ref, "version": d.seq, "version_type": "external_gte"}
                for d in chunk
            ]
            deletes = [{"delete": head} for head in heads]
            answer = self._write.bulk(operations=deletes, refresh=True, require_alias=True)
            gone += sum(item["delete"]["status"] == OK for item in answer["items"])
        return gone

    @_engine_errors
    def write(self, documents: Sequence[PreparedDocument]) -> WriteReport:
        """See `Engine.write`."""
        self._ensure()
        both = bool(self._write.indices.exists_alias(name=self._building_alias))
        report = WriteReport()
        refused: dict[str, str] = {}
        for chunk in _chunks(documents, CHUNK):
            try:
                part = self._write_chunk(chunk, both)
            except DocumentsRefused as error:
                refused |= error.kinds
                continue
            report = WriteReport(report.written + part.written, report.stale + part.stale)
        if refused:
            raise DocumentsRefused(refused)
        return report

    def _write_chunk(self, chunk: Sequence[PreparedDocument], both: bool) -> WriteReport:
        if both:
            self._bulk(self._building_alias, chunk, refresh=False, may_be_gone=True)
        return self._bulk(self._alias, chunk, refresh=True)

    def _ensure(self) -> None:
        """An empty index behind the alias on a new server; its fixed name makes two makers harmless."""
        if self._write.indices.exists_alias(name=self._alias):
            return
        try:
            self._write.indices.create(
                index=f"{self._alias}-v{SCHEMA_VERSION}-first",
                mappings=_mappings(),
                settings=SETTINGS,
                aliases={self._alias: {}},
            )
        except BadRequestError as error:
            if "resource_already_exists" not in str(error):
                raise

    def _bulk(
        self, alias: str, chunk: Sequence[PreparedDocument], *, refresh: bool, may_be_gone: bool = False
    ) -> WriteReport:
        operations = list(itertools.chain.from_iterable(_operation(alias, d) for d in chunk))
        answer = self._write.bulk(operations=operations, refresh=refresh, require_alias=True)
        statuses = [item["index"]["status"] for item in answer["items"]]
        stale = statuses.count(CONFLICT)
        allowed = {CONFLICT, NOT_FOUND} if may_be_gone else {CONFLICT}
        failed = {d.ref: s for d, s in zip(chunk, statuses, strict=True) if s >= 300 and s not in allowed}
        if set(failed.values()) - OUR_FAULT:
            raise EngineAway(f"Elasticsearch refused {len(failed)} of {len(chunk)} documents")
        if failed:
            raise DocumentsRefused({ref: f"Elasticsearch{status}" for ref, status in failed.items()})
        return WriteReport(len(chunk) - stale, stale)

    @contextmanager
    def building(self, replay: Replay) -> Iterator[ElasticsearchBuilding]:
        """See `Engine.building`. Writers send to both indices, versions decide: nothing to replay."""
        name = f"{self._alias}-v{SCHEMA_VERSION}-{int(time.time())}-{secrets.token_hex(3)}"
        self._create(name)
        try:
            yield ElasticsearchBuilding(self._write, self._bulk, self._building_alias)
            self._swap(name)
        except BaseException:
            self._drop(name)
            raise

    @_engine_errors
    def _create(self, name: str) -> None:
        if self._write.indices.exists_alias(name=self._building_alias):
            left = self._write.indices.get_alias(name=self._building_alias)
            for index in list(left):
                self._write.indices.delete(index=index, ignore_unavailable=True)
        aliases: dict[str, Any] = {self._building_alias: {}}
        self._write.indices.create(index=name, mappings=_mappings(), settings=SETTINGS, aliases=aliases)

    @_engine_errors
    def _swap(self, name: str) -> None:
        """One alias call: the new index in, the old ones out."""
        self._write.indices.refresh(index=name)
        old: list[str] = []
        if self._write.indices.exists_alias(name=self._alias):
            old = list(self._write.indices.get_alias(name=self._alias))
        actions: list[dict[str, Any]] = [
            {"add": {"index": name, "alias": self._alias}},
            {"remove": {"index": name, "alias": self._building_alias}},
        ]
        actions += [{"remove_index": {"index": index}} for index in old]
        self._write.indices.update_aliases(actions=actions)

    def _drop(self, name: str) -> None:
        try:
            self._write.indices.delete(index=name, ignore_unavailable=True)
        except (ApiError, TransportError):
            return  # the server is away: the next rebuild removes it by its alias

    @_engine_errors
    def remove_all(self) -> None:
        """Delete every index of this prefix (tests)."""
        for alias in (self._alias, self._building_alias):
            if self._write.indices.exists_alias(name=alias):
                for index in list(self._write.indices.get_alias(name=alias)):
                    self._write.indices.delete(index=index)


class ElasticsearchBuilding:
    """A new index being filled."""

    def __init__(self, client: Elasticsearch, bulk: Callable[..., WriteReport], alias: str) -> None:
        self._client = client
        self._bulk = bulk
        self._alias = alias

    @_engine_errors
    def add(self, documents: Iterable[PreparedDocument]) -> int:
        """See `Building.add`."""
        added = 0
        for chunk in _chunks(documents, CHUNK):
            self._bulk(self._alias, chunk, refresh=False)
            added += len(chunk)
        return added

    @_engine_errors
    def held(self) -> int:
        """See `Building.held`."""
        self._client.indices.refresh(index=self._alias)
        return int(self._client.count(index=self._alias)["count"])

    @_engine_errors
    def not_found(self, sample: Sequence[PreparedDocument]) -> list[str]:
        """See `Building.not_found`."""
        self._client.indices.refresh(index=self._alias)
        return [d.ref for d in sample if not self._count(_title_query(d))]

    def _count(self, query: Mapping[str, Any]) -> int:
        return int(self._client.count(index=self._alias, query=dict(query))["count"])


def _search(query: EngineQuery) -> Search | None:
    """The query in Elasticsearch's terms; None when there is nothing to ask."""
    should = _words(field_votes(query))
    alternatives = [Q("bool", should=_words(votes)) for votes in alternative_votes(query)]
    if alternatives:
        should.append(Q("dis_max", queries=alternatives))
    if query.understood.code:
        code = Q("term", code=query.understood.code)
        should.append(Q("constant_score", filter=code, boost=CODE_WEIGHT))
    if query.pins:
        should.append(Q("constant_score", filter=Q("terms", ref=list(query.pins)), boost=PIN_WEIGHT))
    if not should:
        return None
    only = [Q("term", public=True)]
    only += [Q("terms", **{name: list(values)}) for name, values in query.filters.items() if values]
    return Search().query(Q("bool", should=should, filter=only, minimum_should_match=1))


def _words(votes: Iterable[Vote]) -> list[Any]:
    return [Q("term", **{name: {"value": token, "boost": weight}}) for name, token, weight in votes]


def _operation(alias: str, document: PreparedDocument) -> tuple[dict[str, Any], dict[str, Any]]:
    head = {"_index": alias, "_id": document.ref, "version": document.seq, "version_type": "external_gte"}
    body: dict[str, Any] = {
        "ref": document.ref,
        "seq": document.seq,
        "uid": document.uid,
        "public": document.public,
        "payload": document.payload,
    }
    if document.public:
        body |= document.fields
        body |= {name: list(values) for name, values in document.facets.items()}
        body |= {"code": document.code}
    return {"index": head}, body


def _title_query(document: PreparedDocument) -> dict[str, Any]:
    words = sorted(set(document.fields.get("title_f", "").split()))
    terms: list[tuple[str, Any]] = [("ref", document.ref), ("public", True), *(("title_f", w) for w in words)]
    return {"bool": {"filter": [{"term": {name: value}} for name, value in terms]}}


def _chunks(documents: Iterable[T], size: int) -> Iterator[list[T]]:
    stream = iter(documents)
    while chunk := list(itertools.islice(stream, size)):
        yield chunk
