"""The record of use: what is counted, what is not, what editors read of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook  # type: ignore[import-untyped]
from pytest_django import DjangoAssertNumQueries

from search.usage import keeping, recording
from search.usage.models import OpenedDay, QueryDay
from search.usage.reports import report
from search.usage.wording import is_robot, kept_as
from tests.search.fakes import FakeSource

BROWSER = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    recording._buffer.take()
    yield
    recording._buffer.take()


@pytest.fixture
def reader() -> Client:
    return Client(headers={"User-Agent": BROWSER})


def counted() -> dict[str, tuple[int, int]]:
    recording.flush()
    return {row.query: (row.asked, row.empty) for row in QueryDay.objects.all()}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Đăng ký   KHAI sinh ", "đăng ký khai sinh"),
        ("gọi 0912345678", ""),
        ("cccd 0123 4567 8901", ""),
        ("0912.345.678 ở đâu", ""),
        ("a@b.vn", ""),
        ("nghị định 123/2015", "nghị định 123/2015"),
        ("75/2022/tt-btc", "75/2022/tt-btc"),
        ("1.004884", "1.004884"),
        ("x" * 300, "x" * 200),
    ],
)
def test_what_may_name_a_person_is_not_kept(typed: str, kept: str) -> None:
    assert kept_as(typed) == kept


def test_programs_are_no_readers() -> None:
    assert is_robot("")
    assert is_robot("Mozilla/5.0 (compatible; Googlebot/2.1)")
    assert not is_robot(BROWSER)


@pytest.mark.urls("tests.search.urls")
def test_a_question_is_counted_once_by_day(reader: Client, indexed: FakeSource) -> None:
    reader.get("/tim-kiem/", {"q": "Khai sinh"})
    reader.get("/tim-kiem/", {"q": "khai  sinh"})
    reader.get("/tim-kiem/", {"q": "khai sinh", "cap": "commune"})
    reader.get("/tim-kiem/", {"q": "khai sinh", "trang": "2"})
    reader.get("/tim-kiem/", {"q": "zzzz qqqq"})
    assert counted() == {"khai sinh": (2, 0), "zzzz qqqq": (1, 1)}
    reader.get("/tim-kiem/", {"q": "khai sinh"})
    assert counted()["khai sinh"] == (3, 0)


@pytest.mark.urls("tests.search.urls")
@pytest.mark.parametrize(
    "headers", [{"DNT": "1"}, {"Sec-GPC": "1"}, {"User-Agent": "curl/8.5"}, {"Cookie": "sessionid=abc"}]
)
def test_who_is_not_counted(indexed: FakeSource, headers: dict[str, str]) -> None:
    Client(headers={"User-Agent": BROWSER} | headers).get("/tim-kiem/", {"q": "khai sinh"})
    assert counted() == {}


@pytest.mark.urls("tests.search.urls")
def test_counting_costs_the_page_no_query_and_no_cookie(
    reader: Client, indexed: FakeSource, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reader.get("/tim-kiem/", {"q": "khai sinh"})
    with django_assert_num_queries(0):
        recording._buffer.ask("khai sinh", 3)
    answer = reader.get("/tim-kiem/", {"q": "khai sinh"})
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.urls("tests.search.urls")
def test_an_opened_result_is_counted_with_its_rank(reader: Client, indexed: FakeSource) -> None:
    reader.get("/tim-kiem/", {"q": "khai sinh"})
    sent = {"q": "khai sinh", "ref": "procedure:1.001193", "rank": "2"}
    assert reader.post("/tim-kiem/chon/", sent).status_code == 204
    recording.flush()
    row = QueryDay.objects.get()
    assert (row.opened, row.ranks) == (1, 2)
    assert OpenedDay.objects.get().times == 1


@pytest.mark.urls("tests.search.urls")
@pytest.mark.parametrize(
    "sent",
    [
        {"q": "khai sinh", "ref": "procedure:9.999999", "rank": "1"},
        {"q": "khai sinh", "ref": "nothing:1", "rank": "1"},
        {"q": "never asked", "ref": "procedure:1.001193", "rank": "1"},
        {"q": "khai sinh", "ref": "procedure:1.001193", "rank": "-1"},
        {"q": "khai sinh", "ref": "procedure:1.001193", "rank": "99999999"},
        {"q": "khai sinh", "ref": "x" * 5000, "rank": "1"},
        {"q": "\x00", "ref": "\x00", "rank": "\x00"},
        {},
    ],
)
def test_made_up_openings_count_for_nothing(
    reader: Client, indexed: FakeSource, sent: dict[str, str]
) -> None:
    reader.get("/tim-kiem/", {"q": "khai sinh"})
    assert reader.post("/tim-kiem/chon/", sent).status_code == 204
    recording.flush()
    assert OpenedDay.objects.count() == 0
    assert QueryDay.objects.get().opened == 0


@pytest.mark.urls("tests.search.urls")
def test_no_more_openings_than_questions(reader: Client, indexed: FakeSource) -> None:
    reader.get("/tim-kiem/", {"q": "khai sinh"})
    for _ in range(5):
        reader.post("/tim-kiem/chon/", {"q": "khai sinh", "ref": "procedure:1.001193", "rank": "1"})
    recording.flush()
    assert QueryDay.objects.get().opened == 1


def test_the_buffer_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "MOST", 3)
    for number in range(10):
        recording._buffer.ask(f"câu {number}", 1)
    assert len(counted()) == 3


def test_what_is_old_is_deleted() -> None:
    today = timezone.localdate()
    for days in (0, 90, 91):
        QueryDay.objects.create(day=today - timedelta(days=days), query="khai sinh", asked=1)
        OpenedDay.objects.create(day=today - timedelta(days=days), ref="procedure:1.1", times=1)
    keeping._last.clear()
    assert keeping.forget_old() == 2
    assert min(QueryDay.objects.values_list("day", flat=True)) == today - timedelta(days=90)
    assert keeping.forget_old() == 0


def test_popularity_needs_enough_openings() -> None:
    today = timezone.localdate()
    rare = OpenedDay.objects.create(day=today, ref="procedure:1.1", times=3)
    keeping._popularity.cache_clear()
    assert keeping.popularity() == {}
    OpenedDay.objects.create(day=today, ref="procedure:1.2", times=keeping.ENOUGH)
    keeping._popularity.cache_clear()
    known = keeping.popularity()
    keeping._popularity.cache_clear()
    assert known["procedure:1.2"] == 1.0
    assert 0 < known[rare.ref] < 1


@pytest.fixture
def asked() -> None:
    today = timezone.localdate()
    for query, times, results, empty, opened in [
        ("không ai biết", 4, 0, 4, 0),
        ("=cmd()", 3, 0, 3, 0),
        ("nguyễn văn a", 1, 0, 1, 0),
        ("giấy tờ", 20, 9, 0, 1),
        ("khai sinh", 30, 9, 0, 25),
    ]:
        QueryDay.objects.create(
            day=today, query=query, asked=times, results=results, empty=empty, opened=opened, ranks=opened * 2
        )


def test_reports_tell_what_is_answered_badly(asked: None) -> None:
    assert [one.query for one in report("khong-co", 30)] == ["không ai biết", "=cmd()"]
    assert [one.query for one in report("it-mo", 30)] == ["giấy tờ"]
    assert report("nhieu-nhat", 30)[0].query == "khai sinh"
    assert report("nhieu-nhat", 30)[0].rank == 2.0
    assert report("nhieu-nhat", 30)[0].percent == 83


def editor(django_user_model: type, group: str | None) -> Client:
    user = django_user_model.objects.create_user(f"u-{group}", "u@example.vn", "x")  # type: ignore[attr-defined]
    if group:
        user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("group", ["Biên tập", "Duyệt"])
def test_editors_read_the_reports(asked: None, django_user_model: type, group: str) -> None:
    client = editor(django_user_model, group)
    html = client.get("/admin/search-usage/").content.decode()
    assert "không ai biết" in html
    assert "nguyễn văn a" not in html
    book = load_workbook(io.BytesIO(client.get("/admin/search-usage/", {"dang": "xlsx"}).content))
    cells = [row[0] for row in book.active.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == ["không ai biết", "=cmd()"]
    assert {cell.data_type for cell in cells} == {"s"}
    assert client.get("/admin/search-usage/", {"muc": "x"}).status_code == 404


def test_others_do_not_read_them(asked: None, django_user_model: type) -> None:
    assert editor(django_user_model, None).get("/admin/search-usage/").status_code in (302, 403)
    assert Client().get("/admin/search-usage/").status_code in (302, 403)
