"""What a reader sees of the rollout: timeline, places, figures as chart and table."""

import re
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from portal.news.rollout.models import RolloutPage
from tests.catalogue.one_of_each import ward_with_office

from .rows import draft, figure, half_year, milestone, place, published

pytestmark = pytest.mark.django_db

MOST_QUERIES = 5


def text(client: Client, path: str = "/thi-diem/", status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def chart_numbers(html: str) -> list[str]:
    return re.findall(r'<text x="[\d.]+%"[^>]*>([^<]+)</text>', html)


def table_numbers(html: str) -> list[str]:
    return re.findall(r'<td class="number">(?:<span class="unsure">)?([^<]+)<', html)


def test_the_timeline_is_in_order_of_time(client: Client) -> None:
    published(
        [
            milestone(date=date(2025, 7, 1), title_vi="Cấp huyện kết thúc", state="ended"),
            milestone(date=date(2017, 6, 1), precision="month", title_vi="Hạn xong đề án", state="planned"),
            milestone(date=date(2017, 4, 10), title_vi="Tỉnh họp"),
        ]
    )
    html = text(client)
    titles = re.findall(r"<h3>([^<]+)</h3>", html)
    assert titles == ["Tỉnh họp", "Hạn xong đề án", "Cấp huyện kết thúc"]
    assert '<time datetime="2017-06">Tháng 6/2017</time>' in html
    assert '<time datetime="2017-04-10">10/04/2017</time>' in html
    assert "Dự kiến" in html


def test_the_source_of_each_milestone_is_named_and_linked(client: Client) -> None:
    published([milestone(source_url="https://example.org/bai"), milestone(source_url="javascript:alert(1)")])
    html = text(client)
    assert '<a href="https://example.org/bai" rel="noopener">Trang tin tỉnh</a>' in html
    assert html.count("Trang tin tỉnh") == 2
    assert "javascript:" not in html


def test_numbers_of_chart_and_table_are_the_same(client: Client) -> None:
    published(
        figures=[
            figure("13446", label_vi="Hội An"),
            half_year("4297", label_vi="Hội An"),
            figure("5907", label_vi="Tam Kỳ"),
            half_year("4154.5", label_vi="Tam Kỳ"),
            figure("7", label_vi="Người", series_vi="Nhân sự", unit_vi="người"),
        ]
    )
    html = text(client)
    assert chart_numbers(html) == ["13.446", "4.297", "5.907", "4.154,5", "7"]
    assert table_numbers(html) == chart_numbers(html)
    assert html.count('role="img"') == 2
    for name in re.findall(r'aria-labelledby="(s\d-[td]) (s\d-[td])"', html):
        assert all(f'id="{one}"' in html for one in name)


def test_a_number_nobody_knows_is_said_to_be_unknown(client: Client) -> None:
    published(figures=[figure("5", label_vi="Hội An"), half_year("3", label_vi="Tam Kỳ")])
    html = text(client)
    assert table_numbers(html).count("chưa có số liệu") == 2
    assert html.count('class="bars__none"') == 2
    assert chart_numbers(html) == ["5", "3"]


def test_rows_with_their_own_sources_name_them(client: Client) -> None:
    published(figures=[figure("5"), figure("6", label_vi="Tam Kỳ", source_name_vi="Báo cáo năm")])
    html = text(client)
    assert '<th scope="col">Nguồn</th>' in html
    assert "Báo cáo năm" in html
    assert "Danh sách trụ sở" in html


def test_numbers_of_different_units_share_no_chart(client: Client) -> None:
    published(figures=[figure("5"), figure("6", unit_vi="phần trăm")])
    assert text(client).count('role="img"') == 2


def test_where_each_place_stands(client: Client) -> None:
    unit = ward_with_office()
    here = place(unit=unit)
    published(
        [
            milestone(date=date(2025, 7, 1), title_vi="Nay là phường", state="ended", locality=here),
            milestone(date=date(2026, 1, 1), title_vi="Sẽ mở thêm", state="planned", locality=here),
            milestone(date=date(2017, 4, 10), title_vi="Tỉnh họp", locality=here),
        ]
    )
    table = text(client).split("<table")[1].split("</table>")[0]
    assert "Nay là phường" in table
    assert "Tỉnh họp" not in table
    assert "Sẽ mở thêm" not in table
    assert f'href="/noi-nop/{unit.slug}/"' in table


def test_hostile_words_stay_words(client: Client) -> None:
    bad = "<script>alert(1)</script>"
    published([milestone(title_vi=bad, text_vi=bad)], [figure("5", label_vi=bad, series_vi=bad, unit_vi=bad)])
    html = text(client)
    assert "<script>alert" not in html
    assert "style=" not in html


def test_english_numbers_and_marked_vietnamese(client: Client) -> None:
    published([milestone(title_en="The province meets")], [figure("13446", label_en="Hoi An")])
    html = text(client, "/en/thi-diem/")
    assert "<h3>The province meets</h3>" in html
    assert chart_numbers(html) == table_numbers(html) == ["13,446"]
    assert '<h1 lang="vi">Triển khai</h1>' in html


def test_an_empty_page_says_so(client: Client) -> None:
    published()
    assert "Chưa có mốc hay số liệu nào." in text(client)


def test_a_draft_and_a_restricted_page_stay_inside(client: Client) -> None:
    page = draft()
    text(client, status=404)
    page.save_revision().publish()
    text(client)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get("/thi-diem/").status_code == 302


def test_no_more_queries_for_more_rows(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    published(
        [milestone(locality=place(f"noi-{n}", f"Nơi {n}")) for n in range(8)],
        [figure(str(n), label_vi=f"Dòng {n}") for n in range(20)],
    )
    text(client)
    with django_assert_max_num_queries(MOST_QUERIES):
        text(client)


def test_a_draft_is_previewed_with_its_rows() -> None:
    page = draft([milestone()], [figure("13446")])
    page.figures = [figure("555")]
    response = RolloutPage.make_preview_request(page, None, "vi")
    html = response.content.decode()
    assert chart_numbers(html) == ["555"]
