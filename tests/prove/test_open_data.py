"""Open data: the whole imported catalogue conforms to our shapes, loads as RDF, and counts as the counter does."""

import csv
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import pytest
from rdflib import RDF, Namespace

from catalogue.opendata import shelf
from catalogue.record import ProcedureRecord, read_record
from tests.catalogue.opendata.turtle_files import fragments, graph, violations
from tests.prove.conftest import Figure, Imported

pytestmark = [pytest.mark.prove, pytest.mark.national]

CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
SIZE = 200  # records in a graph: some 25,000 statements
PROCESSES = 2
MOST_MIB = 400  # publishing must not hold the catalogue

Chunk = tuple[str, list[str]]


@pytest.fixture(scope="module")
def edition(national: Imported, folder: Path, figure: Figure) -> Iterator[shelf.Edition]:
    root = folder / "open-data"
    ran = national.portal.manage("publish_open_data", "--to", str(root))
    figure("publishing: seconds; most memory, MiB", f"{ran.seconds:.1f}; {ran.mib:.0f}")
    assert ran.mib < MOST_MIB
    found = shelf.latest(root)
    assert found is not None
    yield found
    shutil.rmtree(root)


@pytest.fixture(scope="module")
def records(edition: shelf.Edition) -> list[ProcedureRecord]:
    with (edition.folder / "procedures.jsonl").open(encoding="utf-8") as lines:
        return [read_record(line) for line in lines]


def chunks(path: Path) -> Iterator[Chunk]:
    pieces = fragments(path)
    header = next(pieces)
    while some := list(islice(pieces, SIZE)):
        yield header, some


def examine(chunk: Chunk) -> tuple[str, Counter[str]]:
    """What does not conform in a chunk, and what it counts."""
    found = graph(*chunk)
    costs = {cost: float(value) for cost, value in found.subject_objects(CV.hasValue)}
    kinds = {
        "procedures": CPSV.PublicService,
        "papers": CV.Evidence,
        "channels": CV.Channel,
        "outputs": CV.Output,
    }
    counts = Counter({name: len(set(found.subjects(RDF.type, kind))) for name, kind in kinds.items()})
    counts["fees_with_amount"] = sum(value > 0 for value in costs.values())
    counts["fees_free"] = sum(value == 0 for value in costs.values())
    counts["sum"] = sum(int(value * 100) for value in costs.values())
    counts["statements"] = len(found)
    return violations(found), counts


def test_the_whole_catalogue_conforms_and_counts_the_same(
    edition: shelf.Edition, records: list[ProcedureRecord], national: Imported, figure: Figure
) -> None:
    begun = time.monotonic()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        examined = list(pool.map(examine, chunks(edition.folder / "procedures.ttl")))
    total = sum((counts for _, counts in examined), Counter[str]())
    figure("statements in the Turtle", total["statements"])
    figure("seconds to load and check them", time.monotonic() - begun)
    assert [report for report, _ in examined if report] == []
    assert total["procedures"] == len(records) == national.report["public"]
    assert total["papers"] == sum(paper.kind == "paper" for record in records for paper in record.papers)
    assert total["channels"] == sum(len(record.channels) for record in records)
    assert total["outputs"] == sum(len(record.outputs) for record in records)
    fees = [fee for record in records for fee in record.fees]
    amounts = [fee.amount for fee in fees if fee.status == "amount" and fee.amount is not None]
    assert total["fees_with_amount"] == len(amounts)
    assert total["sum"] == sum(int(amount * 100) for amount in amounts)
    assert total["fees_free"] == sum(fee.status == "free" for fee in fees)
    for name, number in edition.counts.items():
        if name != "fees":
            assert total[name] == number, name


def test_the_tables_count_the_same(edition: shelf.Edition, records: list[ProcedureRecord]) -> None:
    assert _rows(edition, "procedures") == len(records)
    for name in ("papers", "fees", "channels"):
        assert _rows(edition, name) == sum(len(getattr(record, name)) for record in records), name
    with (edition.folder / "fees.csv").open(encoding="utf-8-sig", newline="") as lines:
        written = sum(Decimal(row["amount"]) for row in csv.DictReader(lines) if row["amount"])
    assert written == sum(fee.amount for record in records for fee in record.fees if fee.amount is not None)


def _rows(edition: shelf.Edition, name: str) -> int:
    with (edition.folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return sum(1 for _ in csv.DictReader(lines))
