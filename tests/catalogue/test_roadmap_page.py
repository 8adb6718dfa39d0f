"""The page "what to do first": the form, the order, the sum, the days, and what is wrong in its address."""

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from catalogue.models import DocumentType
from catalogue.record import Channel, Choice, Condition, Duration, Fee, Question
from tests.catalogue.counter_rows import DECISION, text
from tests.catalogue.issuing_rows import asking, confirmed, paper_type, procedure
from tests.catalogue.reading import page, words

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PATH = "/thu-tuc/1-000001/lo-trinh/"
MONDAY = "2027-04-05"


def lasting(days: int | None) -> dict[str, Any]:
    time = Duration(quantity=days, unit="day") if days else Duration()
    return {"channels": (Channel(key="c", method="in_person", time=time),)}


def costing(amount: int | None = None, status: str = "amount") -> dict[str, Any]:
    return {"fees": (Fee(key="f", status=status, amount=amount, source=DECISION),)}


@pytest.fixture
def birth() -> DocumentType:
    return paper_type("khai-sinh", "Giấy khai sinh")


@pytest.fixture
def marriage() -> DocumentType:
    return paper_type("ket-hon", "Giấy chứng nhận kết hôn")


@pytest.fixture
def chain(birth: DocumentType, marriage: DocumentType) -> None:
    """Adoption asks for a birth certificate, whose procedure asks for a marriage certificate."""
    procedure("1.000001", "Nhận con nuôi", asks=(birth,), **lasting(10), **costing(400_000))
    procedure(
        "1.000002", "Đăng ký khai sinh", asks=(marriage,), issues=(birth,), **lasting(7), **costing(8_000)
    )
    procedure("1.000003", "Đăng ký kết hôn", issues=(marriage,), **lasting(14), **costing(status="council"))
    confirmed(birth, "1.000002")
    confirmed(marriage, "1.000003")


def offered(html: str) -> dict[str, bool]:
    """The papers of the form, and whether each is ticked."""
    boxes = re.findall(r'<input type="checkbox" name="thieu" value="([^"]+)"( checked)?', html)
    return {paper: bool(ticked) for paper, ticked in boxes}


def steps(html: str) -> list[str]:
    return re.findall(r"<li><h3><a [^>]*>([^<]+)</a>", html)


@pytest.mark.usefixtures("chain")
def test_the_form_asks_only_for_papers_with_a_confirmed_issuer(client: Client) -> None:
    html = page(client, PATH)
    assert offered(html) == {"khai-sinh": False}
    assert steps(html) == []
    assert "noindex" not in html


@pytest.mark.usefixtures("chain")
def test_the_order_of_what_is_lacking(client: Client) -> None:
    html = page(client, PATH + "?thieu=khai-sinh")
    assert steps(html) == ["Đăng ký khai sinh", "Nhận con nuôi"]
    assert offered(html) == {"khai-sinh": True, "ket-hon": False}
    assert "noindex" in html
    html = page(client, PATH + "?thieu=khai-sinh&thieu=ket-hon")
    assert steps(html) == ["Đăng ký kết hôn", "Đăng ký khai sinh", "Nhận con nuôi"]


@pytest.mark.usefixtures("chain")
def test_the_sum_and_the_days(client: Client) -> None:
    said = words(page(client, f"{PATH}?thieu=khai-sinh&thieu=ket-hon&nop={MONDAY}"))
    assert "408.000 đ và một khoản do Hội đồng nhân dân tỉnh, thành phố quy định" in said
    assert "Nộp thứ hai 05/04/2027, trả kết quả chậm nhất thứ hai 19/04/2027" in said
    assert "Nộp thứ hai 19/04/2027, trả kết quả chậm nhất thứ tư 28/04/2027" not in said
    assert "Nộp thứ hai 19/04/2027, trả kết quả chậm nhất" in said
    assert "Quyết định 163/QĐ-BTP" in said


@pytest.mark.usefixtures("chain")
def test_steps_lead_to_their_pages_with_the_day_and_the_case_comes_along(client: Client) -> None:
    html = page(client, f"{PATH}?thieu=khai-sinh&thieu=ket-hon&nop={MONDAY}")
    assert f'href="/thu-tuc/1-000003/?nop={MONDAY}"' in html
    assert f'href="/thu-tuc/1-000001/?nop={MONDAY}"' in html
    assert f'<input type="hidden" name="nop" value="{MONDAY}">' in html


def test_an_unknown_time_is_said(client: Client, birth: DocumentType) -> None:
    procedure("1.000001", "Nhận con nuôi", asks=(birth,), **lasting(10))
    procedure("1.000002", "Đăng ký khai sinh", issues=(birth,), **lasting(None))
    confirmed(birth, "1.000002")
    said = words(page(client, PATH + "?thieu=khai-sinh"))
    assert "chưa tính được ngày trả vì nguồn không ghi rõ thời hạn" in said
    assert "Chưa tính được ngày, vì chưa biết bước trước xong khi nào" in said
    assert "Chưa tính được ngày xong hết" in said


def test_no_fee_in_the_source_is_not_free(client: Client, birth: DocumentType) -> None:
    procedure("1.000001", "Nhận con nuôi", asks=(birth,), **costing(status="free"))
    procedure("1.000002", "Đăng ký khai sinh", issues=(birth,), fees=())
    confirmed(birth, "1.000002")
    said = words(page(client, PATH + "?thieu=khai-sinh"))
    assert "Tổng phí, lệ phí: Chưa có số liệu" in said


