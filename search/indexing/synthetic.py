"""Documents made from the real ones by recombination, to measure at a size that the catalogue has not reached.

Words keep the frequencies they have and stand beside each other as they do, so that lists of documents by word are as
long as they would be. They go into an index of their own and are never found on the site.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from django.conf import settings

from search.engines.base import Building, Engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.indexing.prepared import PreparedDocument, hidden
from search.indexing.rebuild import Progress
from search.indexing.stream import StreamError, all_documents, apart
from search.sources import SearchDocument

SEED = 20
FOLDER = "index-synthetic"
PREFIX = "mot-cua-synthetic"


class NothingToRecombine(Exception):
    """There is no public document to make others from."""


def synthetic_engine(name: str) -> Engine:
    """The engine of that name on an index of its own, apart from the site's. Raises LookupError."""
    if name == "embedded":
        return EmbeddedEngine(Path(settings.VAR_DIR) / FOLDER)
    if name == "elasticsearch" and settings.ELASTICSEARCH_URL:
        return ElasticsearchEngine(settings.ELASTICSEARCH_URL, PREFIX)
    raise LookupError(f"this site has no engine {name!r}")


def recombined(real: Sequence[SearchDocument], number: int, seed: int = SEED) -> Iterator[SearchDocument]:
    """`number` documents: the first ones real, each further one of the parts of four, the same for the same seed."""
    drawn = random.Random(seed)
    yield from real[:number]
    for at in range(len(real), number):
        first, second, third, fourth = drawn.choices(real, k=4)
        title = _half(first.official_title, second.official_title)
        yield replace(
            first,
            ref=f"{first.kind}:synthetic-{at}",
            seq=1,
            title_vi=title,
            official_title=title,
            title_en=_half(first.title_en, second.title_en),
            aliases=(*third.aliases[::2], *fourth.aliases[1::2]),
            body=third.body,
            code=f"9.{at:06}",
        )


def _half(first: str, second: str) -> str:
    """The first half of one text's words, the second half of the other's."""
    left, right = first.split(), second.split()
    return " ".join([*left[: (len(left) + 1) // 2], *right[len(right) // 2 :]])


def build_synthetic(engine: Engine, number: int, progress: Progress = lambda done: None) -> int:
    """Fill an index of its own with `number` documents; how many it holds.

    Raises NothingToRecombine, EngineError.
    """
    real = list(all_documents())
    if not real:
        raise NothingToRecombine("there is no public document to make others from")
    with engine.building(hidden) as building:
        return _fill(building, partial(recombined, real, number), progress)


def _fill(building: Building, documents: partial[Iterator[SearchDocument]], progress: Progress) -> int:
    def stream() -> Iterator[PreparedDocument]:
        for prepared in apart(documents):
            if isinstance(prepared, str):
                raise StreamError(f"{prepared} could not be prepared")
            progress(1)
            # The vocabulary is the site's: what recombination puts side by side nobody says.
            yield replace(prepared, spoken=None)

    return building.add(stream())
