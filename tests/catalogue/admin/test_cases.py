"""Trying the cases of a draft in the editor: what is shown, who may see it, and that nothing is written."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from catalogue.models import Choice, Fee, ProcedurePage, ProcedureVersion, Question, RequiredDocument
from tests.catalogue import factories
from tests.catalogue.admin import desk

pytestmark = pytest.mark.django_db


def question(text: str, *labels: str, key: str = "q") -> Question:
    one = Question(key=key, text_vi=text, sort_order=0)
    one.choices.set(
        [Choice(key=f"{key}{place}", label_vi=label, sort_order=place) for place, label in enumerate(labels)]
    )
    return one


def paper(name: str, *when: str, **fields: Any) -> RequiredDocument:
    return RequiredDocument(
        key=f"p-{name}", name_vi=name, handing="submit", originals=1, applies_when=list(when), **fields
    )


def page_with_cases(
    *questions: Question, papers: list[RequiredDocument], fees: list[Fee] | None = None
) -> ProcedurePage:
    page = factories.new_page()
    page.questions.set(list(questions))
    page.papers.set(papers)
    if fees is not None:
        page.fees.set(fees)
    return factories.publish(factories.procedure_index().add_child(instance=page))


@pytest.fixture
def page() -> ProcedurePage:
    return page_with_cases(
        question("Bạn làm thay người khác?", "Có", "Không"),
        papers=[paper("Tờ khai"), paper("Giấy ủy quyền", "q:q0")],
        fees=[
            Fee(
                key="f0",
                kind="charge",
                status="amount",
                amount=20000,
                applies_when=["q:q0"],
                description_vi="Làm thay",
            ),
            Fee(
                key="f1",
                kind="charge",
                status="amount",
                amount=8000,
                applies_when=["q:q1"],
                description_vi="Tự làm",
            ),
        ],
    )


def address(page: ProcedurePage) -> str:
    return reverse("cases_try", args=[page.pk])


def table(response: Any) -> dict[str, list[str]]:
    """The rows of the table by the answers."""
    soup = BeautifulSoup(response.content, "html.parser")
    rows = soup.select(".mc-try-table tbody tr")
    text = lambda cell: cell.get_text(" ", strip=True).replace("\xa0", " ")  # noqa: E731
    return {text(row.th): [text(cell) for cell in row.find_all("td")] for row in rows}


def fact(response: Any, name: str) -> str:
    found = BeautifulSoup(response.content, "html.parser").select_one(f"[data-mc-{name}]")
    return found.get_text(strip=True).replace("\xa0", " ")


class TestTheCasesOfASavedDraft:
    def test_each_combination_with_its_papers_and_fee(self, page: ProcedurePage):
        rows = table(desk.editor().get(address(page)))
        assert {name: cells[:2] for name, cells in rows.items()} == {
            "Có": ["2", "20.000 đ"],
            "Không": ["1", "8.000 đ"],
        }

    def test_the_case_that_is_chosen(self, page: ProcedurePage):
        client = desk.editor()
        answered = client.get(address(page), {"hoi-q": "q1"})
        assert (fact(answered, "papers"), fact(answered, "fee")) == ("1", "8.000 đ")
        assert "1 giấy tờ không cần trong trường hợp này" in desk.words(answered)
        open_ = client.get(address(page))
        assert fact(open_, "papers") == "1 – 2"
        assert "(tùy câu trả lời)" in desk.words(open_)

    def test_the_day_of_handing_in_moves_the_due_day(self, page: ProcedurePage):
        client = desk.editor()
        days = {fact(client.get(address(page), {"nop": day}), "due") for day in ("2027-03-01", "2027-03-08")}
        assert len(days) == 2

    def test_a_wrong_answer_is_named_and_left_out(self, page: ProcedurePage):
        said = desk.words(
            desk.editor().get(address(page), {"hoi-q": "x" * 5000, "nop": "2026-02-31", "la": "1"})
        )
        assert "không có lựa chọn này" in said
        assert "không phải là một ngày" in said

    def test_too_many_combinations_are_said_and_shown_one_by_one(self):
        many = [question(f"Câu {n}?", "Có", "Không", key=f"k{n}") for n in range(6)]
        page = page_with_cases(*many, papers=[paper(f"Giấy {n}", f"k{n}:k{n}0") for n in range(6)])
        response = desk.editor().get(address(page))
        assert "Có 64 cách kết hợp" in desk.words(response)
        assert len(BeautifulSoup(response.content, "html.parser").select(".mc-try-table tbody tr")) == 12


class TestWhatLooksWrong:
    def said(self, *questions: Question, papers: list[RequiredDocument]) -> str:
        page = page_with_cases(*questions, papers=papers, fees=[])
        return desk.words(desk.editor().get(address(page)))

    def test_nothing(self, page: ProcedurePage):
        assert "Không thấy gì lạ" in desk.words(desk.editor().get(address(page)))

    def test_a_question_nobody_uses(self):
        said = self.said(question("Thừa?", "Có", "Không"), papers=[paper("Tờ khai")])
        assert "Chưa dòng nào dùng câu hỏi “Thừa?”" in said

    def test_a_question_with_one_answer(self):
        said = self.said(question("Một?", "Có"), papers=[paper("Tờ khai", "q:q0")])
        assert "ít hơn hai câu trả lời" in said

    def test_a_paper_that_no_case_shows(self):
        said = self.said(question("A?", "Có", "Không"), papers=[paper("Lạc", "mat:mat0"), paper("B", "q:q0")])
        assert "Giấy tờ “Lạc” không hiện ở trường hợp nào" in said
        assert "“B” không hiện" not in said

    def test_answers_between_which_nothing_changes(self):
        said = self.said(
            question("Tuổi?", "Dưới 14", "14 đến 18", "Trên 18"),
            papers=[paper("Tờ khai"), paper("Giấy của cha mẹ", "q:q0", "q:q1")],
        )
        assert "chọn “Dưới 14” và “14 đến 18” đều như nhau" in said
        assert "Trên 18” đều" not in said

    def test_a_case_without_any_paper(self):
        said = self.said(question("A?", "Có", "Không"), papers=[paper("Tờ khai", "q:q0")])
        assert "Trường hợp “Không” không phải nộp giấy tờ nào" in said


class TestTheFormAsItStands:
    def test_what_is_not_saved_yet_counts_and_nothing_is_written(self, page: ProcedurePage):
        client = desk.editor()
        form = desk.open_form(client, page)
        revisions, versions = page.revisions.count(), ProcedureVersion.objects.count()
        form["fees-0-amount"] = "33000"
        place = desk.add_row(form, "questions", text_vi="Mất giấy cũ?", key="moi")
        form[f"questions-{place}-choices-TOTAL_FORMS"] = "2"
        for n, label in enumerate(("Mất", "Còn")):
            row = f"questions-{place}-choices-{n}"
            form |= {
                f"{row}-id": "",
                f"{row}-key": f"c{n}",
                f"{row}-label_vi": label,
                f"{row}-ORDER": str(n + 1),
                f"{row}-DELETE": "",
            }
        form["papers-1-applies_when"] = '["q:q0", "moi:c0"]'
        rows = table(client.post(address(page), {**form, "mc-case": "hoi-q=q0&hoi-moi=c0"}))
        assert {name: cells[:2] for name, cells in rows.items()} == {
            "Có · Mất": ["2", "33.000 đ"],
            "Có · Còn": ["1", "33.000 đ"],
            "Không · Mất": ["1", "8.000 đ"],
            "Không · Còn": ["1", "8.000 đ"],
        }
        assert (page.revisions.count(), ProcedureVersion.objects.count()) == (revisions, versions)
        assert ProcedurePage.objects.get(pk=page.pk).questions.count() == 1

    def test_a_form_that_can_not_be_read_says_where(self, page: ProcedurePage):
        client = desk.editor()
        form = desk.open_form(client, page) | {"fees-0-amount": "nhiều"}
        response = client.post(address(page), form)
        assert response.status_code == 200
        assert "Chưa thử được" in desk.words(response)

    def test_an_added_question_keeps_its_key_when_saved(self, page: ProcedurePage):
        client = desk.editor()
        form = desk.open_form(client, page)
        place = desk.add_row(form, "questions", text_vi="Mất giấy cũ?", key="moi")
        row = f"questions-{place}-choices-0"
        form[f"questions-{place}-choices-TOTAL_FORMS"] = "1"
        form |= {
            f"{row}-id": "",
            f"{row}-key": "c0",
            f"{row}-label_vi": "Mất",
            f"{row}-ORDER": "1",
            f"{row}-DELETE": "",
        }
        form["papers-1-applies_when"] = '["moi:c0"]'
        desk.save(client, page, form)
        draft = ProcedurePage.objects.get(pk=page.pk).get_latest_revision_as_object()
        assert [one.key for one in draft.questions.all()] == ["q", "moi"]
        assert [one.key for one in draft.questions.all()[1].choices.all()] == ["c0"]
        assert draft.papers.all()[1].applies_when == ["moi:c0"]


class TestWhoMaySeeIt:
    def test_only_who_may_edit_the_page(self, page: ProcedurePage):
        assert Client().get(address(page)).status_code == 302
        stranger = desk.sign_in()
        assert stranger.get(address(page)).status_code in (302, 403)
        assert stranger.post(address(page)).status_code in (302, 403)

    def test_other_pages_have_no_cases(self, page: ProcedurePage):
        client = desk.editor()
        assert client.get(reverse("cases_try", args=[page.get_parent().pk])).status_code in (302, 403, 404)
        assert client.get(reverse("cases_try", args=[10**9])).status_code == 404

    def test_the_editor_leads_there(self, page: ProcedurePage):
        html = desk.editor().get(desk.edit_url(page)).content.decode()
        assert f'data-url="{address(page)}"' in html
