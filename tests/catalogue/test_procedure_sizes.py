"""Real records as pages: none too heavy for a thin network, none with an unknown fee that looks free."""

import gzip
import lzma
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from catalogue.counter import public_records
from catalogue.models.counter import CounterEntry
from catalogue.record import ProcedureRecord
from catalogue.views.kept import kept_pages

FILE = Path(settings.NATIONAL_DATA) / "national_procedures.jsonl.xz"
LIGHT = 14 * 1024  # bytes, gzipped: 99 of 100 pages
HEAVIEST = 26 * 1024  # bytes, gzipped: any page
LONGEST = 40
EVERY = 60

pytestmark = [
    pytest.mark.national,
    pytest.mark.django_db,
    pytest.mark.skipif(not FILE.exists(), reason="the national records are not beside the repository"),
]


@pytest.fixture
def records(tmp_path: Path) -> dict[str, tuple[CounterEntry, ProcedureRecord]]:
    """The longest records of the file and every sixtieth of the others, imported."""
    with lzma.open(FILE, "rt", encoding="utf-8") as stream:
        lines = sorted(stream, key=len, reverse=True)
    chosen = tmp_path / "some.jsonl"
    chosen.write_text("".join([*lines[:LONGEST], *lines[LONGEST::EVERY]]), encoding="utf-8")
    call_command("import_national", str(chosen), verbosity=0)
    kept_pages.clear()
    found = public_records(CounterEntry.objects.values_list("code", flat=True))
    assert len(found) > LONGEST
    return found


def test_pages_of_real_records(
    client: Client, records: dict[str, tuple[CounterEntry, ProcedureRecord]]
) -> None:
    sizes = []
    for entry, record in records.values():
        response = client.get(f"/thu-tuc/{entry.slug}/")
        assert response.status_code == 200, entry.code
        html = response.content.decode()
        sizes.append((len(gzip.compress(response.content, 6)), entry.code))
        if all(fee.status == "unknown" for fee in record.fees):
            assert "fee--free" not in html, entry.code
            fact = html.split("#coin")[1].split("</dd>")[0]
            assert "Chưa có số liệu" in fact, entry.code
        assert len(re.findall(r"<h1[ >]", html)) == 1
    assert max(sizes)[0] <= HEAVIEST, max(sizes)
    assert sum(size > LIGHT for size, _ in sizes) <= len(sizes) // 100, sorted(sizes)[-5:]
