"""Nothing of the rollout goes out without its source, whichever way it is published."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from portal.core.publishing import PublishRefused
from portal.news.rollout.models import RolloutPage
from portal.news.rollout.problems import publish_problems

from .rows import draft, figure, half_year, milestone, place, published

pytestmark = pytest.mark.django_db


def messages(page: RolloutPage) -> list[str]:
    return [problem.message for problem in publish_problems(page)]


def test_a_whole_page_is_published() -> None:
    page = published([milestone()], [figure(), half_year("4297")])
    assert page.live
    assert messages(page) == []


@pytest.mark.parametrize("source", ["", "   "])
def test_a_figure_without_source_is_refused(client: Client, source: str) -> None:
    page = draft(figures=[figure(source_name_vi=source)])
    revision = page.save_revision()
    with pytest.raises(PublishRefused, match="chưa ghi nguồn"):
        revision.publish()
    assert not RolloutPage.objects.get().live
    assert client.get("/thi-diem/").status_code == 404


def test_an_english_source_alone_is_none() -> None:
    page = draft(figures=[figure(source_name_vi="", source_name_en="List")])
    assert any("chưa ghi nguồn" in message for message in messages(page))


def test_a_milestone_without_source_is_refused() -> None:
    with pytest.raises(PublishRefused, match="Mốc 1"):
        published([milestone(source_name_vi="")])


def test_what_was_published_stays_when_the_next_is_refused(client: Client) -> None:
    page = published(figures=[figure("100")])
    page.figures = [figure("100"), half_year("777", source_name_vi="")]
    with pytest.raises(PublishRefused):
        page.save_revision().publish()
    found = client.get("/thi-diem/").content.decode()
    assert "100" in found
    assert "777" not in found


def test_a_scheduled_page_without_source_does_not_go_live() -> None:
    page = draft(figures=[figure(source_name_vi="")])
    page.go_live_at = timezone.now() + timedelta(hours=1)
    revision = page.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(PublishRefused):
        call_command("publish_scheduled")
    assert not RolloutPage.objects.get().live


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"label_vi": ""}, "chưa có tên dòng"),
        ({"series_vi": " "}, "chưa có tên bảng số"),
        ({"unit_vi": ""}, "chưa có đơn vị tính"),
        ({"value": Decimal("-1")}, "từ 0 trở lên"),
        ({"value": Decimal("NaN")}, "từ 0 trở lên"),
        ({"value": None}, "từ 0 trở lên"),
        ({"period_from": None}, "ngày hay kỳ nào"),
        ({"period_to": date(2023, 1, 1)}, "ngày cuối kỳ trước ngày đầu kỳ"),
    ],
)
def test_a_figure_that_says_too_little_or_nonsense(fields: dict[str, Any], words: str) -> None:
    row = figure()
    for name, value in fields.items():
        setattr(row, name, value)
    found = messages(RolloutPage(figures=[row]))
    assert len(found) == 1
    assert words in found[0]


def test_two_numbers_for_one_thing() -> None:
    page = RolloutPage(figures=[figure("1"), figure("2", label_vi=" hội  AN ")])
    assert ["trùng" in message for message in messages(page)] == [True]


def test_a_place_is_name_enough() -> None:
    assert messages(RolloutPage(figures=[figure(label_vi="", locality=place())])) == []


def submitted(page: RolloutPage, **row: str) -> dict[str, Any]:
    blank = dict.fromkeys(
        ("series_en", "label_en", "unit_en", "source_name_en", "source_url", "locality"), ""
    )
    first = {
        "series_vi": "Hồ sơ",
        "label_vi": "Hội An",
        "value": "13446",
        "unit_vi": "hồ sơ",
        "period_from": "2024-01-01",
        "period_to": "2024-12-31",
        "source_name_vi": "",
    }
    data = {
        "title": page.title,
        "title_en": "",
        "slug": page.slug,
        "lead_vi": "",
        "lead_en": "",
        "search_description": "",
        "search_description_en": "",
        "go_live_at": "",
        "expire_at": "",
        "milestones": inline_formset([]),
        "figures": inline_formset([{**blank, **first, **row}]),
    }
    return nested_form_data(data)


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("sep", "sep@example.org", "x"))
    return client


def test_the_form_says_what_is_missing_and_publishes_nothing(admin: Client) -> None:
    page = draft()
    response = admin.post(
        f"/admin/pages/{page.pk}/edit/", {**submitted(page), "action-publish": "action-publish"}
    )
    assert response.status_code == 200
    assert "chưa ghi nguồn" in response.content.decode()
    assert not RolloutPage.objects.get().live


def test_a_draft_may_lack_its_source(admin: Client) -> None:
    page = draft()
    response = admin.post(f"/admin/pages/{page.pk}/edit/", submitted(page))
    assert response.status_code == 302
    assert RolloutPage.objects.get().get_latest_revision_as_object().figures.count() == 1


def test_the_form_publishes_what_is_whole(admin: Client) -> None:
    page = draft()
    data = submitted(page, source_name_vi="Danh sách trụ sở")
    response = admin.post(f"/admin/pages/{page.pk}/edit/", {**data, "action-publish": "action-publish"})
    assert response.status_code == 302
    assert RolloutPage.objects.get().live
    assert "13.446" in admin.get("/thi-diem/").content.decode()


def test_bulk_publishing_is_refused_with_words(admin: Client) -> None:
    page = draft(figures=[figure(source_name_vi="")])
    page.save_revision()
    response = admin.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", follow=True)
    assert response.status_code == 200
    assert "chưa ghi nguồn" in response.content.decode()
    assert not RolloutPage.objects.get().live


def test_the_places_open_in_the_admin(admin: Client) -> None:
    place()
    assert "Tam Kỳ" in admin.get("/admin/snippets/rollout/locality/").content.decode()
