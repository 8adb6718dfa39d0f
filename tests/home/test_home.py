"""The home page, the tree it stands on, and the sample content."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, PageViewRestriction, Site

from catalogue.models import (
    CounterEntry,
    Fee,
    LifeEvent,
    ProcedureIndexPage,
    ProcedurePage,
    ProcedureVersion,
    Unit,
)
from portal.core.models import CentreSettings
from portal.home.models import HomePage, HomeProcedure
from portal.home.tree import ensure_site
from portal.home.views import home
from portal.news.models import NewsIndexPage, NewsPage
from tests.catalogue.factories import LegalActFactory, TopicFactory, draft, publish, published

pytestmark = pytest.mark.django_db

MOST_QUERIES = 6


@pytest.fixture
def page() -> HomePage:
    return ensure_site()


def text(client: Client, path: str = "/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def set_board(page: HomePage, *codes: str) -> None:
    page.board = [HomeProcedure(code=code, sort_order=n) for n, code in enumerate(codes)]
    page.save()


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_home_is_cheap_and_sets_no_cookie(
    path: str, page: HomePage, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    published("1.001193")
    set_board(page, "1.001193")
    client.get(path)  # the centre's settings are cached
    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_an_empty_site_has_a_whole_home_page(page: HomePage, client: Client) -> None:
    found = text(client)
    assert "Bạn cần làm giấy tờ gì?" in found
    assert "Chưa ghi nhận thay đổi nào" in found


def test_board_keeps_the_editors_order_and_leaves_out_drafts(page: HomePage, client: Client) -> None:
    for code, title in (("1.000001", "Đăng ký khai tử"), ("1.000002", "Đăng ký kết hôn")):
        published(code, title)
    draft("1.000003", "Thủ tục đang soạn")
    set_board(page, "1.000003", "1.000002", "1.000001", "9.999999")
    found = text(client)
    assert found.index("Đăng ký kết hôn") < found.index("Đăng ký khai tử")
    assert "đang soạn" not in found
    assert "8.000\u00a0đ" in found


def test_unknown_fee_is_never_free_on_the_board(page: HomePage, client: Client) -> None:
    procedure = draft("1.000001")
    procedure.fees = [Fee(status="unknown")]
    publish(procedure)
    set_board(page, "1.000001")
    found = text(client)
    assert '<span class="unsure">Chưa có số liệu</span>' in found
    assert "Miễn phí" not in found


def test_life_events_need_public_procedures(page: HomePage, client: Client) -> None:
    topic = TopicFactory(slug="ho-tich")
    LifeEvent.objects.create(slug="sinh-con", name_vi="Sinh con", audience="citizen").topics.add(topic)
    LifeEvent.objects.create(slug="du-hoc", name_vi="Du học", audience="citizen")
    published("1.001193", topic=topic)
    found = text(client)
    assert "Sinh con</span> <small>1 thủ tục</small>" in found
    assert "Du học" not in found


def test_dated_changes_come_first(page: HomePage, client: Client) -> None:
    act = LegalActFactory(number="75/2022/TT-BTC")
    procedure = published("1.000001", "Đăng ký khai tử")
    publish(procedure, summary_vi="Mới", next_in_force_from="2024-03-01", next_caused_by=act)
    later = published("1.000002", "Đăng ký kết hôn")
    publish(later, summary_vi="Sắp tới", next_in_force_from="2999-01-01", next_caused_by=act)
    found = text(client)
    changes = found[found.index('id="h-moi"') :]
    assert "01/03/2024</time> · 75/2022/TT-BTC" in changes
    assert "2999" not in changes


def test_wards_lead_to_their_page(page: HomePage, client: Client) -> None:
    Unit.objects.create(slug="phuong-tam-ky", name_vi="Phường Tam Kỳ", kind="ward")
    found = text(client)
    assert '<option value="phuong-tam-ky">Phường Tam Kỳ</option>' in found
    assert 'action="/noi-nop/"' in found


def test_a_restricted_home_page_asks_to_sign_in(page: HomePage, client: Client) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get("/").status_code == 302


def test_migrations_alone_make_the_tree() -> None:
    home_page = HomePage.objects.get()
    assert Site.objects.get().root_page_id == home_page.pk
    assert ProcedureIndexPage.objects.get().get_parent().pk == home_page.pk
    assert NewsIndexPage.objects.get().get_parent().pk == home_page.pk
    assert not any(Page.find_problems())


def test_tree_is_mended_once(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    Site.objects.all().delete()
    Page.objects.all().delete()
    first = ensure_site()
    before = Page.objects.count()
    assert ensure_site().pk == first.pk
    assert Page.objects.count() == before
    assert not any(Page.find_problems())


def test_home_by_the_view_alone_is_cheap(page: HomePage, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.LANGUAGE_CODE = "vi"  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as queries:
        home(request).render()
    assert len(queries) <= MOST_QUERIES + 1  # one for the centre's settings, cached from then on


WRITES = ("INSERT", "UPDATE", "DELETE")


def test_sample_content_is_loaded_once() -> None:
    call_command("load_sample", verbosity=0)
    assert CentreSettings.objects.get().is_sample
    assert CentreSettings.objects.get().phone == ""
    assert NewsPage.objects.live().count() >= 4
    assert CounterEntry.objects.filter(public=True).count() >= 20
    assert not any(Page.find_problems())
    with CaptureQueriesContext(connection) as queries:
        call_command("load_sample", verbosity=0)
    written = [query["sql"][:200] for query in queries if query["sql"].startswith(WRITES)]
    assert not written
    assert ProcedureVersion.objects.count() == ProcedurePage.objects.live().count()


def test_sample_home_is_filled(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    call_command("load_sample", verbosity=0)
    client.get("/")
    with django_assert_max_num_queries(MOST_QUERIES):
        found = text(client)
    for section in ("h-viec", "h-bang", "h-noi-nop", "h-moi", "h-tin"):
        assert f'id="{section}"' in found
    assert "<time" in found[found.index('id="h-moi"') :]
