"""Accepting what an import proposes, and the spreadsheet of findings."""

import io
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from catalogue.findings import board, deciding
from catalogue.findings.proposals import proposal_words
from catalogue.models import ProcedurePage, ProcedureVersion
from tests.catalogue import factories
from tests.catalogue.admin import desk
from tests.catalogue.admin.findings_desk import (
    COPY,
    decide,
    finding,
    newest,
    page_with_fee,
    proposed,
    see,
    state,
)

pytestmark = pytest.mark.django_db


class TestProposals:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({}, "2.000 đ mỗi trang"),
            ({"kind": "flat", "unit": None}, "2.000 đ"),
            ({"kind": "percentage", "unit": None, "percent": "0.5", "amount": None}, "0,5 %"),
            ({"amount": "x"}, ""),
            ({"kind": "riddle"}, ""),
            ({"fee_key": ""}, ""),
        ],
    )
    def test_in_words(self, changes: dict[str, Any], words: str):
        assert proposal_words({**COPY, **changes}).replace("\xa0", " ") == words

    def test_accepting_puts_it_in_the_draft_and_never_in_public(self):
        page = page_with_fee()
        one = proposed(page)
        client = desk.editor()
        assert "2.000" in see(client, "findings_list")
        said = decide(client, "accept", finding=one.pk)
        assert "bản nháp của 1 trang; chưa có gì công khai" in said
        assert state(one) == "accepted"
        fee = newest(page).fees.first()
        assert (fee.status, fee.amount, fee.rule["kind"], fee.description_vi) == (
            "amount",
            2000,
            "per_unit",
            "Bản sao",
        )
        live = ProcedurePage.objects.get(pk=page.pk)
        assert live.fees.first().status == "unknown"
        assert live.has_unpublished_changes
        assert ProcedureVersion.objects.filter(code=page.code).count() == 1
        assert "2.000" not in client.get(reverse("procedure", args=[page.slug])).content.decode()

    def test_a_page_that_was_imported_without_a_revision(self):
        page = factories.draft()
        key = page.fees.first().key
        one = proposed(page, fee_key=key)
        decide(desk.editor(), "accept", finding=one.pk)
        assert newest(page).fees.first().amount == 2000
        assert ProcedurePage.objects.get(pk=page.pk).fees.first().amount == 8000

    def test_it_joins_what_an_editor_left_in_the_draft(self):
        page = page_with_fee()
        page.title = "Tên mới"
        page.save_revision()
        decide(desk.editor(), "accept", finding=proposed(page).pk)
        assert newest(page).title == "Tên mới"
        assert newest(page).fees.first().amount == 2000

    def test_refused_when_the_row_is_gone_from_the_draft(self):
        page = page_with_fee()
        one = proposed(page)
        page.fees.set([])
        page.save_revision()
        revisions = page.revisions.count()
        said = decide(desk.editor(), "accept", finding=one.pk)
        assert "không còn trong bản nháp" in said
        assert state(one) == "open"
        assert page.revisions.count() == revisions

    def test_refused_on_a_locked_page_and_without_one(self):
        page = page_with_fee()
        page.locked = True
        page.save()
        one = proposed(page)
        gone = finding("9.999999", "fee-rule-proposed", proposal=COPY)
        said = decide(desk.editor(), "accept", finding=[one.pk, gone.pk])
        assert "trang đang khóa" in said
        assert "không còn trang" in said
        assert (state(one), state(gone)) == ("open", "open")

    def test_many_at_once_make_one_revision_a_page(self):
        pages = [page_with_fee(f"1.00000{number}") for number in range(3)]
        for page in pages:
            proposed(page)
            proposed(page, amount="3000")
        plain = finding()
        before = [page.revisions.count() for page in pages]
        said = decide(desk.editor(), "accept", all="1", upto=10**9, back="")
        assert "Đã chấp nhận 7 điều." in said
        assert [page.revisions.count() for page in pages] == [count + 1 for count in before]
        assert state(plain) == "accepted"

    def test_too_many_at_once_are_left_for_another_time(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(deciding, "PAGES_AT_ONCE", 1)
        ones = [proposed(page_with_fee(f"1.00000{number}")) for number in range(3)]
        client = desk.editor()
        said = decide(client, "accept", finding=[one.pk for one in ones])
        assert "Còn 2 đề xuất chưa kịp" in said
        assert board.open_count() == 2

    def test_the_editor_shows_the_rule_and_says_what_is_wrong_with_one(self):
        page = page_with_fee()
        client = desk.editor()
        decide(client, "accept", finding=proposed(page).pk)
        assert "2.000 đ mỗi trang" in desk.words(client.get(desk.edit_url(page)))
        form = desk.open_form(client, page)
        desk.save(client, page, form)
        assert newest(page).fees.first().rule == {"kind": "per_unit", "unit": {"vi": "trang"}}
        assert "Cách tính sai" in desk.words(
            desk.save(client, page, {**form, "fees-0-rule": '{"kind": "x"}'})
        )
        assert "JSON" in desk.words(desk.save(client, page, {**form, "fees-0-rule": "{"}))
        desk.save(client, page, {**form, "fees-0-rule": ""})
        assert newest(page).fees.first().rule is None


class TestTheSheet:
    def read(self, **asked: Any) -> list[tuple[Any, ...]]:
        response = desk.editor().get(reverse("findings_sheet"), asked)
        assert response["Content-Type"].startswith("application/vnd.openxmlformats")
        assert ".xlsx" in response["Content-Disposition"]
        book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        return list(book.active.iter_rows())

    def test_the_filtered_list_with_its_words(self):
        page = page_with_fee()
        proposed(page)
        finding("9.999999", "act-empty", source_text="khác")
        rows = [[cell.value for cell in row] for row in self.read(rule="fee-rule-proposed")]
        assert len(rows) == 2
        assert rows[0][:2] == ["Mã thủ tục", "Tên thủ tục"]
        assert rows[1][0] == page.code
        assert rows[1][1] == page.title
        assert "2.000" in rows[1][9]
        assert rows[1][10].year >= 2024

    @pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@SUM(A1)", "#REF!", "\t=1"])
    def test_a_text_is_never_a_formula(self, text: str):
        finding(source_text=text)
        cell = self.read()[1][6]
        assert cell.data_type == "s"
        assert cell.value == text
        assert cell.quotePrefix

    def test_what_the_format_has_no_place_for_is_left_out(self):
        finding(source_text="a\x0bb\ud800c".encode("utf-8", "ignore").decode() + "x" * 40_000)
        assert self.read()[1][6].value.startswith("abcxx")
