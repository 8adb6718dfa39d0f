"""The board of findings, through the real admin views."""

import json
import zlib
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.findings.where import anchors, edit_address, place_words
from catalogue.models import ImportedSource, ImportRun
from tests.catalogue import factories
from tests.catalogue.admin import desk
from tests.catalogue.admin.findings_desk import decide, finding, page_with_fee, see, state

pytestmark = pytest.mark.django_db


def cells(client: Client, heading: str, **asked: Any) -> dict[str, list[str]]:
    """The numbers of a table of the board by the name of their row."""
    soup = BeautifulSoup(client.get(reverse("findings_board"), asked).content, "html.parser")
    table = soup.find(id=heading).find_next("table")
    return {
        row.th.find(string=True, recursive=True).strip(): [cell.get_text(strip=True) for cell in row("td")]
        for row in table("tr")
        if row("td")
    }


class TestWhoMay:
    @pytest.mark.parametrize("name", ["findings_board", "findings_list", "findings_sheet"])
    def test_not_a_stranger(self, name: str):
        response = Client().get(reverse(name))
        assert response.status_code == 302
        assert "login" in response["Location"]

    def test_not_somebody_of_the_admin_without_the_right(self):
        from django.contrib.auth.models import Permission

        client = desk.sign_in()
        user = client.get("/admin/").wsgi_request.user
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        one = finding()
        for response in (
            client.get(reverse("findings_board")),
            client.get(reverse("findings_source", args=[one.code])),
            client.post(reverse("findings_decide"), {"action": "accept", "finding": one.pk}),
        ):
            assert response.status_code == 302
        assert state(one) == "open"
        assert "Điều cần xem lại" not in client.get("/admin/").content.decode()

    def test_one_who_may_only_look_changes_nothing(self):
        from django.contrib.auth.models import Permission

        client = desk.sign_in()
        user = client.get("/admin/").wsgi_request.user
        user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "view_finding"]))
        one = finding()
        assert "Chấp nhận các dòng" not in see(client, "findings_list")
        client.post(reverse("findings_decide"), {"action": "accept", "finding": one.pk})
        assert state(one) == "open"

    def test_a_decision_needs_the_token_of_the_form(self):
        one = finding()
        client = Client(enforce_csrf_checks=True)
        client.cookies = desk.editor().cookies
        assert (
            client.post(reverse("findings_decide"), {"action": "accept", "finding": one.pk}).status_code
            == 403
        )
        assert state(one) == "open"

    def test_nothing_is_decided_by_following_a_link(self):
        assert desk.editor().get(reverse("findings_decide"), {"action": "accept"}).status_code == 405

    def test_the_menu_says_how_many_wait(self):
        client = desk.editor()
        finding()
        finding(state="dismissed")
        assert "(1)" in json.dumps(client.get("/admin/").content.decode())


class TestTheBoard:
    def test_counts_by_rule_and_state(self):
        client = desk.editor()
        finding()
        finding()
        finding(state="dismissed")
        finding(rule="rule-of-another-make")
        lines = cells(client, "by-rule")
        assert lines["Ghi 0 đồng nhưng lời văn nêu số tiền"] == ["2", "0", "1", "0"]
        assert lines["rule-of-another-make"] == ["1", "0", "0", "0"]
        assert lines["Tất cả"] == ["3", "0", "1", "0"]

    def test_counts_by_topic_of_the_procedure(self):
        client = desk.editor()
        topic = factories.TopicFactory(name_vi="Hộ tịch", slug="ho-tich")
        factories.draft(topic=topic)
        finding()
        finding("9.999999")
        assert cells(client, "by-topic") == {
            "Hộ tịch": ["1", "0", "0", "0"],
            "Chưa rõ lĩnh vực": ["1", "0", "0", "0"],
        }

    def test_both_tables_follow_the_filters(self):
        client = desk.editor()
        topic = factories.TopicFactory(name_vi="Hộ tịch", slug="ho-tich")
        factories.draft(topic=topic)
        finding()
        finding("9.999999")
        assert cells(client, "by-rule", topic="ho-tich")["Tất cả"] == ["1", "0", "0", "0"]
        assert list(cells(client, "by-topic", q="9.9999")) == ["Chưa rõ lĩnh vực"]
        assert "Không có điều nào khớp" in see(client, "findings_board", rule="act-empty")

    def test_the_latest_imports_lead_to_what_they_found(self):
        client = desk.editor()
        before = finding("1.1")
        run = ImportRun.objects.create(
            file_name="tep.jsonl.xz", report={"read": 5665, "changed": ["a"], "findings": {"x": 3, "y": 4}}
        )
        after = finding("2.2")
        said = see(client, "findings_board")
        assert "đã đọc 5.665" in said
        assert "điều cần xem lại 7" in said
        said = see(client, "findings_list", run=run.pk)
        assert after.code in said
        assert before.code not in said

    def test_what_nobody_could_ask_is_no_error(self):
        client = desk.editor()
        asked = {"state": "x", "run": "9" * 30, "topic": "'", "q": "%_", "trang": "-3"}
        assert client.get(reverse("findings_list"), asked).status_code == 200
        assert client.get(reverse("findings_board"), asked).status_code == 200


