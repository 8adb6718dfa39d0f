"""Rules 3, 4, 5, 9 and 12: what publishing writes, refuses and marks."""

import json

import pytest
from django.db import connection
from django.utils import translation

from catalogue import builder, counter, publishing
from catalogue.models import (
    CounterEntry,
    Fee,
    ProcedurePage,
    ProcedureVersion,
    Question,
    RequiredDocument,
)
from catalogue.models.rows import Choice
from catalogue.problems import publish_problems
from catalogue.record import ProcedureRecord, Text, read_record
from portal.core.publishing import PublishRefused

from .factories import draft, new_page, publish, published

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def newest(code: str = "1.000001") -> ProcedureRecord:
    return read_record(ProcedureVersion.objects.filter(code=code).latest("number").record)


def test_publishing_writes_what_the_page_says():
    published()
    record = newest()
    assert record.title == Text(vi="Đăng ký khai sinh")
    assert [paper.name.vi for paper in record.papers] == ["Tờ khai"]
    assert [(fee.status, fee.amount) for fee in record.fees] == [("amount", 8000)]


@pytest.mark.parametrize("broken", ["append", "touch"])
def test_publishing_is_one_transaction(monkeypatch, broken):
    page = published()
    before = CounterEntry.objects.get().seq
    monkeypatch.setattr(counter, broken, lambda *args: (_ for _ in ()).throw(RuntimeError("cut")))
    page.title = "Nửa chừng"
    revision = page.save_revision()
    with pytest.raises(RuntimeError):
        revision.publish()
    assert ProcedurePage.objects.get().title == "Đăng ký khai sinh"
    assert ProcedureVersion.objects.count() == 1
    assert CounterEntry.objects.get().seq == before


def test_reverting_to_an_old_revision_is_a_new_version():
    page = published()
    first = page.latest_revision
    publish(page, title="Tên khác")
    first.publish(previous_revision=first)
    assert [v.number for v in ProcedureVersion.objects.order_by("number")] == [1, 2, 3]
    assert newest().title.vi == "Đăng ký khai sinh"


def test_draft_preview_and_live_give_one_record():
    page = draft()
    in_memory = builder.build_record(new_page())
    revision = page.save_revision()
    from_draft = builder.build_record(revision.as_object())
    revision.publish()
    from_rows = builder.build_record(ProcedurePage.objects.get())
    assert from_draft == from_rows == newest()
    assert in_memory.title == from_rows.title


def test_a_link_between_draft_rows_survives_revisions():
    page = draft()
    question = Question(key="con-ban-sao", text_vi="Bạn còn bản sao không?")
    question.choices.add(Choice(key="co", label_vi="Còn"), Choice(key="khong", label_vi="Không"))
    page.questions.add(question)
    page.papers.add(RequiredDocument(name_vi="Bản sao", applies_when=["con-ban-sao:co"]))
    keys = [paper.key for paper in page.papers.all()]
    for _ in range(2):
        page = page.save_revision().as_object()
    page.save_revision().publish()
    record = newest()
    assert [paper.key for paper in record.papers] == keys
    assert record.papers[1].applies_when[0].question == "con-ban-sao"
    assert [choice.key for choice in record.questions[0].choices] == ["co", "khong"]


def test_the_builder_never_raises_on_what_is_missing():
    record = builder.build_record(ProcedurePage(title="", code=""))
    assert (record.code, record.papers, record.topic) == ("", (), None)
    page = new_page()
    page.fees.add(Fee(status="amount", rule={"kind": "no such rule"}, source_act_id=987654))
    assert builder.build_record(page).fees[1].rule is None


def test_an_incomplete_draft_saves_and_is_refused_at_publishing():
    page = draft(title="Chưa xong", imported=False)
    for relation in ("steps", "papers", "agencies"):
        getattr(page, relation).clear()
    revision = page.save_revision()
    with pytest.raises(PublishRefused) as refused:
        revision.publish()
    assert {problem.field for problem in refused.value.problems} == {
        "steps",
        "papers",
        "agencies",
        "audiences",
    }
    assert not ProcedureVersion.objects.exists()
    assert not ProcedurePage.objects.get().live


def test_an_imported_record_is_blocked_by_title_code_and_agency_only():
    page = ProcedurePage(title="", code="??", imported=True)
    assert {problem.field for problem in publish_problems(page)} == {"title", "code", "agencies"}


def test_free_needs_words_or_an_act_and_an_amount_needs_a_number():
    page = new_page()
    page.fees.set([Fee(status="free"), Fee(status="amount")])
    assert [problem.field for problem in publish_problems(page)] == ["fees", "fees"]
    page.fees.set([Fee(status="free", description_vi="Miễn lệ phí"), Fee(status="unknown")])
    assert publish_problems(page) == []


def test_a_rule_may_stand_for_the_number():
    page = new_page()
    per_page = {"kind": "per_unit", "unit": {"vi": "trang", "en": None}}
    tiers = {"kind": "tiers", "tiers": [{"up_to": None, "amount": "2000"}]}
    page.fees.set([Fee(status="amount", rule=tiers), Fee(status="amount", rule=per_page)])
    assert [problem.field for problem in publish_problems(page)] == ["fees"]


def test_publish_problems_reads_no_database(django_assert_num_queries):
    page = new_page()
    with django_assert_num_queries(0):
        publish_problems(page)


def test_what_an_editor_changes_becomes_the_editor_s_with_its_day():
    page = published(decision="163/QĐ-BTP", section_origins={"fees": {"origin": "source"}})
    assert newest().source_of("fees").number == "163/QĐ-BTP"
    fee = page.fees.get()
    fee.amount = 9000
    page.fees.set([fee])
    page = publish(page)
    assert page.section_origins["fees"]["origin"] == "editor"
    assert "papers" not in page.section_origins
    source = newest().fees[0].source
    assert (source.kind, source.dated) == ("editor", counter.today())
    assert newest().source_of("papers").number == "163/QĐ-BTP"


def test_texts_are_read_from_their_own_columns_never_the_fallback():
    page = published()
    page.summary_vi, page.summary_en = "Cho trẻ mới sinh", ""
    publish(page)
    assert newest().summary == Text(vi="Cho trẻ mới sinh", en=None)
    with translation.override("en"):
        page = publish(ProcedurePage.objects.get(), summary_en="For newborns")
    assert newest().summary == Text(vi="Cho trẻ mới sinh", en="For newborns")
    with connection.cursor() as cursor:
        cursor.execute("SELECT summary FROM catalogue_procedurepage")
        assert cursor.fetchone() == ("Cho trẻ mới sinh",)


def test_texts_are_composed():
    page = published(title="Ho\u0301a đơn")
    assert newest().title.vi == "Hóa đơn"
    assert page.slug == "1-000001-hoa-don"


def test_a_long_title_is_cut_at_a_word_and_the_official_one_is_whole():
    long = "Cấp giấy phép " * 80
    page = draft(title="Cấp giấy phép")
    page = publish(page, official_title_vi=long.strip())
    assert newest().official_title.vi == long.strip()
    assert len(page.slug) <= 80 + len("1-000001-")


def test_stored_records_are_canonical_json():
    published()
    stored = ProcedureVersion.objects.get().record
    assert stored == json.dumps(json.loads(stored), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert read_record(stored).hash == ProcedureVersion.objects.get().record_hash


def test_names_read_afterwards_do_not_change_a_version():
    page = published()
    edition = publishing.edition_of(page, newest())
    assert counter.append([edition]) == []
