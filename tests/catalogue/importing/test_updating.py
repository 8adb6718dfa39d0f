"""A changed record beside editors' work: what follows the source, what stays, what becomes a finding."""

from typing import Any

import pytest

from catalogue import counter
from catalogue.builder import build_record
from catalogue.importing.report import ImportReport
from catalogue.importing.run import import_file
from catalogue.models import Fee as FeeRow
from catalogue.models import Finding, ImportRun, ProcedurePage

from ..factories import draft as editors_draft
from ..factories import publish
from .records import case, component, fee, method, record, source_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CODE = "1.900001"
KEPT = "editor-section-differs"


@pytest.fixture
def bring(tmp_path):
    """Import records that replace those of the time before."""

    def bring(*records: Any, **options: Any) -> ImportReport:
        return import_file(source_file(tmp_path, *records), **options)

    return bring


def page(code: str = CODE) -> ProcedurePage:
    return ProcedurePage.objects.get(code=code)


def finding(rule: str, **more: Any) -> Finding:
    return Finding.objects.get(rule=rule, **more)


def states(rule: str) -> list[str]:
    return list(Finding.objects.filter(rule=rule).values_list("state", flat=True))


class TestKeptSections:
    def test_the_finding_says_field_by_field_what_page_and_source_say(self, bring):
        bring(record(executionMethods=[method(fees=[fee(5000, "Một bản")])]))
        edited = page()
        row = edited.fees.get()
        row.amount = 7000
        edited.fees = [row]
        publish(edited)
        bring(record(executionMethods=[method(fees=[fee(6000, "Một bản")])]))
        assert counter.standing(CODE).record.fees[0].amount == 7000
        found = finding(KEPT)
        assert (found.place, found.state) == ("fees", "open")
        assert "mức thu: trang ghi “7.000”; nguồn nay ghi “6.000”." in found.source_text

    def test_dismissed_it_opens_again_only_when_the_source_says_something_else(self, bring):
        bring(record(note="Nguồn"))
        publish(page(), note_vi="Lời của biên tập viên")
        bring(record(note="Nguồn hai"))
        Finding.objects.update(state="dismissed", reason="Đã xem")
        bring(record(note="Nguồn hai", executionSteps=[{"name": "", "description": "Bước khác"}]))
        assert states(KEPT) == ["dismissed"]
        bring(record(note="Nguồn ba"))
        assert states(KEPT) == ["open"]
        assert "Nguồn ba" in finding(KEPT).source_text

    def test_it_stays_open_while_another_section_changes_and_closes_when_both_say_the_same(self, bring):
        bring(record(note="Nguồn"))
        publish(page(), note_vi="Lời chung")
        bring(record(note="Nguồn hai"))
        bring(record(note="Nguồn hai", executionSteps=[{"name": "", "description": "Bước khác"}]))
        assert states(KEPT) == ["open"]
        bring(record(note="Lời chung"))
        assert states(KEPT) == ["closed"]

    def test_an_edit_alone_is_no_finding_while_the_source_says_what_it_said(self, bring):
        bring(record(note="Nguồn"))
        publish(page(), note_vi="Lời của biên tập viên")
        bring(record(note="Nguồn", executionSteps=[{"name": "", "description": "Bước khác"}]))
        assert states(KEPT) == []

    def test_fees_of_the_source_name_the_ways_to_submit_that_an_editor_holds(self, bring):
        bring(record(executionMethods=[method("DIRECT"), method("ONLINE")]))
        edited = page()
        rows = list(edited.channels.all())
        for row in rows:
            row.key, row.description_vi = f"own-{row.method}", "Sửa"
        edited.channels = rows
        publish(edited)
        bring(record(executionMethods=[method("DIRECT"), method("ONLINE", fees=[fee(4000)])]))
        assert page().fees.get().channel_key == "own-online"


class TestFindings:
    def test_what_no_longer_holds_is_closed_and_what_holds_again_opened(self, bring):
        odd = record(executionMethods=[method(time="vài", unit="DAY")])
        bring(odd)
        assert states("time-unusable") == ["open"]
        bring(record())
        assert states("time-unusable") == ["closed"]
        bring(odd)
        assert states("time-unusable") == ["open"]

    @pytest.mark.parametrize("state", ["accepted", "dismissed"])
    def test_a_decision_stays_when_the_source_no_longer_says_so(self, bring, state):
        bring(record(executionMethods=[method(time="vài", unit="DAY")]))
        Finding.objects.update(state=state)
        bring(record())
        assert states("time-unusable") == [state]

    def test_an_open_one_follows_the_text_of_the_source(self, bring):
        bring(record(executionMethods=[method(time="vài", unit="DAY")]))
        bring(record(executionMethods=[method(time="dăm ba", unit="DAY")]))
        assert "dăm ba" in finding("time-unusable").source_text

    def test_what_others_found_is_not_the_imports_to_close(self, bring):
        bring(record())
        Finding.objects.create(code=CODE, rule="publication-failed")
        bring(record(note="Khác"))
        assert states("publication-failed") == ["open"]

    def test_of_an_unchanged_record_nothing_is_touched(self, bring):
        odd = record(executionMethods=[method(time="vài", unit="DAY")])
        bring(odd)
        Finding.objects.filter(rule="time-unusable").update(source_text="như cũ")
        bring(odd, record("1.900002"))
        assert finding("time-unusable").source_text == "như cũ"


