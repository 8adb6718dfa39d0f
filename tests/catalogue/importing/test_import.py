"""From a file to the counter, and again: what is written, what stays, what is refused."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, ReferenceIndex

from catalogue import counter
from catalogue.builder import build_record
from catalogue.importing.run import import_file
from catalogue.models import (
    CounterEntry,
    Finding,
    ImportedSource,
    ProcedurePage,
    ProcedureVersion,
    RequiredDocument,
)
from portal.core.models import OutboxEntry

from ..admin import desk
from ..factories import draft as editors_draft
from ..factories import publish
from .records import case, component, fee, method, record, source_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CODE = "1.900001"


def page(code: str = CODE) -> ProcedurePage:
    return ProcedurePage.objects.get(code=code)


def everything() -> list[tuple[str, int]]:
    """How many rows each table holds that an import may write."""
    models = (
        ProcedurePage,
        RequiredDocument,
        ProcedureVersion,
        CounterEntry,
        ImportedSource,
        Finding,
        OutboxEntry,
    )
    return [(model.__name__, model.objects.count()) for model in models]


def test_a_record_becomes_a_public_page_whose_version_equals_it(tmp_path):
    cases = [case("Trường hợp cấp mới", component("Đơn")), case("Trường hợp cấp lại", component("Giấy cũ"))]
    methods = [method(fees=[fee(5000)]), method("ONLINE", 2.5)]
    report = import_file(source_file(tmp_path, record(executionCases=cases, executionMethods=methods)))
    assert (report.new, report.versions, report.exit_status) == (1, 1, 0)
    standing = counter.standing(CODE)
    assert standing.entry.public
    assert standing.version.in_force_from is None
    assert standing.version.record_hash == build_record(page()).hash
    assert standing.entry.title == "Cấp giấy thử nghiệm"


def test_the_tree_the_references_and_the_admin_search_are_whole(tmp_path):
    import_file(source_file(tmp_path, *(record(f"1.9000{n:02}") for n in range(30))))
    assert not any(list(found) for found in Page.find_problems())
    saved = page()
    kept = set(ReferenceIndex.get_references_for_object(saved).values_list("to_object_id", "content_path"))
    ReferenceIndex.remove_for_object(saved)
    ReferenceIndex.create_or_update_for_object(saved)
    assert kept == set(
        ReferenceIndex.get_references_for_object(saved).values_list("to_object_id", "content_path")
    )
    assert saved.code in [found.code for found in ProcedurePage.objects.search("thử nghiệm")]


def test_an_imported_page_opens_saves_and_publishes_in_the_admin(tmp_path):
    import_file(
        source_file(tmp_path, record(executionMethods=[method(fees=[fee(5000)]), method("ONLINE", 2.5)]))
    )
    client = desk.both()
    unchanged = desk.save(client, page(), desk.open_form(client, page()), "publish")
    assert unchanged.status_code == 200
    assert ProcedureVersion.objects.count() == 1
    desk.save(client, page(), {**desk.open_form(client, page()), "note_vi": "Mang theo bút."}, "publish")
    assert counter.standing(CODE).record.note.vi == "Mang theo bút."
    assert {name for name, known in page().section_origins.items() if known["origin"] == "editor"} == {
        "conditions"
    }


def test_a_second_run_writes_nothing(tmp_path):
    path = source_file(tmp_path, record(), record("1.900002"))
    import_file(path)
    with CaptureQueriesContext(connection) as queries:
        report = import_file(path)
    assert report.unchanged == 2
    assert [q["sql"] for q in queries if not q["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []


def test_a_changed_record_makes_a_version_that_names_what_changed(tmp_path):
    import_file(source_file(tmp_path, record()))
    before = {row.key: row.pk for row in page().papers.all()}
    changed = record(executionCases=[case("", component("Đơn thử nghiệm"), component("Ảnh chân dung"))])
    report = import_file(source_file(tmp_path, changed))
    assert [(change.code, change.replaced) for change in report.changed] == [(CODE, ["papers"])]
    version = counter.in_force(CODE)
    assert (version.number, version.basis, version.in_force_from) == (2, "recorded", counter.today())
    assert "giấy tờ" in version.note
    papers = {row.key: row.pk for row in page().papers.all()}
    assert before.items() <= papers.items()


def test_a_reworded_row_keeps_its_key(tmp_path):
    import_file(source_file(tmp_path, record()))
    key = page().papers.get().key
    import_file(source_file(tmp_path, record(executionCases=[case("", component("Đơn thử nghiệm mới"))])))
    assert [(row.key, row.name_vi) for row in page().papers.all()] == [(key, "Đơn thử nghiệm mới")]


def test_an_editors_section_stays_and_the_difference_is_a_finding(tmp_path):
    import_file(source_file(tmp_path, record(note="Nguồn")))
    publish(page(), note_vi="Lời của biên tập viên")
    changed = record(note="Nguồn mới", executionSteps=[{"name": "", "description": "Bước khác"}])
    report = import_file(source_file(tmp_path, changed))
    assert report.changed[0].kept == ["conditions"]
    assert counter.standing(CODE).record.note.vi == "Lời của biên tập viên"
    assert counter.standing(CODE).record.steps[0].text.vi == "Bước khác"
    assert Finding.objects.filter(code=CODE, rule="editor-section-differs", place="conditions").exists()
    assert page().get_latest_revision_as_object().steps.first().text_vi == "Bước khác"


def test_a_draft_is_rebased_and_keeps_what_its_editor_wrote(tmp_path):
    import_file(source_file(tmp_path, record(note="Nguồn")))
    unfinished = page()
    unfinished.note_vi = "Đang sửa dở"
    unfinished.save_revision()
    steps = [{"name": "", "description": "Bước mới của nguồn"}]
    import_file(source_file(tmp_path, record(note="Nguồn mới", executionSteps=steps)))
    saved = page()
    assert saved.has_unpublished_changes
    assert saved.note_vi == "Nguồn mới"
    draft = saved.get_latest_revision_as_object()
    assert (draft.note_vi, draft.steps.get().text_vi) == ("Đang sửa dở", "Bước mới của nguồn")
    draft.save_revision().publish()
    standing = counter.standing(CODE).record
    assert (standing.note.vi, standing.steps[0].text.vi) == ("Đang sửa dở", "Bước mới của nguồn")


def test_internal_deleted_and_nameless_agencies_stay_in_the_desk(tmp_path):
    lines = [
        record("1.900001", isInternal=True),
        record("1.900001", name="Thủ tục công khai"),
        record("1.900002", isInternal=True),
        record("1.900003-Xoa"),
        record("1.900004", departmentsExecuting=[]),
    ]
    report = import_file(source_file(tmp_path, *lines))
    assert list(CounterEntry.objects.filter(public=True).values_list("code", flat=True)) == [CODE]
    assert set(report.drafts) == {"1.900001-NB", "1.900002", "1.900003-Xoa", "1.900004"}
    assert ProcedureVersion.objects.count() == 1
    assert Finding.objects.filter(code="1.900001-NB", rule="code-shared").exists()
    assert CounterEntry.objects.get(code="1.900003-Xoa").reason == "ended"


def test_what_was_kept_back_goes_public_when_the_source_says_enough(tmp_path):
    import_file(source_file(tmp_path, record(departmentsExecuting=[])))
    assert not CounterEntry.objects.get(code=CODE).public
    assert import_file(source_file(tmp_path, record())).versions == 1
    assert CounterEntry.objects.get(code=CODE).public
    assert counter.in_force(CODE).in_force_from is None


def test_an_unchanged_import_reads_back_as_its_version(tmp_path):
    people = [
        {"id": n, "name": name, "code": n}
        for n, name in enumerate(["Đảng viên", "Ân nhân", "công dân", "Yến"])
    ]
    people = [{**one, "id": str(one["id"]), "code": str(one["code"])} for one in people]
    files = [
        {"id": f"f-{n}", "fileName": f"{name}.docx"} for n, name in enumerate(["b-1", "b1", "a_2", "A 1"])
    ]
    cases = [case("", component("Tờ khai", attachments=files))]
    import_file(source_file(tmp_path, record(subjectTypesDetails=people, executionCases=cases)))
    assert build_record(page()).hash == counter.in_force(CODE).record_hash


def test_bad_lines_are_left_out_and_the_rest_goes_in(tmp_path):
    path = source_file(tmp_path, record(), "{", record("1.900002", note=7), record(), record("mã sai"))
    report = import_file(path)
    assert [line.number for line in report.skipped] == [2, 3, 5, 4]
    assert "detail.note" in report.skipped[1].reason
    assert (report.new, report.exit_status) == (1, 1)


def test_a_dry_run_writes_nothing_and_tells_everything(tmp_path):
    path = source_file(tmp_path, record())
    before = everything()
    assert import_file(path, dry_run=True).new == 1
    assert everything() == before
    import_file(path)
    before = everything()
    report = import_file(source_file(tmp_path, record(note="Khác")), dry_run=True)
    assert report.changed[0].replaced == ["conditions"]
    assert everything() == before


def test_what_is_gone_from_the_file_is_reported_and_stays(tmp_path):
    import_file(source_file(tmp_path, record(), record("1.900002")))
    report = import_file(source_file(tmp_path, record()))
    assert report.gone == ["1.900002"]
    assert CounterEntry.objects.get(code="1.900002").public


def test_an_editors_own_page_of_the_same_code_is_left_alone(tmp_path):
    editors_draft(CODE, "Trang của biên tập viên", imported=False)
    report = import_file(source_file(tmp_path, record()))
    assert (report.new, page().title) == (0, "Trang của biên tập viên")
    assert Finding.objects.filter(code=CODE, rule="code-taken-by-editor").exists()


def test_samples_give_way_to_the_national_record_and_never_come_back(tmp_path):
    sample = source_file(tmp_path, record(note="Mẫu"), name="sample.jsonl")
    overlay = {CODE: {"name_en": "Test paper", "en": {"papers": {"Đơn thử nghiệm": "Test form"}}}}
    import_file(sample, origin="sample", overlay=overlay)
    assert counter.standing(CODE).record.papers[0].name.en == "Test form"
    import_file(source_file(tmp_path, record(note="Quốc gia")))
    assert counter.standing(CODE).record.note.vi == "Quốc gia"
    assert import_file(sample, origin="sample", overlay=overlay).changed == []
    assert counter.standing(CODE).record.note.vi == "Quốc gia"


def test_the_command_reports_and_exports(tmp_path):
    out, target = StringIO(), tmp_path / "report.json"
    with pytest.raises(SystemExit) as stopped:
        call_command("import_national", source_file(tmp_path, record(), "x"), report=target, stdout=out)
    assert stopped.value.code == 1
    assert "dòng 2" in out.getvalue()
    assert json.loads(target.read_text(encoding="utf-8"))["new"] == 1
    with pytest.raises(CommandError, match="thư mục"):
        call_command("import_national", tmp_path)
    records = tmp_path / "out.jsonl"
    call_command("export_records", records, stdout=out)
    assert [json.loads(line)["code"] for line in records.read_text(encoding="utf-8").splitlines()] == [CODE]


def test_draft_and_limit(tmp_path: Path):
    path = source_file(tmp_path, record(), record("1.900002"))
    assert import_file(path, draft=True, limit=1).new == 1
    assert ProcedureVersion.objects.count() == 0
    assert not page().live
