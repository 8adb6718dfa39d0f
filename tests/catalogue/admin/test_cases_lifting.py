"""Cases lifted out of papers: proposed, worded by the editor, put in the draft, never public by itself."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.findings.proposals import CaseProposal, proposal_words, read_proposal
from catalogue.models import Finding, ProcedurePage, ProcedureVersion, RequiredDocument
from tests.catalogue import factories
from tests.catalogue.admin import desk
from tests.catalogue.admin.findings_desk import decide, finding, newest, see, state

pytestmark = pytest.mark.django_db
PROXY = "Văn bản ủy quyền trong trường hợp ủy quyền nộp hồ sơ"
COPY = "Bản sao giấy tờ của người nhận (đối với trường hợp ủy quyền nộp hồ sơ)"
UNSURE = "Giấy A; giấy B trong trường hợp mua nhà"


def page_with_papers(*names: str, code: str = "1.000001") -> ProcedurePage:
    page = factories.new_page(code)
    page.papers.set(
        [RequiredDocument(key=f"p{n}", name_vi=name, originals=1) for n, name in enumerate(names)]
    )
    return factories.publish(factories.procedure_index().add_child(instance=page))


def found(code: str, text: str) -> Finding:
    return finding(code, "case-inside-paper", source_text=text)


def send(client: Client, code: str, *ones: Finding, applies: str = "0", **fields: Any) -> str:
    sent = {
        "code": code,
        "question": "Bạn có ủy quyền nộp hồ sơ không?",
        "choice": ["Có", "Không"],
        "finding": [one.pk for one in ones],
        **{f"applies-{one.pk}": applies for one in ones},
        **fields,
    }
    response = client.post(reverse("cases_lift"), sent, follow=True)
    assert response.status_code == 200
    return desk.words(response)


class TestTheList:
    def test_only_sure_ones_grouped_by_condition(self):
        page_with_papers(PROXY, COPY, UNSURE)
        for text in (PROXY, COPY, UNSURE):
            found("1.000001", text)
        client = desk.editor()
        said = see(client, "cases_lifting")
        assert "3 dòng giấy tờ nêu một trường hợp" in said
        assert "2 dòng (của 1 thủ tục)" in said
        html = client.get(reverse("cases_lifting")).content.decode()
        assert html.count('name="question"') == 1
        assert html.count('name="finding"') == 2
        assert "giấy B" not in html

    def test_one_procedure_and_odd_addresses(self):
        page_with_papers(PROXY)
        found("1.000001", PROXY)
        client = desk.editor()
        assert (
            "Bạn có ủy quyền" in client.get(reverse("cases_lifting"), {"code": "1.000001"}).content.decode()
        )
        for code in ("9.9", "x" * 9999, "' OR 1"):
            assert "Không có đề xuất nào" in see(client, "cases_lifting", code=code)
        for number in ("0", "-1", "99999999", "x"):
            assert client.get(reverse("cases_lifting"), {"trang": number}).status_code == 200

    def test_who_may_see_and_decide(self):
        page_with_papers(PROXY)
        one = found("1.000001", PROXY)
        stranger = desk.sign_in()
        assert stranger.get(reverse("cases_lifting")).status_code in (302, 403)
        assert stranger.post(reverse("cases_lift"), {"code": "1.000001", "finding": one.pk}).status_code in (
            302,
            403,
        )
        assert state(one) == "open"

    def test_queries_do_not_grow_with_the_list(self, django_assert_max_num_queries: Any):
        for n in range(8):
            page_with_papers(PROXY, code=f"1.00000{n}")
            found(f"1.00000{n}", PROXY)
        client = desk.editor()
        client.get(reverse("cases_lifting"))
        with django_assert_max_num_queries(40):  # most are the admin's own
            client.get(reverse("cases_lifting"))


class TestAccepting:
    def test_the_question_and_its_rows_go_to_the_draft_only(self):
        page = page_with_papers(PROXY, "Tờ khai", COPY)
        ones = found(page.code, PROXY), found(page.code, COPY)
        said = send(
            desk.editor(), page.code, *ones, question="Bạn nhờ người khác nộp thay?", choice=["Nhờ", "Tự nộp"]
        )
        assert "2 dòng giấy tờ đã vào bản nháp của 1.000001; chưa có gì công khai" in said
        draft = newest(page)
        (question,) = draft.questions.all()
        assert question.text_vi == "Bạn nhờ người khác nộp thay?"
        labels = {choice.label_vi: choice.key for choice in question.choices.all()}
        assert list(labels) == ["Nhờ", "Tự nộp"]
        token = f"{question.key}:{labels['Nhờ']}"
        assert [(one.name_vi, one.applies_when) for one in draft.papers.all()] == [
            (PROXY, [token]),
            ("Tờ khai", []),
            (COPY, [token]),
        ]
        assert [state(one) for one in ones] == ["accepted", "accepted"]
        live = ProcedurePage.objects.get(pk=page.pk)
        assert not live.questions.exists()
        assert ProcedureVersion.objects.filter(code=page.code).count() == 1
        assert "nhờ người khác" not in Client().get(reverse("procedure", args=[page.slug])).content.decode()

    def test_the_same_question_later_is_shared(self):
        page = page_with_papers(PROXY, COPY)
        first, second = found(page.code, PROXY), found(page.code, COPY)
        client = desk.editor()
        send(client, page.code, first)
        send(client, page.code, second, applies="1")
        draft = newest(page)
        (question,) = draft.questions.all()
        keys = [choice.key for choice in question.choices.all()]
        assert [one.applies_when for one in draft.papers.all()] == [
            [f"{question.key}:{keys[0]}"],
            [f"{question.key}:{keys[1]}"],
        ]

    def test_two_rows_with_the_same_words_are_both_tied(self):
        page = page_with_papers(PROXY, PROXY)
        send(desk.editor(), page.code, found(page.code, PROXY), found(page.code, PROXY))
        assert all(len(one.applies_when) == 1 for one in newest(page).papers.all())

    @pytest.mark.parametrize(
        "fields",
        [
            {"question": ""},
            {"question": "x" * 256},
            {"choice": ["Có"]},
            {"choice": ["Có", ""]},
            {"choice": ["Có", "Có"]},
            {"finding": []},
            {"applies": "7"},
            {"applies": "x"},
            {"finding": ["x", "9" * 30]},
        ],
    )
    def test_what_can_not_be_asked_is_refused(self, fields: dict[str, Any]):
        page = page_with_papers(PROXY)
        one = found(page.code, PROXY)
        revisions = page.revisions.count()
        said = send(desk.editor(), page.code, one, **fields)
        assert "đã vào bản nháp" not in said
        assert (state(one), page.revisions.count()) == ("open", revisions)

    def test_a_row_that_the_draft_no_longer_has(self):
        page = page_with_papers(PROXY)
        one = found(page.code, PROXY)
        page.papers.set([])
        page.save_revision()
        assert "không còn dòng giấy tờ nào đúng lời này" in send(desk.editor(), page.code, one)
        assert state(one) == "open"

    def test_a_locked_page_and_no_page(self):
        page = page_with_papers(PROXY)
        page.locked = True
        page.save()
        one, gone = found(page.code, PROXY), found("9.999999", PROXY)
        client = desk.editor()
        assert "trang đang khóa" in send(client, page.code, one)
        assert "trang không còn" in send(client, "9.999999", gone)
        assert (state(one), state(gone)) == ("open", "open")

    def test_a_stored_proposal_is_accepted_on_the_board_too(self):
        page = page_with_papers(PROXY)
        one = found(page.code, PROXY)
        one.proposal = CaseProposal("p0", "Bạn có ủy quyền không?", ("Có", "Không"), "Có").stored
        one.save()
        client = desk.editor()
        assert "hỏi “Bạn có ủy quyền không?”; giấy tờ này chỉ khi trả lời “Có”" in see(
            client, "findings_list"
        )
        assert "bản nháp của 1 trang" in decide(client, "accept", finding=one.pk)
        assert len(newest(page).papers.first().applies_when) == 1


@pytest.mark.parametrize(
    "stored",
    [
        {"paper_key": "p"},
        {"paper_key": "p", "question": "A?", "choices": "Có", "applies": "Có"},
        {"paper_key": "p", "question": "A?", "choices": ["Có"], "applies": "Có"},
        {"paper_key": "p", "question": "A?", "choices": ["Có", "Không"], "applies": "Khác"},
        {"paper_key": "p", "question": "x" * 256, "choices": ["Có", "Không"], "applies": "Có"},
        {"paper_key": "", "question": "A?", "choices": ["Có", "Không"], "applies": "Có"},
    ],
)
def test_a_broken_proposal_is_none(stored: dict[str, Any]):
    assert read_proposal(stored) is None
    assert proposal_words(stored) == ""