class TestGone:
    def test_a_record_gone_from_the_file_is_a_finding_until_it_returns(self, bring):
        bring(record(), record("1.900002", name="Thủ tục biến mất"))
        assert bring(record()).gone == ["1.900002"]
        found = finding("gone-from-source")
        assert (found.code, found.source_text) == ("1.900002", "Thủ tục biến mất")
        assert counter.standing("1.900002").entry.public
        runs = ImportRun.objects.count()
        bring(record())
        assert ImportRun.objects.count() == runs
        bring(record(), record("1.900002", name="Thủ tục biến mất"))
        assert states("gone-from-source") == ["closed"]

    def test_nothing_is_called_gone_when_a_line_could_not_be_read(self, bring):
        bring(record(), record("1.900002"))
        bring(record(), '{"code": "1.9000')
        assert states("gone-from-source") == []

    def test_sample_pages_are_not_the_national_files_to_miss(self, bring):
        bring(record("1.900002"), origin="sample")
        publish(page("1.900002"), note_vi="Sửa")
        assert bring(record()).gone == []


class TestVersions:
    def test_a_note_names_every_section_in_a_readers_words(self, bring):
        bring(record(executionMethods=[method(fees=[fee(5000)])]))
        bring(
            record(
                executionMethods=[method(fees=[fee(6000)])],
                executionCases=[case("", component("Đơn khác hẳn"), component("Ảnh"))],
            )
        )
        assert counter.in_force(CODE).note == "Nguồn quốc gia cập nhật: giấy tờ; phí, lệ phí."

    def test_a_new_reading_of_the_same_source_changes_nothing(self, bring, monkeypatch):
        bring(record())
        publish(page(), note_vi="Sửa")
        monkeypatch.setattr("catalogue.importing.sources.MAPPING", "another")
        report = bring(record())
        assert [change.says_something for change in report.changed] == [False]
        assert (report.versions, states(KEPT)) == (0, [])

    def test_rows_of_another_way_to_submit_do_not_take_over_its_key(self, bring):
        bring(record(executionMethods=[method("DIRECT"), method("POSTAL")]))
        bring(record(executionMethods=[method("DIRECT"), method("ONLINE", fees=[fee(4000)])]))
        standing = counter.standing(CODE).record
        assert {known.key: known.method for known in standing.channels}[standing.fees[0].channel] == "online"

    @pytest.mark.parametrize(
        "changes",
        [
            {"name": "Tên khác"},
            {"note": "Ghi chú khác", "executionSteps": [{"name": "Một", "description": "Khác"}]},
            {"executionMethods": [method("ONLINE", 3, fees=[fee(6000, "Theo 12/2024/NĐ-CP")])]},
            {"executionCases": [case("A", component("Đơn")), case("B", component("Ảnh"))]},
            {"resultsDetails": [], "legalBasisesDetails": [], "subjectTypesDetails": []},
        ],
        ids=",".join,
    )
    def test_the_page_reads_back_as_its_version_and_is_found_in_the_admin(self, bring, changes):
        bring(record())
        bring(record(**changes))
        assert build_record(page()).to_json() == counter.in_force(CODE).record
        assert page().official_title == page().official_title_vi
        assert CODE in [found.code for found in ProcedurePage.objects.search(page().title)]

    def test_the_source_taking_a_procedure_back_leaves_its_page_as_it_is(self, bring):
        bring(record(note="Nguồn"))
        bring(record(note="Chỉ nội bộ", isInternal=True))
        assert counter.standing(CODE).record.note.vi == page().note_vi == "Nguồn"
        assert states("no-longer-public") == ["open"]
        bring(record(note="Lại công khai"))
        assert counter.standing(CODE).record.note.vi == "Lại công khai"
        assert states("no-longer-public") == ["closed"]


class TestRuns:
    def test_a_run_that_wrote_leaves_its_report_without_the_path(self, bring, tmp_path):
        bring(record())
        bring(record())
        bring(record(note="Khác"), dry_run=True)
        run = ImportRun.objects.get()
        assert (run.file_name, run.report["new"]) == ("source.jsonl", 1)
        assert str(tmp_path) not in str(run.report)

    def test_drafts_go_public_by_an_import_in_earnest(self, bring):
        bring(record(), draft=True)
        assert not page().live
        assert bring(record()).versions == 1
        assert counter.standing(CODE).entry.public
        assert counter.in_force(CODE).note == ""
        assert bring(record()).changed == []

    def test_a_draft_in_an_editors_hands_stays_a_draft(self, bring):
        bring(record(), draft=True)
        page().save_revision()
        bring(record())
        assert not page().live

    def test_as_a_draft_nothing_public_changes_until_an_import_in_earnest(self, bring):
        bring(record(note="Nguồn"))
        report = bring(record(note="Nguồn hai"), draft=True)
        assert CODE in report.drafts
        assert page().note_vi == "Nguồn"
        bring(record(note="Nguồn hai"))
        assert counter.standing(CODE).record.note.vi == "Nguồn hai"

    def test_a_code_taken_by_an_editor_is_told_once(self, bring):
        editors_draft(CODE, "Trang của biên tập viên", imported=False)
        bring(record())
        runs = ImportRun.objects.count()
        assert bring(record()).new == 0
        assert ImportRun.objects.count() == runs
        assert FeeRow.objects.filter(page__code=CODE).count() == 1
