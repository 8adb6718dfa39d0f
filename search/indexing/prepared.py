"""A document turned into what engines store: prepared field strings and a compact payload of signals."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from typing import Any, NamedTuple

from search.ranking import Names, Signals, bare_title
from search.sources import FACETS, SearchDocument
from search.vietnamese.prepare import bigrams, prepare
from search.vietnamese.text import title_key
from search.vietnamese.vocabulary import Spoken

#: Characters of body text that are indexed of one document; the rest tells procedures apart no better.
MAX_BODY = 6000
#: Characters of it that the vocabulary learns from; of more it gains a thousandth of titles' marks, and is slower.
MAX_RUNNING = 500
TEXT_FIELDS = ("title_f", "title_x", "title_b", "alias_f", "alias_x", "alias_b", "body_f", "english", "all_f")


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """What an engine writes. `uid` names this version of the document; `payload` gives its `Signals` back.

    `spoken` is what the vocabulary learns from: names, running text, the English title.
    """

    ref: str
    seq: int
    public: bool
    uid: int
    code: str
    fields: dict[str, str]
    facets: dict[str, tuple[str, ...]]
    payload: str
    spoken: Spoken | None = None


def uid_of(ref: str, seq: int) -> int:
    """A 53-bit number for (ref, seq): exact in JSON and in engines' numeric fields."""
    digest = hashlib.blake2b(f"{ref}\x00{seq}".encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 11


def hidden(ref: str, seq: int) -> PreparedDocument:
    """A document that keeps its place and version, and is never found."""
    payload = json.dumps({"ref": ref, "hidden": int(time.time())})
    return PreparedDocument(ref, seq, False, uid_of(ref, seq), "", {}, {}, payload)


def hidden_since(payload: str) -> float:
    """Seconds since 1970 at which a document was hidden; 0 when its payload does not say."""
    try:
        return float(json.loads(payload).get("hidden", 0))
    except (ValueError, TypeError, AttributeError):
        return 0.0


def prepare_document(document: SearchDocument) -> PreparedDocument:
    """Prepare a document for any engine; a document that is not public becomes a hidden one.

    Raises ValueError for a facet that is not in `FACETS`.
    """
    unknown = set(document.facets) - set(FACETS)
    if unknown:
        raise ValueError(f"{document.ref}: unknown facets {sorted(unknown)}")
    if not document.public:
        return hidden(document.ref, document.seq)
    title = _Said.of(document.official_title or document.title_vi or document.title_en)
    plain = (document.title_vi,) if document.official_title and document.title_vi else ()
    aliases = [_Said.of(alias) for alias in (*document.aliases, *plain)]
    facets = {**{k: tuple(v) for k, v in document.facets.items() if v}, "kind": (document.kind,)}
    return PreparedDocument(
        ref=document.ref,
        seq=document.seq,
        public=True,
        uid=uid_of(document.ref, document.seq),
        code=document.code,
        fields=_fields(document, title, aliases),
        facets=facets,
        payload=_payload(document, title, aliases, facets),
        spoken=_spoken(document),
    )


def _spoken(document: SearchDocument) -> Spoken:
    names = dict.fromkeys((document.official_title, document.title_vi, *document.aliases))
    running = " ".join(text for _, text in document.body)[:MAX_RUNNING]
    return Spoken(tuple(filter(None, names)), running, document.title_en)


class _Said(NamedTuple):
    """The tokens of a name, each list made once."""

    exact: tuple[str, ...]
    folded: tuple[str, ...]
    bigrams: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> _Said:
        prepared = prepare(text)
        folded = prepared.folded
        return cls(prepared.exact, folded, bigrams(folded))


def _fields(document: SearchDocument, title: _Said, aliases: list[_Said]) -> dict[str, str]:
    body = prepare(" ".join(text for _, text in document.body)[:MAX_BODY])
    fields = {
        "title_f": " ".join(title.folded),
        "title_x": " ".join(title.exact),
        "title_b": " ".join(title.bigrams),
        "alias_f": " ".join(token for a in aliases for token in a.folded),
        "alias_x": " ".join(token for a in aliases for token in a.exact),
        "alias_b": " ".join(token for a in aliases for token in a.bigrams),
        "body_f": " ".join(body.folded),
        "english": " ".join(prepare(document.title_en).folded),
    }
    fields["all_f"] = " ".join(sorted({*title.folded, *(t for a in aliases for t in a.folded)}))
    return fields


def _payload(
    document: SearchDocument, title: _Said, aliases: list[_Said], facets: dict[str, tuple[str, ...]]
) -> str:
    said = {
        "ref": document.ref,
        "title": [" ".join(title.exact), " ".join(title.folded)],
        "english": " ".join(prepare(document.title_en).folded),
        "aliases": [[" ".join(a.exact), " ".join(a.folded)] for a in aliases],
        "facets": facets,
        "code": document.code,
        "group": f"{document.kind}:{title_key(document.official_title or document.title_vi)}",
        "popularity": document.popularity,
        "base": document.is_base,
        "family": document.family,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def read_signals(payload: str) -> Signals:
    """The signals of a payload. Raises ValueError when it is not one of ours."""
    said: dict[str, Any] = json.loads(payload)
    if "title" not in said:
        raise ValueError("a hidden document has no signals")
    return Signals(
        ref=said["ref"],
        title=_names(said["title"]),
        title_text=bare_title(said["title"][1]),
        aliases=tuple(_names(alias) for alias in said["aliases"]),
        english=frozenset(said["english"].split()),
        code=said["code"],
        facets={name: tuple(values) for name, values in said["facets"].items()},
        group=said["group"],
        popularity=said["popularity"],
        is_base=said["base"],
        family=said.get("family", ""),
    )


def _names(pair: list[str]) -> Names:
    return Names(*pair)
