"""The page's own two queries say what the counter says."""

import random
from datetime import date, timedelta

import pytest

from catalogue import counter
from catalogue.models.counter import CounterEntry, ProcedureVersion
from catalogue.views import reading
from tests.catalogue.counter_rows import CODE, SLUG, entry, record, version

pytestmark = [pytest.mark.django_db, pytest.mark.database]

START = date(2026, 1, 1)


def timeline(seed: int) -> None:
    """Up to nine versions: some undated, some corrected on their own day."""
    drawn = random.Random(seed)
    days = [None, *(START + timedelta(days=drawn.randrange(40)) for _ in range(5))]
    for number in range(1, drawn.randrange(2, 10)):
        version(
            number, since=drawn.choice(days), note=f"bản {number}", basis=drawn.choice(["act", "recorded"])
        )


@pytest.mark.parametrize("seed", range(12))
def test_history_and_the_version_in_force_agree_with_the_counter(seed: int) -> None:
    timeline(seed)
    version(1, since=START, record=record(code="1.000001"))
    for day in (START + timedelta(days=n) for n in range(-1, 42, 7)):
        found = reading.versions(CODE, day)
        names = ("pk", "number", "in_force_from", "basis", "caused_by", "note", "redacted")
        expected = [tuple(getattr(known, name) for name in names) for known in counter.history(CODE)]
        assert [row[:-1] for row in found] == expected
        chosen = counter.in_force(CODE, day)
        held = {row.pk: row.record for row in found if row.record}
        assert held == ({chosen.pk: chosen.record} if chosen else {})


def test_code_without_versions_has_no_history() -> None:
    assert reading.versions(CODE, START) == []
    assert ProcedureVersion.objects.count() == 0


def test_entry_is_the_counters() -> None:
    assert reading.found(SLUG) is None
    made = entry(public=False, reason="ended", replaced_by="1.001193", seq=7)
    found = reading.found(SLUG)
    assert found is not None
    names = [name for name in reading.Found._fields if name != "changed_at"]
    assert [getattr(found, name) for name in names] == [getattr(made, name) for name in names]
    assert found.public is False
    before = found.changed_at
    CounterEntry.objects.get().save()
    again = reading.found(SLUG)
    assert again is not None
    assert again.changed_at != before
