"""What working out a case costs: guidance for the longest record, beside a bare Django view measured in the same run.

The longest record is the one with the most papers, fees and steps of the national file; when the file is not there,
one of that size made here.
"""

import io
import json
import lzma
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from catalogue.record import AppliesWhen, Fee, Method, Paper, ProcedureRecord

TODAY = date(2026, 11, 24)
METHODS: "tuple[Method, ...]" = ("in_person", "online", "post")
LIMIT = 5.0  # CPU ms
PAPERS, FEES, STEPS = 224, 108, 16  # the most that any record of the national file has of each


def guidances(folder: Path) -> dict[str, Callable[[], int]]:
    """What to measure, by name: the longest record with nothing answered and with its first choices."""
    from catalogue.guidance import Situation, guide

    runs: dict[str, Callable[[], int]] = {}
    for name, record in (("longest", _longest(folder) or _made()), ("all maxima", _made())):
        given = {question.key: question.choices[0].key for question in record.questions if question.choices}
        for words, answers in (("", {}), (", answered", given)):
            situation = Situation(on=TODAY, given=answers)
            runs[f"guidance, {name}{words}"] = lambda record=record, situation=situation: len(  # type: ignore[misc]
                guide(record, situation).papers.needs
            )
    return runs


def told(costs: dict[str, float], bare: float) -> list[str]:
    """Lines for the table; ``costs`` and ``bare`` are CPU seconds a run. The ratio is that to the bare view."""
    lines = [f"{'guidance':36}{'CPU ms':>9}{'to bare':>10}   at most {LIMIT:.0f} ms"]
    for name, cost in costs.items():
        fits = "" if cost * 1000 <= LIMIT else "   TOO SLOW"
        lines.append(f"{name:36}{cost * 1000:>9.3f}{bare / cost:>10.3f}{fits}")
    return lines


def _longest(folder: Path) -> "ProcedureRecord | None":
    """Import the longest line of the national file; None when there is no file."""
    from django.conf import settings
    from django.core.management import call_command

    from catalogue.models import ProcedureVersion
    from catalogue.record import read_record

    national = settings.NATIONAL_DATA / "national_procedures.jsonl.xz"
    if not national.exists():
        return None
    with lzma.open(national, "rt", encoding="utf-8") as source:
        longest = max((json.loads(line) for line in source), key=lambda line: _rows(line["detail"]))
    file = folder / "longest.jsonl"
    file.write_text(json.dumps(longest, ensure_ascii=False), encoding="utf-8")
    call_command("import_national", str(file), verbosity=0, stdout=io.StringIO())
    version = ProcedureVersion.objects.filter(code=longest["code"].strip()).order_by("-number").first()
    return read_record(version.record) if version else None


def _rows(detail: dict[str, Any]) -> int:
    if detail.get("isInternal"):
        return 0
    papers = [row for case in _list(detail, "executionCases") for row in _list(case, "profileComponents")]
    fees = [row for way in _list(detail, "executionMethods") for row in _list(way, "fees")]
    return len(papers) + len(fees) + len(_list(detail, "executionSteps"))


def _list(of: dict[str, Any], name: str) -> list[Any]:
    return [item for item in of.get(name) or [] if item is not None]


def _made() -> "ProcedureRecord":
    """A record with as many papers, fees and steps as any, half of them under five questions."""
    from catalogue import record as r

    choices = tuple(r.Choice(key=str(number), label=r.Text(vi="Có")) for number in range(4))
    channels = tuple(
        r.Channel(key=method, method=method, time=r.Duration(quantity=Decimal(15), unit="working_day"))
        for method in METHODS
    )
    return r.ProcedureRecord(
        code="0.000000",
        title=r.Text(vi="Dài nhất"),
        official_title=r.Text(vi="Dài nhất"),
        questions=tuple(r.Question(key=f"q{n}", text=r.Text(vi="?"), choices=choices) for n in range(5)),
        papers=_papers(),
        channels=channels,
        fees=_fees(),
        steps=tuple(r.Step(key=str(n), text=r.Text(vi="Bước"), applies_when=_when(n)) for n in range(STEPS)),
    )


def _when(number: int) -> "AppliesWhen":
    from catalogue.record import Condition

    if number % 2:
        return ()
    return (Condition(question=f"q{number % 5}", choices=(str(number % 4),)),)


def _papers() -> "tuple[Paper, ...]":
    from catalogue.record import Paper, Text

    return tuple(
        Paper(
            key=str(n),
            name=Text(vi="Giấy"),
            one_of=f"g{n // 12}" if n % 6 == 0 else None,
            applies_when=_when(n),
        )
        for n in range(PAPERS)
    )


def _fees() -> "tuple[Fee, ...]":
    """Flat ones and ones by tiers, for all ways to hand in."""
    from catalogue.record import Fee, FeeRule, Source, Tier

    tiers = FeeRule(
        kind="tiers", tiers=(Tier(up_to=2, amount=Decimal(2000)), Tier(up_to=None, amount=Decimal(1000)))
    )
    return tuple(
        Fee(
            key=str(n),
            status="amount",
            amount=Decimal(10_000 + n),
            rule=tiers if n % 3 == 0 else None,
            channel=METHODS[n % len(METHODS)],
            together=n % 4 == 0,
            applies_when=_when(n),
            source=Source(kind="unknown"),
        )
        for n in range(FEES)
    )
