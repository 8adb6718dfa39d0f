"""What a search costs, and a rebuild: on the whole national catalogue, and on 100,000 documents made from it.

Times stand beside that of a bare Django view measured in the same run; the ratios are what may be compared between
machines. A portal that has no procedures gets those of the national file first, which takes some minutes.
"""

import io
import os
import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

SEED = 5
QUERIES = 300
BARE = 2000
SYNTHETIC = 100_000
ENDINGS = ("", " cần giấy tờ gì", " hết bao nhiêu tiền", " ở đâu", " mất bao lâu")


def main() -> None:
    """Print the table; an empty portal is filled first."""
    import django

    django.setup()
    if _filled():
        measure()


def _filled() -> bool:
    """Whether there is anything to search, once the national file is imported where nothing was."""
    from django.conf import settings
    from django.core.management import call_command

    from catalogue.models import CounterEntry
    from portal.core.draining import stop_threads

    call_command("migrate", verbosity=0)
    settings.STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns when it is not there
    national = settings.NATIONAL_DATA / "national_procedures.jsonl.xz"
    if CounterEntry.objects.exists():
        return True
    if not national.exists():
        print("\nsearch: the national records are not beside the repository (NATIONAL_DATA)")
        return False
    print("\nsearch: importing the national records takes some minutes", flush=True)
    call_command("import_national", str(national), verbosity=0, stdout=io.StringIO())
    stop_threads()  # a rebuild forks, and what else this process does would stand in the times
    return True


def measure() -> None:
    """Rebuild and search with each engine, then at 100,000 documents."""
    from search.engines.select import engines

    texts = list(queries())
    with _elasticsearch():
        for engine in engines():
            _rebuilt(engine)
        bare = statistics.median(_times(_bare_view(), range(BARE)))
        print(f"{'bare view, p50':52}{bare * 1000:9.3f} ms")
        for engine in engines():
            _grown(engine, texts, _searched(engine, texts, bare))


@contextmanager
def _elasticsearch() -> Iterator[None]:
    """A real Elasticsearch beside the embedded engine, when there can be one."""
    from django.conf import settings

    from tests.services.availability import UnavailableError
    from tests.services.elasticsearch import elasticsearch

    try:
        with elasticsearch() as url:
            settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_URL or url
            settings.SEARCH_INDEX_PREFIX = f"bench-{os.getpid()}"
            yield
            _remove(url)
    except UnavailableError as error:
        print(f"Elasticsearch: {error}")
        yield


def _remove(url: str) -> None:
    from search.engines.select import engine
    from search.indexing.synthetic import synthetic_engine

    for one in (engine("elasticsearch"), synthetic_engine("elasticsearch")):
        one.remove_all()  # type: ignore[attr-defined]


def queries() -> Iterator[str]:
    """Parts of titles with what people ask about them, every other one without marks; the same each time."""
    from search.indexing.stream import all_documents
    from search.vietnamese.text import fold

    titles = sorted(document.official_title for document in all_documents() if document.official_title)
    drawn = random.Random(SEED)
    for number in range(QUERIES):
        words = drawn.choice(titles).split()
        begin = drawn.randrange(max(1, len(words) - 5))
        text = " ".join(words[begin : begin + drawn.randint(2, 6)]) + drawn.choice(ENDINGS)
        yield fold(text) if number % 2 else text


def _rebuilt(engine: Any) -> None:
    from search.indexing.rebuild import rebuild

    begun = time.perf_counter()
    held = rebuild(engine).documents
    print(f"{engine.name + ', rebuild':52}{held / (time.perf_counter() - begun):9.0f} documents a second")


def _bare_view() -> Callable[[object], object]:
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpResponse
    from django.test import RequestFactory

    handler = WSGIHandler()
    handler._middleware_chain = lambda request: HttpResponse("ok")
    environ = RequestFactory(SERVER_NAME="localhost").get("/bare/").environ

    def run(_: object) -> object:
        answer = handler(dict(environ), lambda status, headers: None)
        answer.close()
        return answer

    return run


def _search(engine: Any) -> Callable[[Any], object]:
    """Understanding, engine, ranking, and the data of the first page of results."""
    from django.utils import timezone

    from search import sources
    from search.service import SearchRequest, SearchService
    from search.site import level_prior, lexicon, vocabulary

    statistics_of = engine if hasattr(engine, "idf") else _embedded()

    def run(text: Any) -> object:
        service = SearchService(engine, statistics_of, level_prior(), vocabulary(), lexicon())
        found = service.search(SearchRequest(text))
        return sources.cards(found.refs[:10], frozenset(found.understood.asked), "vi", timezone.localdate())

    return run


def _embedded() -> Any:
    from search.engines.select import embedded

    return embedded()


def _searched(engine: Any, texts: list[str], bare: float) -> list[float]:
    run = _search(engine)
    _times(run, texts)
    found = _times(run, texts)
    _say(f"{engine.name}, understand + engine + page data", found, bare)
    return found


def _grown(engine: Any, texts: list[str], before: list[float]) -> None:
    """The same on many more documents."""
    from search.indexing.synthetic import build_synthetic, synthetic_engine

    many = synthetic_engine(engine.name)
    begun = time.perf_counter()
    held = build_synthetic(many, SYNTHETIC)
    seconds = time.perf_counter() - begun
    print(f"{f'{engine.name}, {held} synthetic documents':52}{held / seconds:9.0f} documents a second")
    run = _search(many)
    _times(run, texts)
    now, then = (statistics.median(found) * 1000 for found in (_times(run, texts), before))
    print(f"{f'{engine.name}, the same at {held}':52}{now:9.2f} ms p50, {now / then:.2f} times as much")


def _times(run: Callable[[Any], object], over: Iterable[Any]) -> list[float]:
    """Seconds of each run."""
    found = []
    for one in over:
        begun = time.perf_counter()
        run(one)
        found.append(time.perf_counter() - begun)
    return found


def _say(name: str, seconds: list[float], bare: float) -> None:
    ordered = sorted(seconds)
    p50, p95 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    print(
        f"{name:52}{p50 * 1000:9.2f} ms p50{p95 * 1000:9.2f} ms p95"
        f"{p50 / bare:9.0f} x bare p50{p95 / bare:9.0f} x bare p95"
    )


if __name__ == "__main__":
    main()