def test_a_cycle_is_said(client: Client, birth: DocumentType, marriage: DocumentType) -> None:
    procedure("1.000001", "Nhận con nuôi", asks=(birth,))
    procedure("1.000002", "Đăng ký khai sinh", asks=(marriage,), issues=(birth,))
    procedure("1.000003", "Đăng ký kết hôn", asks=(birth,), issues=(marriage,))
    confirmed(birth, "1.000002")
    confirmed(marriage, "1.000003")
    html = page(client, PATH + "?thieu=khai-sinh&thieu=ket-hon")
    assert "Các thủ tục chờ nhau" in html
    assert "Đăng ký khai sinh → Đăng ký kết hôn → Đăng ký khai sinh" in words(html)
    assert "Các thủ tục chờ nhau" not in page(client, PATH + "?thieu=khai-sinh")


def test_other_issuers_are_named(client: Client, birth: DocumentType) -> None:
    procedure("1.000001", "Nhận con nuôi", asks=(birth,))
    for code, title in (("1.000002", "Đăng ký khai sinh"), ("1.000003", "Đăng ký lại khai sinh")):
        procedure(code, title, issues=(birth,))
        confirmed(birth, code)
    html = page(client, PATH + "?thieu=khai-sinh")
    assert steps(html) == ["Đăng ký khai sinh", "Nhận con nuôi"]
    assert "Cũng cấp Giấy khai sinh : Đăng ký lại khai sinh" in words(html)


def test_nothing_known_is_said_kindly(client: Client, birth: DocumentType) -> None:
    procedure("1.000001", "Nhận con nuôi", asks=(birth,), issues=(birth,))
    confirmed(birth, "1.000001")
    html = page(client, PATH)
    assert "Chưa biết lấy các giấy này ở đâu" in html
    assert offered(html) == {}
    assert "noindex" in html


def test_the_papers_of_the_case_alone_are_asked_for(
    client: Client, birth: DocumentType, marriage: DocumentType
) -> None:
    only = (Condition(question="q", choices=("a",)),)
    procedure(
        "1.000001",
        "Nhận con nuôi",
        questions=(
            Question(
                key="q",
                text=text("Ai?"),
                choices=(Choice(key="a", label=text("A")), Choice(key="b", label=text("B"))),
            ),
        ),
        papers=(
            asking("p1", birth),
            asking("p2", marriage, applies_when=only),
            asking("p3", paper_type("can-cuoc", "Thẻ căn cước"), lookup=text("CSDL dân cư")),
        ),
    )
    for paper, code in (
        (birth, "1.000002"),
        (marriage, "1.000003"),
        (paper_type("can-cuoc", ""), "1.000002"),
    ):
        confirmed(paper, code)
    procedure("1.000002", "Đăng ký khai sinh", issues=(birth,))
    procedure("1.000003", "Đăng ký kết hôn", issues=(marriage,))
    assert list(offered(page(client, PATH))) == ["khai-sinh", "ket-hon"]
    html = page(client, PATH + "?hoi-q=b&thieu=ket-hon")
    assert list(offered(html)) == ["khai-sinh"]
    assert "thieu=ket-hon" in words(html)
    assert '<input type="hidden" name="hoi-q" value="b">' in html


@pytest.mark.usefixtures("chain")
def test_what_is_wrong_in_the_address_is_named_and_ignored(client: Client) -> None:
    long = "x" * 10_000
    html = page(client, f"{PATH}?thieu=khai-sinh&thieu=la&thieu={long}&thieu=%3Cscript%3E&hoi-la=1")
    assert steps(html) == ["Đăng ký khai sinh", "Nhận con nuôi"]
    assert "thieu=la" in words(html)
    assert "<script>" not in html.split("<main", 1)[1]
    assert len(html) < 30_000
    many = "".join(f"&thieu=p{n}" for n in range(500))
    assert "và 495 giá trị khác" in words(page(client, f"{PATH}?x=1{many}"))


@pytest.mark.usefixtures("chain")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["thieu", "nop", "ngay", "o", "noi", "cach", "hoi-q", "sl-f"]),
            st.text(st.characters(exclude_characters="\x00")),
        ),
        max_size=6,
    )
)
def test_any_query_is_a_page(client: Client, pairs: list[tuple[str, str]]) -> None:
    query: dict[str, list[str]] = {}
    for name, value in pairs:
        query.setdefault(name, []).append(value.encode("utf-8", "ignore").decode())
    assert client.get(PATH, query).status_code == 200


def test_six_queries_are_enough(
    client: Client, chain: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page(client, PATH)
    with django_assert_max_num_queries(6):
        page(client, PATH + "?thieu=khai-sinh&thieu=ket-hon&o=khong-co")


@pytest.mark.usefixtures("chain")
def test_only_public_procedures_have_the_page(client: Client) -> None:
    procedure("1.000009", "Kín", public=False)
    assert client.get("/thu-tuc/1-000009/lo-trinh/").status_code == 404
    assert client.get("/thu-tuc/khong-co/lo-trinh/").status_code == 404
    moved = client.get("/thu-tuc/1-000001-ten-cu/lo-trinh/?thieu=khai-sinh")
    assert (moved.status_code, moved["Location"]) == (301, PATH + "?thieu=khai-sinh")


@pytest.mark.usefixtures("chain")
def test_the_page_as_of_a_day_reads_the_records_of_that_day(client: Client) -> None:
    html = page(client, PATH + "?thieu=khai-sinh&ngay=2026-01-01")
    assert steps(html) == ["Đăng ký khai sinh", "Nhận con nuôi"]
    assert 'name="ngay" value="2026-01-01"' in html


@pytest.mark.usefixtures("chain")
def test_nothing_personal_is_kept_and_english_has_the_page(client: Client) -> None:
    response = client.get("/en" + PATH + "?thieu=khai-sinh")
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
