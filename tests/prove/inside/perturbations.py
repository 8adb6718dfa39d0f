"""The titles of the catalogue in every form in which people write them, and how well search finds them."""

import time
from random import Random
from statistics import quantiles

from catalogue.models import CounterEntry
from search.engines.stored_vocabulary import learnt
from search.evaluation.perturbation import PERTURBATIONS, perturbed
from search.indexing.prepared import prepare_document
from search.service import SearchRequest
from search.site import service, vocabulary
from search.sources import sources
from search.vietnamese import prepare, title_key
from search.vietnamese.reading import read_words

AS_IT_IS = "as it is"


def success(seed: int, number: int) -> dict[str, list[float]]:
    """Shares of ``number`` titles drawn by ``seed`` whose procedure comes first, and among the first three; by
    form. Procedures with the same title count as one."""
    entries = list(CounterEntry.objects.filter(public=True).order_by("code").values_list("code", "title"))
    drawn = Random(seed).sample(entries, min(number, len(entries)))
    found: dict[str, list[float]] = {}
    for name in (AS_IT_IS, *PERTURBATIONS):
        places = [
            _place(code, title if name == AS_IT_IS else perturbed(title, name, seed)) for code, title in drawn
        ]
        found[name] = [sum(place < most for place in places) / len(places) for most in (1, 3)]
    return found


def _place(code: str, text: str) -> int:
    """The place of a procedure among the results, from 0; 99 when it is not among the first three."""
    results = service().search(SearchRequest(text)).found[:3]
    groups = [(item.signals.ref, *item.twins) for item in results]
    return next((place for place, refs in enumerate(groups) if f"procedure:{code}" in refs), 99)


def reading(seed: int, number: int) -> dict[str, float]:
    """CPU milliseconds of reading a title with two slips: median and 95th of a hundred; of the vocabulary's first
    loading; its size in kilobytes."""
    begun = time.process_time()
    words = vocabulary()
    read_words("giaays khia snih", words)
    loading = 1000 * (time.process_time() - begun)
    titles = list(CounterEntry.objects.filter(public=True).order_by("code").values_list("title", flat=True))
    times = []
    for title in Random(seed).sample(titles, min(number, len(titles))):
        text = perturbed(title, "two typos", seed)[:200]
        begun = time.process_time()
        read_words(text, words)
        times.append(1000 * (time.process_time() - begun))
    cuts = quantiles(times, n=100)
    return {"p50": cuts[49], "p95": cuts[94], "loading": loading, "kilobytes": len(words.dump()) / 1000}


def restored(seed: int, held_out: int) -> dict[str, float]:
    """Share of the syllables of titles that get their marks back from a vocabulary which never saw procedures of
    these titles, and the 95th of a hundred of the CPU milliseconds a title."""
    documents = [document for source in sources() for document in source.documents() if document.code]
    drawn = {title_key(d.official_title) for d in Random(seed).sample(documents, held_out)}
    words = learnt(prepare_document(d) for d in documents if title_key(d.official_title) not in drawn)
    right, whole, times = 0, 0, []
    for title in sorted({d.official_title for d in documents if title_key(d.official_title) in drawn}):
        said = prepare(title)
        begun = time.process_time()
        guessed = words.restore(said.folded) or said.folded
        times.append(1000 * (time.process_time() - begun))
        right += sum(a == b for a, b in zip(said.exact, guessed, strict=True))
        whole += len(said.exact)
    return {"share": right / whole, "p95": quantiles(times, n=100)[94]}
