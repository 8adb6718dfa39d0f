"""Rules 1 and 10: versions are appended, dated, and never changed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction

from catalogue import counter
from catalogue.models import CounterEntry, ProcedureVersion, Redaction
from catalogue.record import ProcedureRecord, Text
from portal.core import outbox
from portal.core.models import OutboxEntry

from .factories import LegalActFactory, publish, published

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def record(title: str = "A", code: str = "1.000001") -> ProcedureRecord:
    return ProcedureRecord(code=code, title=Text(vi=title), official_title=Text(vi=title))


def append(title: str, dated: date | None = None) -> list[ProcedureVersion]:
    CounterEntry.objects.get_or_create(code="1.000001")
    edition = counter.Edition(record(title), in_force_from=dated, explicit_date=dated is not None)
    return counter.append([edition])


def title_on(day: date) -> str | None:
    version = counter.in_force("1.000001", day)
    return version and counter.read_record(version.record).title.vi


def test_the_first_version_has_no_date_and_later_ones_are_recorded_today():
    [first] = append("A")
    [second] = append("B")
    assert (first.number, first.in_force_from, first.basis) == (1, None, "recorded")
    assert (second.number, second.in_force_from, second.basis) == (2, counter.today(), "recorded")


def test_in_force_is_the_greatest_date_then_number_and_null_is_earliest():
    append("first")
    append("later", date(2026, 3, 1))
    append("earlier", date(2026, 1, 1))
    append("correction", date(2026, 1, 1))
    assert title_on(date(2025, 12, 31)) == "first"
    assert title_on(date(2026, 1, 1)) == "correction"
    assert title_on(date(2026, 2, 28)) == "correction"
    assert title_on(date(2026, 3, 1)) == "later"
    assert {
        code: v.number for code, v in counter.versions_in_force(["1.000001"], date(2026, 3, 2)).items()
    } == {"1.000001": 2}


def test_before_the_first_dated_version_nothing_is_in_force():
    append("dated", date(2026, 1, 1))
    assert counter.in_force("1.000001", date(2025, 12, 31)) is None


def test_an_equal_record_makes_no_version():
    append("A")
    assert append("A") == []
    assert append("A", date(2026, 5, 1)) != []
    assert append("A", date(2026, 5, 1)) == []


def test_a_future_version_is_not_shown_before_its_day_and_queues_its_update():
    append("now")
    day = counter.today() + timedelta(days=30)
    append("future", day)
    assert title_on(counter.today()) == "now"
    assert title_on(day) == "future"
    entry = OutboxEntry.objects.get(topic=counter.DUE)
    assert (entry.key, entry.due_at) == ("1.000001", counter.start_of(day))


def test_an_undated_change_after_a_future_version_corrects_the_future_one():
    append("now")
    day = counter.today() + timedelta(days=30)
    append("future", day)
    [correction] = append("future, corrected")
    assert correction.in_force_from == day
    assert title_on(counter.today()) == "now"


def test_the_due_day_raises_seq_and_relists():
    page = published(title="Bây giờ")
    day = counter.today() + timedelta(days=3)
    publish(page, title="Sắp tới", next_in_force_from=day)
    before = CounterEntry.objects.get(code=page.code)
    assert before.title == "Bây giờ"
    outbox.drain(counter.start_of(day) + timedelta(seconds=1))
    after = CounterEntry.objects.get(code=page.code)
    assert after.seq > before.seq


def test_publishing_carries_the_next_version_s_date_cause_and_note_and_clears_them():
    act = LegalActFactory(number="18/2026/NĐ-CP", slug="18-2026-nd-cp")
    page = published()
    page = publish(
        page,
        title="Tên mới",
        next_in_force_from=date(2026, 2, 1),
        next_caused_by=act,
        next_note="Bớt một giấy tờ",
    )
    version = counter.history(page.code).first()
    assert (version.in_force_from, version.basis, version.caused_by, version.note) == (
        date(2026, 2, 1),
        "act",
        "18/2026/NĐ-CP",
        "Bớt một giấy tờ",
    )
    assert (page.next_in_force_from, page.next_caused_by, page.next_note) == (None, None, "")
    opened = page.get_latest_revision_as_object()
    assert (opened.next_in_force_from, opened.next_caused_by, opened.next_note) == (None, None, "")


def test_model_and_queryset_refuse_change():
    [version] = append("A")
    with pytest.raises(PermissionDenied):
        version.save()
    with pytest.raises(PermissionDenied):
        version.delete()
    with pytest.raises(PermissionDenied):
        ProcedureVersion.objects.filter(pk=version.pk).update(note="x")
    with pytest.raises(PermissionDenied):
        ProcedureVersion.objects.all().delete()


def test_the_database_itself_refuses_an_update():
    [version] = append("A")
    bare = models.QuerySet(ProcedureVersion).filter(pk=version.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        bare.update(note="x")
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError), transaction.atomic():
            bare.delete()
    assert ProcedureVersion.objects.get(pk=version.pk).note == ""


def test_redaction_is_the_one_logged_exception():
    page = published()
    publish(page, title="Tên khác")
    call_command("redact_version", page.code, "1", "--reason", "có số điện thoại của một người")
    version = ProcedureVersion.objects.get(code=page.code, number=1)
    record = counter.read_record(version.record)
    assert (version.redacted, record.papers, record.title.vi) == (True, (), "Đăng ký khai sinh")
    assert version.record_hash == record.hash
    assert Redaction.objects.get().reason == "có số điện thoại của một người"
    with pytest.raises(CommandError):
        call_command("redact_version", page.code, "1", "--reason", "lần nữa")
    with pytest.raises(DatabaseError), transaction.atomic():
        models.QuerySet(ProcedureVersion).filter(pk=version.pk).update(redacted=False)
