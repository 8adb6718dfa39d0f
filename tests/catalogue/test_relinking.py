"""Rule 6: shared names are expanded; a change of one is a version of kind "relink"."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from catalogue import counter, record, relinking
from catalogue.models import CounterEntry, ProcedurePage, ProcedureVersion
from portal.core import outbox

from .factories import AgencyFactory, LegalActFactory, add_act, draft, publish, published

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def versions(code: str = "1.000001") -> list[ProcedureVersion]:
    return list(ProcedureVersion.objects.filter(code=code).order_by("number"))


def agencies(version: ProcedureVersion) -> list[str]:
    return [agency.name.vi for agency in record.read_record(version.record).agencies]


def test_renaming_an_agency_relinks_every_record_that_names_it_and_no_other():
    agency = AgencyFactory(slug="so-cu", name_vi="Sở cũ")
    published("1.000001", agency=agency)
    published("1.000002")
    before = CounterEntry.objects.get(code="1.000001").seq
    agency.name_vi = "Sở mới"
    agency.save()
    outbox.drain()
    first, relinked = versions()
    assert (agencies(first), agencies(relinked)) == (["Sở cũ"], ["Sở mới"])
    assert (relinked.kind, relinked.in_force_from) == ("relink", counter.today())
    assert CounterEntry.objects.get(code="1.000001").seq > before
    assert len(versions("1.000002")) == 1


def test_saving_without_a_change_relinks_nothing():
    agency = AgencyFactory(slug="so", name_vi="Sở")
    published(agency=agency)
    agency.save()
    outbox.drain()
    assert len(versions()) == 1


def test_current_and_future_versions_are_relinked_each_on_its_own_day():
    agency = AgencyFactory(slug="so", name_vi="Sở cũ")
    page = published(agency=agency)
    day = counter.today() + timedelta(days=10)
    publish(page, next_in_force_from=day, title="Tên sắp tới")
    agency.name_vi = "Sở mới"
    agency.save()
    outbox.drain()
    assert [(v.number, v.in_force_from, v.kind) for v in versions()] == [
        (1, None, "publication"),
        (2, day, "publication"),
        (3, counter.today(), "relink"),
        (4, day, "relink"),
    ]
    for on, title in ((counter.today(), "Đăng ký khai sinh"), (day, "Tên sắp tới")):
        version = counter.in_force("1.000001", on)
        assert agencies(version) == ["Sở mới"]
        assert record.read_record(version.record).title.vi == title


def test_page_rows_are_not_read():
    agency = AgencyFactory(slug="so", name_vi="Sở cũ")
    page = published(agency=agency)
    ProcedurePage.objects.filter(pk=page.pk).update(title="Sửa ngoài luồng")
    agency.name_vi = "Sở mới"
    agency.save()
    outbox.drain()
    assert record.read_record(versions()[-1].record).title.vi == "Đăng ký khai sinh"


def test_an_act_whose_date_becomes_known_is_relinked():
    act = LegalActFactory(slug="1-2026-nd-cp")
    page = draft()
    add_act(page, act)
    publish(page)
    act.in_force_from = "2026-03-01"
    act.save()
    outbox.drain()
    assert str(record.read_record(versions()[-1].record).acts[0].in_force_from) == "2026-03-01"


def test_broken_off_it_goes_on_where_it_was(monkeypatch):
    agency = AgencyFactory(slug="so", name_vi="Sở cũ")
    for code in ("1.000001", "1.000002", "1.000003"):
        published(code, agency=agency)
    monkeypatch.setattr(relinking, "AT_ONCE", 1)
    touch, touched = counter.touch, []

    def failing(codes):
        touched.append(codes)
        if len(touched) == 2:
            raise OperationalError("database is locked")
        touch(codes)

    monkeypatch.setattr(counter, "touch", failing)
    agency.name_vi = "Sở mới"
    agency.save()
    outbox.drain()
    assert [len(versions(code)) for code in ("1.000001", "1.000002", "1.000003")] == [2, 1, 1]
    outbox.drain(timezone.now() + outbox.AWAY_RETRY)
    for code in ("1.000001", "1.000002", "1.000003"):
        assert [agencies(version) for version in versions(code)] == [["Sở cũ"], ["Sở mới"]]


def test_a_name_that_is_gone_changes_nothing():
    published()
    assert relinking.apply("agency", "khong-con") == []


def test_everyday_names_are_not_in_the_record_but_reach_search():
    page = published()
    before = CounterEntry.objects.get().seq
    publish(page, everyday_names="làm khai sinh")
    assert len(versions()) == 1
    assert CounterEntry.objects.get().seq > before