class TestTheList:
    def test_a_finding_says_what_where_and_leads_there(self):
        page = page_with_fee()
        ImportedSource.objects.create(code=page.code, compressed=zlib.compress(b'{"a": [1]}'), raw_hash="x")
        finding(place="detail.executionMethods[0].fees[1]", source_text="<b>2.000 đồng/trang</b>")
        client = desk.editor()
        soup = BeautifulSoup(client.get(reverse("findings_list")).content, "html.parser")
        said = " ".join(soup.get_text(" ").split())
        for words in (page.code, page.title, "Cách nộp 1, khoản thu 2", "<b>2.000 đồng/trang</b>"):
            assert words in said
        links = {a.find(string=True).strip(): a["href"] for a in soup.select(".mc-finding a")}
        assert links["Sửa chỗ này"].startswith(desk.edit_url(page) + "#panel-")
        assert client.get(links["Trang công khai"]).status_code == 200
        source = desk.words(client.get(links["Bản gốc"]))
        assert '{ "a": [ 1 ] }' in source

    def test_every_anchor_is_in_the_editor(self):
        page = page_with_fee()
        soup = BeautifulSoup(desk.editor().get(desk.edit_url(page)).content, "html.parser")
        assert {"fees", "papers", "channels", "title", "decision", "steps"} <= set(anchors())
        for field, anchor in anchors().items():
            if field not in ("go_live_at", "expire_at"):
                assert soup.find(id=anchor), field

    def test_a_code_without_page_or_source_leads_nowhere(self):
        client = desk.editor()
        finding("9.999999")
        assert "Sửa chỗ này" not in see(client, "findings_list")
        assert client.get(reverse("findings_source", args=["9.999999"])).status_code == 404

    def test_a_long_text_is_folded_but_whole(self):
        text = "Phí " * 400 + "hết"
        finding(source_text=text)
        soup = BeautifulSoup(desk.editor().get(reverse("findings_list")).content, "html.parser")
        assert soup.select_one("details.mc-said p").get_text(strip=True) == text

    @pytest.mark.parametrize("words", ["1.000777", "HỘ TỊCH", "hộ tịch", "Khai Sinh".lower()])
    def test_found_by_code_text_or_title_in_any_case(self, words: str):
        factories.draft("1.000777", "Đăng ký khai sinh")
        finding("1.000777", source_text="Hộ tịch")
        finding("1.000888", source_text="khác")
        said = see(desk.editor(), "findings_list", q=words)
        assert "1.000777" in said
        assert "1.000888" not in said

    def test_the_number_of_queries_does_not_grow(self):
        client = desk.editor()

        def queries(name: str) -> int:
            with CaptureQueriesContext(connection) as caught:
                client.get(reverse(name))
            return len(caught)

        factories.draft("1.000001", topic=factories.TopicFactory())
        finding()
        names = ["findings_board", "findings_list", "findings_sheet"]
        few = [queries(name) for name in names]  # the first time also fills caches
        few = [queries(name) for name in names]
        for number in range(2, 9):
            factories.published(f"1.00000{number}", topic=factories.TopicFactory())
            finding(f"1.00000{number}", rule=f"rule-{number}", decided_by_id=None)
        assert [queries(name) for name in names] == few


