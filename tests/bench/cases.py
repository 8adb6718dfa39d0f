"""What the page of a case costs: a procedure with a question answered, and with a place that had another name.

Both stand beside a bare Django view measured in the same run. The procedures are the shipped sample, the places the
shipped list of units.
"""

from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import urlencode

OLD_PLACE: Final = "phường Mân Thái, Sơn Trà"
"""A ward that was merged away, with the district it lay in."""
QUERIES: Final = {"answered": 4, "old place": 6}
"""The most that the page may ask of the database."""


def addresses() -> dict[str, str]:
    """Import the sample and its units; return the addresses to measure by name."""
    from catalogue.importing import seeding, seeds
    from catalogue.importing.run import import_file

    import_file(seeds.SAMPLE_FILE, origin="sample", overlay=seeds.SAMPLE_OVERLAY)
    seeding.apply_all()
    path, answers = _asking()
    return {
        "answered": f"{path}?{urlencode(answers)}",
        "old place": f"{path}?{urlencode({**answers, 'noi': OLD_PLACE})}",
    }


def _asking() -> tuple[str, dict[str, str]]:
    """The address of the sample's procedure with the most questions, and the first choice of each."""
    from catalogue.guidance.answers import PREFIX
    from catalogue.models import CounterEntry, ProcedureVersion
    from catalogue.record import read_record

    public = dict(CounterEntry.objects.filter(public=True).values_list("code", "slug"))
    versions = ProcedureVersion.objects.filter(code__in=public).order_by("code", "number")
    records = {version.code: read_record(version.record) for version in versions}
    record = max(records.values(), key=lambda one: (len(one.questions), len(one.papers), one.code))
    answers = {PREFIX + asked.key: asked.choices[0].key for asked in record.questions if asked.choices}
    return f"/thu-tuc/{public[record.code]}/", answers


def told(runs: dict[str, Callable[[], int]], costs: dict[str, float], bare: float) -> Iterator[str]:
    """Lines for the table; ``costs`` and ``bare`` are CPU seconds a request, the ratio is that to the bare view."""
    yield f"{'page of a case':36}{'CPU ms':>9}{'to bare':>10}   queries"
    for name, cost in costs.items():
        asked = _queries(runs[name])
        fits = "" if asked <= QUERIES[name] else "   TOO MANY"
        yield f"{name:36}{cost * 1000:>9.3f}{bare / cost:>10.3f}{asked:>10} of {QUERIES[name]}{fits}"


def _queries(run: Callable[[], int]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        run()
    return len(captured)
