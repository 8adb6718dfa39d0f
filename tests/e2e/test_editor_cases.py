"""An editor asks a question, ties a paper to an answer, tries both cases, and lifts a case out of a paper."""

import time
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Page, expect

from catalogue import permissions
from catalogue.models import Finding, ProcedurePage, ProcedureVersion, RequiredDocument
from portal.core.models import User
from tests.catalogue import factories
from tests.e2e.checks import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "mot-cua-thu-nghiem"
PATIENCE = 10.0  # seconds until a draft is saved
PROXY = "Văn bản ủy quyền trong trường hợp ủy quyền nộp hồ sơ"
ROWS = "[data-mc-relation={}] > [data-inline-panel-child]"


@pytest.fixture
def editor(db: None) -> User:
    """One who may edit and not publish."""
    permissions.grant()
    user = User.objects.create_user("bien-tap", password=PASSWORD)
    user.groups.set(Group.objects.filter(name="Biên tập"))
    return user


def sign_in(page: Page, user: User) -> None:
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")


def procedure(*papers: str) -> ProcedurePage:
    page = factories.new_page()
    page.papers.set(
        [RequiredDocument(key=f"p{n}", name_vi=name, originals=1) for n, name in enumerate(papers)]
    )
    return factories.publish(factories.procedure_index().add_child(instance=page))


def add_question(page: Page) -> None:
    page.locator("#id_questions-ADD").click()
    page.locator("#id_questions-0-text_vi").fill("Bạn có làm thay người khác không?")
    for place, label in enumerate(("Có", "Không")):
        page.locator("#id_questions-0-choices-ADD").click()
        page.locator(f"#id_questions-0-choices-{place}-label_vi").fill(label)
        page.locator(f"#id_questions-0-choices-{place}-label_vi").blur()


def until(look: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not look():
        assert time.monotonic() < deadline, "the draft was not saved"


def newest(page: ProcedurePage) -> ProcedurePage:
    return ProcedurePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_a_question_asked_tied_tried_and_saved(visit, editor):
    one = procedure("Tờ khai", "Giấy ủy quyền")
    page = visit(f"/admin/pages/{one.pk}/edit/")
    sign_in(page, editor)
    page.get_by_role("tab", name="Giấy tờ").click()
    add_question(page)
    paper = page.locator(ROWS.format("papers")).nth(1)
    paper.locator("[data-panel-toggle]").first.click()
    paper.get_by_label("Có", exact=True).check()  # at once: the question was never saved
    page.get_by_role("tab", name="Thử").click()
    page.locator("[data-mc-try-go]").first.click()
    table = page.locator(".mc-try-table tbody tr")
    expect(table).to_have_count(2)
    expect(table.nth(0)).to_contain_text("Có")
    expect(table.nth(0).locator("td").first).to_have_text("2")
    expect(table.nth(1).locator("td").first).to_have_text("1")
    expect(page.locator("[data-mc-papers]")).to_have_text("1 – 2")
    table.nth(1).get_by_role("link").click()
    expect(page.locator("[data-mc-papers]")).to_have_text("1")
    page.get_by_label("Bạn có làm thay người khác không?", exact=True).select_option(label="Có")
    page.locator(".mc-try-controls [data-mc-try-go]").click()
    expect(page.locator("[data-mc-papers]")).to_have_text("2")
    page.get_by_role("button", name="Lưu nháp").click()
    until(lambda: newest(one).questions.count() == 1)
    draft = newest(one)
    (question,) = draft.questions.all()
    yes = question.choices.all()[0]
    assert [paper.applies_when for paper in draft.papers.all()] == [[], [f"{question.key}:{yes.key}"]]
    assert ProcedureVersion.objects.filter(code=one.code).count() == 1


def test_a_case_lifted_out_of_a_paper(visit, editor, client):
    one = procedure("Tờ khai", PROXY)
    public = client.get(one.get_url()).content
    Finding.objects.create(code=one.code, rule="case-inside-paper", place="papers[1]", source_text=PROXY)
    page = visit("/admin/cases/lifting/")
    sign_in(page, editor)
    page.get_by_label("Câu hỏi (sửa được)").fill("Bạn nhờ người khác nộp hồ sơ?")
    page.get_by_role("button", name="Đưa vào bản nháp").click()
    expect(page.locator(".messages")).to_contain_text("chưa có gì công khai")
    page.get_by_role("link", name="Mở bản nháp").click()
    page.get_by_role("tab", name="Thử").click()
    page.locator("[data-mc-try-go]").first.click()
    expect(page.locator(".mc-try-table tbody tr")).to_have_count(2)
    expect(page.get_by_label("Bạn nhờ người khác nộp hồ sơ?", exact=True)).to_be_visible()
    assert client.get(one.get_url()).content == public


def test_a_percentage_of_a_sum_without_writing_code(visit, editor):
    one = procedure("Tờ khai")
    page = visit(f"/admin/pages/{one.pk}/edit/")
    sign_in(page, editor)
    page.get_by_role("tab", name="Phí và thời hạn").click()
    row = page.locator(ROWS.format("fees")).first
    row.locator("[data-panel-toggle]").first.click()
    row.get_by_text("Sửa cách tính").click()
    row.get_by_label("Tính thế nào").select_option("percentage")
    row.get_by_label("Phần trăm của số tiền nào").fill("giá trị hợp đồng")
    row.get_by_label("Phần trăm", exact=True).fill("0,5")
    row.get_by_label("Nhiều nhất (đồng)").fill("1.500.000")
    page.get_by_role("tab", name="Thử").click()
    page.locator("[data-mc-try-go]").first.click()
    page.locator(".mc-try-controls").get_by_label("Giá trị hợp đồng").fill("100.000.000")
    page.locator(".mc-try-controls [data-mc-try-go]").click()
    expect(page.locator("[data-mc-fee]")).to_contain_text("500.000")
    page.get_by_role("button", name="Lưu nháp").click()
    until(lambda: (newest(one).fees.first().rule or {}).get("percent") == "0.5")
    assert newest(one).fees.first().rule == {
        "kind": "percentage",
        "unit": {"vi": "giá trị hợp đồng"},
        "percent": "0.5",
        "maximum": "1500000",
    }


def test_it_fits_a_phone(visit, editor):
    one = procedure("Tờ khai", PROXY)
    Finding.objects.create(code=one.code, rule="case-inside-paper", place="papers[1]", source_text=PROXY)
    page = visit("/admin/cases/lifting/", width=PHONE)
    sign_in(page, editor)
    for path in ("/admin/cases/lifting/", f"/admin/cases/{one.pk}/"):
        page.goto(page.url.split("/admin/")[0] + path)
        expect(page.locator("h1")).to_be_attached()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
