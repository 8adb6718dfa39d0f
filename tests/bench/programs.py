"""What one procedure costs from the API, as a ratio to its page for people measured in the same run.

`python -m tests.bench programs`: the median of the national file by size, or of the sample when that is not there.
"""

import statistics
import time
from collections.abc import Callable
from typing import Final

REQUESTS: Final = 400
ROUNDS: Final = 5
MOST: Final = 1.2
"""Times the page's cost that the API may take."""


def main() -> None:
    """Prepare a database of two procedures, measure in turn, print the ratios."""
    import django

    django.setup()
    from tests.bench.pages import prepare

    print(*told(prepare()), sep="\n")


def told(paths: dict[str, str]) -> list[str]:
    """A line for each page: p50 of the page and of the API, and their ratio; ``paths`` are addresses of pages."""
    return [_line(name, path) for name, path in paths.items()]


def _line(name: str, path: str) -> str:
    from django.core.handlers.wsgi import WSGIHandler

    from catalogue.models import CounterEntry
    from tests.bench.pages import anew, request

    code = CounterEntry.objects.get(slug=path.strip("/").rpartition("/")[2]).code
    handler = WSGIHandler()
    page = request(handler, path)
    answer = request(handler, f"/api/v1/procedures/{code}")
    kept = _p50s(page, answer)
    anew = _p50s(anew(page), _answered_anew(answer))
    return f"{f'API, one procedure, {name}':40}" + "; ".join(
        f"{how} {two * 1000:.2f} ms, {two / one:.2f} x the page's {one * 1000:.2f} ms (at most {MOST})"
        for how, (one, two) in (("p50", kept), ("made anew", anew))
    )


def _answered_anew(run: Callable[[], int]) -> Callable[[], int]:
    """The same request when no answer is kept in memory."""
    from portal.api.procedures import kept_answers

    def answered() -> int:
        kept_answers.clear()
        return run()

    return answered


def _p50s(*runs: Callable[[], int]) -> tuple[float, ...]:
    """Seconds of each at the median, all measured in turn."""
    for run in runs:
        for _ in range(20):
            run()
    found: list[list[float]] = [[] for _ in runs]
    for _ in range(ROUNDS):
        for run, times in zip(runs, found, strict=True):
            for _ in range(REQUESTS // ROUNDS):
                begun = time.perf_counter()
                run()
                times.append(time.perf_counter() - begun)
    return tuple(statistics.median(times) for times in found)


if __name__ == "__main__":
    main()
