"""The editor in a real browser: what its script does."""

from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Window
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Locale, Page

from catalogue.models import Choice, FormTemplate, ProcedurePage, ProcedureVersion, Question
from catalogue.record import read_record
from tests.catalogue import factories
from tests.catalogue.admin import desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROWS = "[data-mc-relation={}] > [data-inline-panel-child]"


@pytest.fixture
def window(live_server: LiveServer, browser: Browser) -> Iterator[Window]:
    """A window of an editor who may also publish; no script may fail, nor break the content policy."""
    if Page.get_first_root_node() is None:  # an earlier test of this kind emptied the database
        Locale.objects.get_or_create(language_code="vi")
        Page.add_root(title="Root", slug="root")
    session = desk.both().cookies["sessionid"].value
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    context.set_default_timeout(20_000)  # milliseconds
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert errors == []


def procedure() -> ProcedurePage:
    """A page that may be published, with one question of two answers."""
    page = factories.new_page()
    question = Question(text_vi="Trẻ bao nhiêu ngày tuổi?")
    question.choices.add(Choice(label_vi="Trong 60 ngày"), Choice(label_vi="Sau 60 ngày"))
    page.questions.add(question)
    page = factories.procedure_index().add_child(instance=page)
    page.save_revision()
    return page


def tab(window: Window, name: str) -> None:
    window.get_by_role("tab", name=name).first.click()


def unfold(window: Window, relation: str) -> object:
    row = window.locator(ROWS.format(relation)).first
    row.locator("[data-panel-toggle]").first.click()
    return row


def test_a_fee_and_a_condition_changed_and_published(window: Window, live_server: LiveServer):
    page = procedure()
    FormTemplate.objects.create(slug="to-khai", name_vi="Tờ khai mẫu")
    window.goto(urljoin(live_server.url, desk.edit_url(page)))
    tab(window, "Phí và thời hạn")
    fee = unfold(window, "fees")
    expect(fee.locator(".mc-summary")).to_contain_text("Có mức thu")
    fee.locator("[name=fees-0-amount]").fill("12000")
    expect(fee.locator(".mc-summary")).to_contain_text("12000 đồng")
    fee.get_by_label("Sau 60 ngày").check()
    tab(window, "Giấy tờ")
    paper = unfold(window, "papers")
    paper.locator("[data-mc-choose]").nth(1).click()
    window.locator(".modal-body input[type=checkbox]").first.check()
    window.locator(".modal-body [type=submit]").last.click()
    expect(paper.locator(".mc-chosen").last).to_contain_text("Tờ khai mẫu")
    window.locator("footer [data-w-dropdown-target=toggle]").click()
    window.locator("button[name=action-publish]").click()
    window.wait_for_url("**/admin/pages/*/")
    record = read_record(ProcedureVersion.objects.get(code=page.code).record)
    assert str(record.fees[0].amount) == "12000"
    assert [form.id for form in record.papers[0].forms] == ["to-khai"]
    question = record.questions[0]
    assert record.fees[0].applies_when[0].choices == (question.choices[1].key,)


def test_the_browser_makes_a_vietnamese_address(window: Window, live_server: LiveServer):
    window.goto(urljoin(live_server.url, "/admin/snippets/catalogue/agency/add/"))
    window.locator("#id_name_vi").press_sequentially("Công an cấp xã: Đăng ký cấp hộ chiếu")
    window.locator("#id_name_vi").blur()
    expect(window.locator("#id_slug")).to_have_value("cong-an-cap-xa-dang-ky-cap-ho-chieu")
