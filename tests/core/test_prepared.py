"""A query written once brings what the query written anew would, and what is in the database now."""

import pytest
from django.db.models import F

from catalogue.models.counter import CounterEntry
from portal.core.prepared import prepared
from tests.catalogue.counter_rows import entry

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_rows_and_annotations_are_those_of_the_queryset() -> None:
    made = 0

    def public() -> object:
        nonlocal made
        made += 1
        return CounterEntry.objects.filter(public=True, title__contains="100%").annotate(said=F("title"))

    entry(title="Giảm 100% lệ phí")
    entry(code="1.000002", slug="1-000002", title="100%", public=False)
    key = "test-prepared"
    first = list(prepared(key, public))  # type: ignore[arg-type]
    assert [(found.code, found.said, found.public) for found in first] == [
        ("1.004884", "Giảm 100% lệ phí", True)
    ]
    CounterEntry.objects.update(public=True)
    assert len(list(prepared(key, public))) == 2  # type: ignore[arg-type]
    assert made == 1
