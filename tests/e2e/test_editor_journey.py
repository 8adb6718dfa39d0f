"""An editor who is no superuser signs in, changes a fee and publishes; page, search and versions show it."""

import time
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import Page, expect

from catalogue import permissions
from portal.core import outbox
from portal.core.models import User
from tests.catalogue.factories import published

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "mot-cua-thu-nghiem"
PATIENCE = 2.0  # seconds until the public sees what was published


@pytest.fixture
def editor(db, settings):
    settings.OUTBOX_IN_PROCESS = False
    permissions.grant()
    user = User.objects.create_user("bien-tap", password=PASSWORD)
    user.groups.set(Group.objects.filter(name__in=["Biên tập", "Duyệt"]))
    return user


def sign_in(page: Page, user: User) -> None:
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")


def until(look: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not look():
        assert time.monotonic() < deadline, "the public does not see what was published"


def test_a_changed_fee_is_public_within_two_seconds(visit, editor, client):
    procedure = published(title="Cấp bản sao trích lục hộ tịch")
    page = visit(f"/admin/pages/{procedure.pk}/edit/")
    sign_in(page, editor)
    page.get_by_role("tab", name="Phí và thời hạn").click()
    amount = page.locator("#id_fees-0-amount")
    if not amount.is_visible():
        page.locator("[id^=inline_child_fees-0] button[data-panel-toggle]").first.click()
    amount.fill("12345")
    page.locator("footer button[aria-expanded]").last.click()
    page.locator("button[name='action-publish']").click()
    expect(page.locator(".messages")).to_be_visible()
    outbox.drain()
    address = procedure.get_url()
    until(lambda: "12.345" in client.get(address).content.decode())
    until(lambda: "12.345" in client.get("/tim-kiem/", {"q": "ban sao trich luc ho tich"}).content.decode())
    page_text = client.get(address).content.decode()
    versions = page_text.partition('id="phien-ban"')[2].partition("</section>")[0]
    assert versions.count("<li>") == 2
    assert timezone.localdate().isoformat() in versions