class TestDeciding:
    def test_accepted_dismissed_and_opened_again(self):
        client = desk.editor()
        one, two = finding(), finding()
        assert "Đã chấp nhận 1 điều." in decide(client, "accept", finding=one.pk)
        assert "Đã bỏ qua 1 điều." in decide(client, "dismiss", finding=two.pk, reason=" Nguồn  đúng ")
        assert (state(one), state(two), two.reason) == ("accepted", "dismissed", "Nguồn đúng")
        assert two.decided_by.get_username() == "Biên tập"
        assert two.decided_at is not None
        assert "“Nguồn đúng”" in see(client, "findings_list")
        assert "Đã mở lại 2 điều." in decide(client, "reopen", finding=[one.pk, two.pk])
        assert (state(two), two.reason, two.decided_by, two.decided_at) == ("open", "", None, None)

    @pytest.mark.parametrize("reason", ["", "   ", "x" * 256])
    def test_dismissing_needs_a_reason_that_fits(self, reason: str):
        one = finding()
        assert "lý do" in decide(desk.editor(), "dismiss", finding=one.pk, reason=reason)
        assert state(one) == "open"

    def test_nothing_ticked_and_no_button_are_said(self):
        client = desk.editor()
        assert "Chưa chọn dòng nào." in decide(client, "accept")
        assert "hãy bấm một nút" in decide(client, "", finding=finding().pk)
        assert "Chưa chọn dòng nào." in decide(client, "accept", finding=["x", "9" * 40])

    def test_only_what_still_stands_as_it_was_seen(self):
        client = desk.editor()
        mine, theirs = finding(), finding(state="dismissed", reason="Của người khác")
        closed = finding(state="closed")
        said = decide(client, "dismiss", finding=[mine.pk, theirs.pk, closed.pk], reason="Tôi")
        assert "Đã bỏ qua 1 điều. 2 điều không đổi" in said
        assert (state(theirs), theirs.reason) == ("dismissed", "Của người khác")
        assert "1 điều không đổi" in decide(client, "reopen", finding=[mine.pk, closed.pk])
        assert state(closed) == "closed"

    def test_all_that_match_but_not_what_came_since(self):
        client = desk.editor()
        meant = [finding() for _ in range(60)]
        other = finding(rule="act-empty")
        since = finding()
        back = "rule=fee-zero-names-amount&trang=2"
        said = decide(
            client, "dismiss", all="1", upto=meant[-1].pk, back=back, reason="Đã xem", finding=meant[0].pk
        )
        assert "Đã bỏ qua 60 điều." in said
        assert {state(one) for one in meant} == {"dismissed"}
        assert (state(other), state(since)) == ("open", "open")

    def test_the_list_comes_back_as_it_was_and_to_nowhere_else(self):
        client = desk.editor()
        one = finding()
        sent = {"action": "accept", "finding": one.pk, "back": "rule=act-empty&trang=3&x=//evil.example"}
        response = client.post(reverse("findings_decide"), sent)
        assert response["Location"] == reverse("findings_list") + "?rule=act-empty&trang=3"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("detail.executionCases[0].profileComponents[3]", "Nhóm giấy tờ 1, giấy tờ 4"),
        ("detail.executionMethods[0].description", "Cách nộp 1, mô tả"),
        ("fees", "Phí, lệ phí"),
        ("conditions", "Yêu cầu, điều kiện"),
        ("detail", "Cả thủ tục"),
        ("", "Cả thủ tục"),
        ("somewhere.else[2]", "somewhere.else[2]"),
    ],
)
def test_places_in_words(place: str, words: str):
    assert place_words(place) == words


@pytest.mark.parametrize(
    ("place", "section", "field"),
    [
        ("detail.executionMethods[0].fees[1]", "", "fees"),
        ("detail.executionMethods[0].description", "conditions", "channels"),
        ("detail.description", "", "conditions_vi"),
        ("times", "", "channels"),
        ("detail", "steps", "steps"),
        ("detail", "", None),
    ],
)
def test_where_a_place_is_dealt_with(place: str, section: str, field: str | None):
    wanted = "#" + anchors()[field] if field else ""
    assert edit_address(7, place, section) == reverse("wagtailadmin_pages:edit", args=[7]) + wanted
