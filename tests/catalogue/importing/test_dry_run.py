"""What an import would change, told field by field and not written."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.importing.run import import_file
from catalogue.models import DocumentType, ProcedurePage

from ..factories import publish
from .records import case, component, fee, method, record, source_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def page(code: str = "1.900001") -> ProcedurePage:
    return ProcedurePage.objects.get(code=code)


def told(path, *options) -> str:
    out = StringIO()
    call_command("import_national", path, "--dry-run", *options, stdout=out)
    return out.getvalue()


def test_fields_are_named_in_a_readers_words_with_old_and_new(tmp_path):
    import_file(source_file(tmp_path, record(executionMethods=[method(fees=[fee(5000, "Một bản")])])))
    changed = record(
        name="Cấp giấy thử",
        executionMethods=[method(time=3, fees=[fee(6000, "Một bản")])],
        executionCases=[case("", component("Đơn thử nghiệm", originals=2), component("Ảnh chân dung"))],
    )
    said = told(source_file(tmp_path, changed, record("1.900002", name="Thủ tục mới")))
    assert "Mới: 1.900002 Thủ tục mới" in said
    assert "Thay đổi: 1.900001 Cấp giấy thử" in said
    assert "Tên: “Cấp giấy thử nghiệm” → “Cấp giấy thử”" in said
    assert "Giấy tờ › “Đơn thử nghiệm” › số bản chính: “1” → “2”" in said
    assert "Giấy tờ › thêm: (trống) → “Ảnh chân dung" in said
    assert "Cách nộp › “đến tận nơi” › thời hạn: “5 ngày làm việc” → “3 ngày làm việc”" in said
    assert "mức thu: “5.000” → “6.000”" in said


def test_an_editors_section_is_named_with_what_the_source_says_otherwise(tmp_path):
    import_file(source_file(tmp_path, record(note="Nguồn")))
    publish(page(), note_vi="Lời của biên tập viên")
    said = told(source_file(tmp_path, record(note="Nguồn hai")))
    assert "Giữ phần “yêu cầu, điều kiện” của biên tập viên" in said
    assert "Ghi chú: “Lời của biên tập viên” → “Nguồn hai”" in said


def test_any_number_of_records_is_told(tmp_path):
    codes = [f"1.90{n:04}" for n in range(70)]
    import_file(source_file(tmp_path, *(record(code) for code in codes)))
    target = tmp_path / "report.json"
    said = told(source_file(tmp_path, *(record(code, note="Khác") for code in codes)), "--report", target)
    assert all(f"Thay đổi: {code}" in said for code in codes)
    changed = json.loads(target.read_text(encoding="utf-8"))["changed"]
    assert [one["code"] for one in changed] == codes
    assert changed[0]["fields"] == [{"section": "conditions", "place": "Ghi chú", "old": "", "new": "Khác"}]


def test_of_long_texts_the_terminal_shows_what_differs_and_the_report_all(tmp_path):
    long = "Câu dài. " * 200
    import_file(source_file(tmp_path, record(note=long)))
    path = source_file(tmp_path, record(note=long.strip() + " Câu cuối."))
    line = next(line for line in told(path).splitlines() if "Ghi chú:" in line)
    assert "Câu cuối." in line
    assert len(line) < 700
    report = import_file(path, dry_run=True)
    assert report.changed[0].fields[0].new.startswith(long.strip())


def test_nothing_is_written_not_even_what_new_records_name(tmp_path):
    import_file(source_file(tmp_path, record()))
    attached = [{"id": f"f-{n}", "fileName": f"{n}.docx"} for n in range(3)]
    changed = record(
        executionCases=[case("", component("Tờ khai mới", attachments=attached))],
        subjectTypesDetails=[{"id": "x", "name": "Người mới", "code": "N1"}],
        resultsDetails=[{"id": "r", "name": "Kết quả mới", "code": "KQ.9"}],
    )
    papers = DocumentType.objects.count()
    with CaptureQueriesContext(connection) as queries:
        said = told(source_file(tmp_path, changed))
    assert [q["sql"] for q in queries if not q["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []
    assert DocumentType.objects.count() == papers
    assert "Người mới" in said
    assert "Kết quả mới" in said


def test_what_becomes_public_and_what_is_taken_back_is_told(tmp_path):
    import_file(source_file(tmp_path, record(departmentsExecuting=[]), record("1.900002")))
    said = told(source_file(tmp_path, record(), record("1.900002", isInternal=True)))
    assert "trở thành công khai" in said
    assert "nguồn không còn công khai" in said


def test_told_and_done_are_the_same(tmp_path):
    import_file(source_file(tmp_path, record(note="Nguồn"), record("1.900002")))
    publish(page(), note_vi="Sửa")
    path = source_file(tmp_path, record(note="Hai", executionSteps=[]), record("1.900002", name="Tên hai"))
    foretold = import_file(path, dry_run=True)
    done = import_file(path)
    assert [vars(change) for change in foretold.changed] == [vars(change) for change in done.changed]
