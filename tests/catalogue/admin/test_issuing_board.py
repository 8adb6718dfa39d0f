"""The board of issuers at the real admin views."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from catalogue.models import DocumentType, IssuerDecision
from catalogue.permissions import EDITORS
from tests.catalogue.admin.desk import sign_in
from tests.catalogue.issuing_rows import confirmed, paper_type, procedure

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BOARD = "/admin/issuers/"


@pytest.fixture
def birth() -> DocumentType:
    paper = paper_type("khai-sinh", "Giấy khai sinh")
    procedure("1.000001", "Nhận con nuôi", asks=(paper,))
    procedure("1.000002", "Đăng ký khai sinh", issues=(paper,))
    procedure("1.000003", "Đăng ký lại khai sinh", issues=(paper,))
    return paper


def shown(client: Client, query: str = "") -> list[str]:
    """The links listed, as the form names them."""
    html = client.get(BOARD + query).content.decode()
    return re.findall(r'name="link" value="([^"]+)"', html)


def send(client: Client, **fields: object) -> str:
    response = client.post(reverse("issuers_decide"), fields, follow=True)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def test_an_editor_sees_proposals_and_confirms_one(birth: DocumentType) -> None:
    client = sign_in(EDITORS)
    assert shown(client) == ["khai-sinh 1.000002", "khai-sinh 1.000003"]
    assert "Đã ghi 1 dòng" in send(client, action="confirm:khai-sinh 1.000002", back="state=proposed")
    decision = IssuerDecision.objects.get()
    assert (decision.code, decision.confirmed) == ("1.000002", True)
    assert decision.decided_by is not None
    assert shown(client) == ["khai-sinh 1.000003"]
    assert shown(client, "?state=confirmed") == ["khai-sinh 1.000002"]
    assert shown(client, "?state=all") == ["khai-sinh 1.000002", "khai-sinh 1.000003"]


def test_a_decision_is_public_at_once(birth: DocumentType) -> None:
    client, public = sign_in(EDITORS), Client()
    address = "/thu-tuc/1-000001/lo-trinh/"
    assert "khai-sinh" not in _form(public, address)
    send(client, action="confirm:khai-sinh 1.000002", back="")
    assert "khai-sinh" in _form(public, address)
    send(client, action="refuse:khai-sinh 1.000002", back="")
    assert "khai-sinh" not in _form(public, address)


def _form(client: Client, address: str) -> list[str]:
    html = client.get(address).content.decode()
    return re.findall(r'name="thieu" value="([^"]+)"', html)


def test_many_are_refused_at_once_and_taken_back(birth: DocumentType) -> None:
    client = sign_in(EDITORS)
    both = ["khai-sinh 1.000002", "khai-sinh 1.000003"]
    assert "Đã ghi 2 dòng" in send(client, action="refuse", link=both, back="q=khai")
    assert shown(client) == []
    assert shown(client, "?state=refused") == both
    assert "Đã ghi 2 dòng" in send(client, action="withdraw", link=both, back="state=refused")
    assert shown(client) == both


def test_every_decision_is_logged(birth: DocumentType) -> None:
    client = sign_in(EDITORS)
    for action in ("confirm", "refuse", "withdraw"):
        send(client, action=f"{action}:khai-sinh 1.000002", back="")
    log = ModelLogEntry.objects.get_for_model(IssuerDecision).order_by("timestamp", "id")
    assert [entry.action for entry in log] == ["wagtail.create", "wagtail.edit", "wagtail.delete"]
    assert [entry.data["confirmed"] for entry in log] == [True, False, False]
    assert {(entry.data["paper"], entry.data["code"]) for entry in log} == {("khai-sinh", "1.000002")}
    assert all(entry.user for entry in log)


def test_search_and_pages_keep_what_was_asked(birth: DocumentType) -> None:
    client = sign_in(EDITORS)
    assert shown(client, "?q=lai+khai+sinh") == ["khai-sinh 1.000003"]
    assert shown(client, "?q=ho+chieu") == []
    response = client.post(
        reverse("issuers_decide"),
        {"action": "confirm", "link": "khai-sinh 1.000003", "back": "state=all&q=lai"},
    )
    assert response["Location"] == f"{BOARD}?state=all&q=lai"


@pytest.mark.parametrize(
    "query", ["?state=zzz", "?trang=999", "?trang=-1", "?q=" + "x" * 5000, "?state=all&state=refused"]
)
def test_any_address_is_a_page(birth: DocumentType, query: str) -> None:
    assert sign_in(EDITORS).get(BOARD + query).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"action": "confirm"},
        {"action": "confirm", "link": "khai-sinh"},
        {"action": "confirm", "link": "la 9.9"},
        {"action": "eat", "link": "khai-sinh 1.000002"},
        {"action": "confirm:", "link": ""},
    ],
)
def test_bad_requests_change_nothing(birth: DocumentType, fields: dict[str, str]) -> None:
    send(sign_in(EDITORS), **fields)
    assert not IssuerDecision.objects.exists()


def test_only_who_edits_procedures_may_come_in(birth: DocumentType) -> None:
    stranger = sign_in()
    assert stranger.get(BOARD).status_code == 302
    stranger.post(reverse("issuers_decide"), {"action": "confirm:khai-sinh 1.000002"})
    Client().post(reverse("issuers_decide"), {"action": "confirm:khai-sinh 1.000002"})
    assert not IssuerDecision.objects.exists()
    assert sign_in(EDITORS).get(reverse("issuers_decide")).status_code == 405


def test_the_menu_leads_there(birth: DocumentType) -> None:
    assert BOARD in sign_in(EDITORS).get("/admin/").content.decode()


def test_a_confirmed_link_whose_procedure_went_away_says_so(birth: DocumentType) -> None:
    confirmed(birth, "9.999999")
    html = sign_in(EDITORS).get(BOARD + "?state=confirmed").content.decode()
    assert "thủ tục không còn công khai" in html
    assert "Danh sách kèm theo cổng" in html
