"""What a page costs, as a ratio to a bare Django view measured in the same run.

The records are the median and the 99th percentile of the national file by size, or of the sample procedures when
the file is not there. A ratio of 0.10 means: ten bare views cost what one page costs.
"""

import gc
import io
import lzma
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

WARM_UP = 30
ROUNDS = 7
SECONDS = 0.6  # of CPU a round


def main() -> None:
    """Prepare a database of two procedures, then measure in turn, round by round."""
    import django

    django.setup()
    paths = prepare()
    _measure(paths)
    _measure_programs(paths)
    _measure_guidance()
    _measure_cases()


def _measure_programs(paths: dict[str, str]) -> None:
    from tests.bench.programs import told

    print(*told(paths), sep="\n")


def prepare() -> dict[str, str]:
    """Import the two records and return their addresses."""
    from django.conf import settings
    from django.core.management import call_command

    from catalogue.models import CounterEntry

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    national = settings.NATIONAL_DATA / "national_procedures.jsonl.xz"
    sample = settings.BASE_DIR / "catalogue" / "seed" / "sample_procedures.jsonl"
    with (
        lzma.open(national, "rt", encoding="utf-8")
        if national.exists()
        else sample.open(encoding="utf-8") as source
    ):
        lines = sorted(source, key=len)
    chosen = {"median": lines[len(lines) // 2], "p99": lines[int(len(lines) * 0.99)]}
    file = Path(settings.VAR_DIR) / "chosen.jsonl"
    file.write_text("".join(chosen.values()), encoding="utf-8")
    call_command("import_national", str(file), verbosity=0, stdout=io.StringIO())
    slugs = list(CounterEntry.objects.filter(public=True).values_list("code", "slug"))
    return {
        name: next(f"/thu-tuc/{slug}/" for code, slug in slugs if f'"{code}"' in line)
        for name, line in chosen.items()
    }


def _measure(paths: dict[str, str]) -> None:
    """Print CPU milliseconds a request, requests a second of CPU, and the ratios to the bare views."""
    from django.core.handlers.wsgi import WSGIHandler

    handler = WSGIHandler()
    bare = WSGIHandler()
    bare._middleware_chain = _bare_chain()
    runs: dict[str, Callable[[], int]] = {
        "bare view, no middleware": request(bare, "/bare/"),
        "bare view, this site's middleware": request(handler, "/healthz"),
        **{f"procedure, {name}": request(handler, path) for name, path in paths.items()},
        **{f"procedure, {name}, rendered anew": anew(request(handler, path)) for name, path in paths.items()},
        "search": request(handler, "/tim-kiem/?q=khai+sinh"),
        "home": request(handler, "/"),
    }
    costs = {name: [] for name in runs}
    sizes = {name: run() for name, run in runs.items()}
    for run in runs.values():
        for _ in range(WARM_UP):
            run()
    for _ in range(ROUNDS):
        for name, run in runs.items():
            costs[name].append(_cost(run))
    _print({name: statistics.median(found) for name, found in costs.items()}, sizes)


def _measure_guidance() -> None:
    """Print what working out a case costs, without the page around it."""
    from django.conf import settings

    from tests.bench.guiding import guidances, told

    costs, bare = _beside_bare(guidances(Path(settings.VAR_DIR)))
    print("", *told(costs, bare), sep="\n")


def _measure_cases() -> None:
    """Print what the page of a case costs, and how much it asks of the database."""
    from django.core.handlers.wsgi import WSGIHandler

    from tests.bench.cases import addresses, told

    handler = WSGIHandler()
    runs = {name: request(handler, address) for name, address in addresses().items()}
    costs, bare = _beside_bare(runs)
    print("", *told(runs, costs, bare), sep="\n")


def _beside_bare(runs: dict[str, Callable[[], int]]) -> tuple[dict[str, float], float]:
    """The median costs of ``runs``, and that of a bare view measured between them."""
    from django.core.handlers.wsgi import WSGIHandler

    handler = WSGIHandler()
    handler._middleware_chain = _bare_chain()
    measured = {"": request(handler, "/bare/"), **runs}
    costs: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(ROUNDS):
        for name, run in measured.items():
            costs[name].append(_cost(run))
    medians = {name: statistics.median(found) for name, found in costs.items()}
    return medians, medians.pop("")


def _bare_chain() -> Callable[[object], object]:
    from django.http import HttpResponse

    return lambda request: HttpResponse("ok")


def request(handler: object, address: str) -> Callable[[], int]:
    from django.test import RequestFactory

    path, _, query = address.partition("?")
    environ = RequestFactory(SERVER_NAME="localhost").get(path).environ | {"QUERY_STRING": query}

    def run() -> int:
        status: list[str] = []
        body = handler(dict(environ), lambda code, headers: status.append(code))  # type: ignore[operator]
        size = sum(len(part) for part in body)
        body.close()
        if not status[0].startswith("200"):
            sys.exit(f"{address}: {status[0]}")
        return size

    return run


def anew(run: Callable[[], int]) -> Callable[[], int]:
    """The same request when no page is kept in memory."""
    from catalogue.views import kept

    def render() -> int:
        kept.kept_pages.clear()
        return run()

    return render


def _cost(run: Callable[[], int]) -> float:
    """CPU seconds of one request, averaged over a round."""
    gc.collect()
    count, start = 0, time.process_time()
    while time.process_time() - start < SECONDS:
        run()
        count += 1
    return (time.process_time() - start) / count


def _print(costs: dict[str, float], sizes: dict[str, int]) -> None:
    bare, with_middleware = list(costs.values())[:2]
    print(f"{'request':36}{'CPU ms':>9}{'requests/s':>12}{'bytes':>9}{'to bare':>10}{'to bare+mw':>12}")
    for name, cost in costs.items():
        ratios = f"{bare / cost:>10.3f}{with_middleware / cost:>12.3f}"
        print(f"{name:36}{cost * 1000:>9.3f}{1 / cost:>12.0f}{sizes[name]:>9}{ratios}")


if __name__ == "__main__":
    main()
