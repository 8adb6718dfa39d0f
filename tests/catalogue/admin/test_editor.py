"""The editor of a procedure, through the real admin views."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.models import (
    CounterEntry,
    Fee,
    ProcedurePage,
    ProcedureVersion,
    RequiredDocument,
    Step,
)
from catalogue.record import read_record
from portal.core import schedule
from tests.catalogue import factories
from tests.catalogue.admin import desk
from tests.catalogue.factories import LegalActFactory, new_page, procedure_index, published

pytestmark = pytest.mark.django_db


def draft(client: Client, **fields: str) -> ProcedurePage:
    """A procedure that an editor has just begun, with nothing but a code and a name."""
    add = reverse("wagtailadmin_pages:add", args=["catalogue", "procedurepage", procedure_index().pk])
    form = desk.form_of(client.get(add).content)
    response = client.post(add, {**form, "code": "9.000001", "title": "Cấp bản sao", **fields}, follow=True)
    assert response.status_code == 200
    return ProcedurePage.objects.get(code=fields.get("code", "9.000001"))


def keys(page: ProcedurePage, relation: str) -> list[str]:
    return [row.key for row in getattr(newest(page), relation).all()]


def newest(page: ProcedurePage) -> ProcedurePage:
    """The page as its newest revision has it."""
    return ProcedurePage.objects.get(pk=page.pk).get_latest_revision_as_object()


class TestDrafts:
    def test_a_draft_may_be_incomplete_and_gets_its_address_from_code_and_name(self):
        page = draft(desk.editor())
        assert not page.live
        assert page.slug == "9-000001-cap-ban-sao"

    def test_a_code_that_stands_already_is_said_beside_the_field(self):
        client = desk.editor()
        draft(client)
        add = reverse("wagtailadmin_pages:add", args=["catalogue", "procedurepage", procedure_index().pk])
        form = desk.form_of(client.get(add).content)
        response = client.post(add, {**form, "code": "9.000001", "title": "Khác"})
        assert "mã thủ tục" in desk.words(response).lower()
        assert ProcedurePage.objects.filter(code="9.000001").count() == 1

    def test_keys_of_rows_stay_through_saves_of_a_draft_of_a_live_page(self):
        client = desk.both()
        page = published()
        form = desk.open_form(client, page)
        desk.add_row(
            form, "papers", name_vi="Giấy ủy quyền", kind="paper", handing="submit", applies_when="[]"
        )
        desk.save(client, page, form)
        first = keys(page, "papers")
        latest = newest(page).papers.all()
        assert [row.pk for row in latest][-1] is None, "the added row stands only in the draft"
        form = desk.open_form(client, page)
        desk.save(client, page, {**form, "summary_vi": "Một lần nữa"})
        assert keys(page, "papers") == first
        assert len(set(first)) == 2
        assert all(first)

    def test_two_rows_added_at_once_get_two_keys(self):
        client = desk.editor()
        page = draft(client)
        form = desk.open_form(client, page)
        desk.add_row(form, "steps", text_vi="Một", applies_when="[]")
        desk.add_row(form, "steps", text_vi="Hai", applies_when="[]")
        desk.save(client, page, form)
        assert len(set(keys(page, "steps"))) == 2

    def test_a_row_that_says_nothing_but_stands_in_a_draft_is_not_lost(self):
        client = desk.both()
        page = published()
        latest = newest(page)
        latest.fees.add(Fee(key="onlykey1"))
        latest.save_revision()
        desk.save(client, page, desk.open_form(client, page))
        assert "onlykey1" in keys(page, "fees")

    def test_autosave_tells_the_open_page_the_key_of_a_new_row(self):
        client = desk.editor()
        page = draft(client)
        form = desk.open_form(client, page)
        place = desk.add_row(form, "steps", text_vi="Một", applies_when="[]")
        answer = client.post(desk.edit_url(page), form, headers={"accept": "application/json"}).json()
        assert answer["success"]
        assert [answer["field_updates"][f"steps-{place}-key"]] == keys(page, "steps")

    def test_what_the_editor_does_not_show_is_carried(self):
        client = desk.both()
        page = published()
        latest = newest(page)
        rule = {"kind": "per_unit", "unit": "bản", "per_unit": "2000"}
        latest.fees.add(Fee(key="withrule", status="amount", amount=1, rule=rule, currency="USD"))
        latest.papers.add(RequiredDocument(key="withcode", name_vi="Ảnh", code="TP-1"))
        latest.save_revision()
        desk.save(client, page, desk.open_form(client, page))
        latest = newest(page)
        fee = next(row for row in latest.fees.all() if row.key == "withrule")
        assert (fee.rule, fee.currency) == (rule, "USD")
        assert next(row for row in latest.papers.all() if row.key == "withcode").code == "TP-1"

    def test_a_page_of_600_rows_opens_and_saves(self, settings):
        client = desk.both()
        page = new_page()
        page.papers.add(*[RequiredDocument(name_vi=f"Giấy {n}", originals=1) for n in range(350)])
        page.steps.add(*[Step(text_vi=f"Bước {n}") for n in range(150)])
        page.fees.add(*[Fee(status="amount", amount=n) for n in range(100)])
        procedure_index().add_child(instance=page)
        form = desk.open_form(client, page)
        form = {name: value for name, value in form.items() if value != "" or name.endswith(("-id", "-key"))}
        assert len(form) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        before = keys(page, "papers") if page.latest_revision else [row.key for row in page.papers.all()]
        assert desk.save(client, page, {**form, "summary_vi": "Dài"}).status_code == 200
        assert keys(page, "papers") == before
        page.refresh_from_db()
        assert page.summary_vi == "Dài"


class TestConditions:
    def test_applies_when_names_choices_by_key(self):
        client = desk.editor()
        page = draft(client)
        form = desk.open_form(client, page)
        place = desk.add_row(form, "questions", text_vi="Còn bản chính không?")
        form[f"questions-{place}-choices-TOTAL_FORMS"] = "1"
        form |= {f"questions-{place}-choices-0-{n}": "" for n in ("id", "key", "DELETE")}
        form |= {f"questions-{place}-choices-0-label_vi": "Còn", f"questions-{place}-choices-0-ORDER": "1"}
        desk.save(client, page, form)
        question = newest(page).questions.all()[0]
        token = f"{question.key}:{question.choices.all()[0].key}"
        form = desk.open_form(client, page)
        desk.add_row(
            form,
            "papers",
            name_vi="Bản chính",
            kind="paper",
            handing="present",
            applies_when=json.dumps([token]),
        )
        desk.save(client, page, form)
        desk.save(client, page, desk.open_form(client, page))
        latest = newest(page)
        assert latest.papers.all()[0].applies_when == [token]
        assert latest.questions.all()[0].choices.all()[0].key == token.split(":")[1]

    def test_an_unreadable_condition_is_refused_with_a_sentence(self):
        client = desk.editor()
        page = draft(client)
        form = desk.open_form(client, page)
        desk.add_row(form, "steps", text_vi="Một", applies_when='{"a": 1}')
        assert "chọn lại" in desk.words(desk.save(client, page, form))


class TestPublishing:
    def test_what_is_missing_is_said_and_nothing_is_published(self):
        client = desk.both()
        page = draft(client)
        said = desk.words(desk.save(client, page, desk.open_form(client, page), "publish"))
        assert "Thiếu cơ quan thực hiện." in said
        assert "Thiếu các bước thực hiện." in said
        page.refresh_from_db()
        assert not page.live
        assert not ProcedureVersion.objects.exists()

    def test_a_fee_without_its_amount_is_refused(self):
        client = desk.both()
        page = published()
        form = desk.open_form(client, page)
        said = desk.words(desk.save(client, page, {**form, "fees-0-amount": ""}, "publish"))
        assert "chưa có số tiền" in said
        assert ProcedureVersion.objects.count() == 1

    def test_a_whole_procedure_is_published_and_public(self):
        client = desk.both()
        page = factories.draft()
        act = LegalActFactory()
        form = desk.open_form(client, page)
        form |= {"fees-0-amount": "12000", "fees-0-source_act": str(act.pk), "next_note": "Đổi mức thu"}
        desk.save(client, page, form, "publish")
        version = ProcedureVersion.objects.get()
        record = read_record(version.record)
        assert str(record.fees[0].amount) == "12000"
        assert record.fees[0].source.number == act.number
        assert version.note == "Đổi mức thu"
        assert CounterEntry.objects.get(code=page.code).public

    def test_an_editor_alone_submits_and_cannot_publish(self):
        page = factories.draft()
        client = desk.editor()
        desk.save(client, page, desk.open_form(client, page), "publish")
        page.refresh_from_db()
        assert not page.live
        desk.save(client, page, desk.open_form(client, page), "submit")
        assert page.workflow_states.filter(status="in_progress").exists()

    def test_going_back_to_an_old_revision_publishes_it_as_a_new_version(self):
        client = desk.both()
        page = published()
        first = page.live_revision
        form = desk.open_form(client, page)
        desk.save(client, page, {**form, "fees-0-amount": "9000"}, "publish")
        revert = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])
        form = desk.form_of(client.get(revert).content)
        desk.save(client, page, {**form, "revision": str(first.pk)}, "publish")
        amounts = [
            str(read_record(version.record).fees[0].amount)
            for version in ProcedureVersion.objects.order_by("number")
        ]
        assert amounts == ["8000", "9000", "8000"]

    def test_an_everyday_name_that_is_another_procedures_title_is_pointed_out(self):
        client = desk.both()
        other = published()
        page = factories.draft("1.000002", "Đăng ký kết hôn")
        form = desk.open_form(client, page)
        saved = desk.save(client, page, {**form, "everyday_names": f"{other.title}\nsổ hồng"})
        said = [str(message) for message in saved.context["messages"]]
        assert [other.code in text for text in said if other.title in text] == [True]
        assert not any("sổ hồng" in text for text in said)
        page.refresh_from_db()
        assert "sổ hồng" in page.get_latest_revision_as_object().everyday_names

    def test_what_an_import_shows_stays_while_a_change_is_scheduled(self):
        client = desk.both()
        page = published()
        ProcedurePage.objects.filter(pk=page.pk).update(live_revision=None, latest_revision=None)
        page.revisions.all().delete()
        form = desk.open_form(client, page)
        later = timezone.localtime() + timedelta(days=1)
        desk.save(client, page, {**form, "go_live_at": later.strftime("%Y-%m-%d %H:%M")}, "publish")
        page.refresh_from_db()
        assert page.live
        assert page.scheduled_revision.pk != page.live_revision_id

    def test_scheduled_in_the_editor_published_when_due(self):
        client = desk.both()
        page = factories.draft()
        later = timezone.localtime() + timedelta(days=1)
        form = desk.open_form(client, page)
        desk.save(client, page, {**form, "go_live_at": later.strftime("%Y-%m-%d %H:%M")}, "publish")
        assert not ProcedureVersion.objects.exists()
        page.refresh_from_db()
        revision = page.scheduled_revision
        desk.make_due(revision)
        assert schedule.run_due() == 1
        assert ProcedureVersion.objects.count() == 1
