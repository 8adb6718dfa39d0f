"""Where the old districts went."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.importing import seeding
from catalogue.models import FormerUnit, Office, Unit
from portal.news.rollout.districts import old_districts, shipped

pytestmark = pytest.mark.django_db

PAGE = "/thi-diem/huyen-cu/"


@pytest.fixture
def units() -> None:
    seeding.apply_all()


def text(client: Client, asked: str = "", path: str = PAGE) -> str:
    response = client.get(path, {"q": asked} if asked else {})
    assert response.status_code == 200
    return response.content.decode()


def headings(html: str) -> list[str]:
    return [part.split(">", 1)[1].split("<", 1)[0] for part in html.split("<h2 id=")[1:]]


@pytest.mark.usefixtures("units")
class TestWithUnits:
    def test_each_old_office_is_found_among_the_districts(self) -> None:
        found = {district.name: district for district in old_districts()}
        assert len(shipped()) == 24
        for row in shipped():
            assert found[row["district"]].address == row["address"]
            assert found[row["district"]].today

    def test_every_commune_of_today_is_somewhere(self) -> None:
        shown = {pk for district in old_districts() for pk in district.today}
        assert shown == set(Unit.objects.filter(parent__code="48").values_list("pk", flat=True))
        assert len(shown) == 94

    @pytest.mark.parametrize("asked", ["Hội An", "hoi an", "TP. Hội An", "thành phố hội an"])
    def test_a_district_by_name(self, client: Client, asked: str) -> None:
        html = text(client, asked)
        assert headings(html)[:1] == ["Thành phố Hội An"]
        assert 'href="/noi-nop/phuong-hoi-an-dong/"' in html
        assert "09-11 Trần Hưng Đạo" in html
        assert "Danh sách xã, phường, đặc khu của Đà Nẵng" in html

    def test_the_office_of_today_is_named(self, client: Client) -> None:
        office = Office.objects.get(units__code="20410")
        assert office.address_vi
        assert office.address_vi in text(client, "Hội An")

    def test_an_old_commune_leads_to_its_district(self, client: Client) -> None:
        html = text(client, "xã Hòa Sơn, Hòa Vang")
        assert "Phường Hòa Khánh" in html
        assert "Huyện Hòa Vang" in headings(html)

    def test_a_name_of_today(self, client: Client) -> None:
        assert "Xã Hòa Sơn" in text(client, "phường Hòa Khánh")

    @pytest.mark.parametrize("asked", ["zzzz", "<script>alert(1)</script>", "' OR 1=1 --", "đ" * 5000])
    def test_what_is_no_place_gets_the_whole_list(self, client: Client, asked: str) -> None:
        html = text(client, asked)
        assert "Quận Hải Châu" in headings(html)
        assert "<script>alert" not in html

    def test_words_that_lead_nowhere_are_said(self, client: Client) -> None:
        assert "Không thấy “zzzz” ở đây" in text(client, "zzzz")

    def test_english(self, client: Client) -> None:
        html = text(client, "Hoi An", f"/en{PAGE}")
        assert "Hoi An Dong Ward" in html
        assert 'lang="vi">Thành phố Hội An</h2>' in html

    @pytest.mark.parametrize("asked", ["", "Điện Bàn", "zzzz"])
    def test_few_queries(
        self, client: Client, asked: str, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        text(client, asked)
        with django_assert_max_num_queries(4):
            text(client, asked)


def test_without_any_list_the_page_says_so(client: Client) -> None:
    FormerUnit.objects.all().delete()
    Office.objects.all().delete()
    assert "Chưa có danh sách đơn vị cũ." in text(client)
