"""Rows and pages of the rollout to test with."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation

from portal.home.models import HomePage
from portal.home.tree import ensure_site
from portal.news.rollout.models import Figure, Locality, Milestone, RolloutPage


def place(slug: str = "tam-ky", name: str = "Tam Kỳ", **fields: Any) -> Locality:
    return Locality.objects.create(slug=slug, name_vi=name, **fields)


def milestone(**fields: Any) -> Milestone:
    first = {"date": date(2017, 4, 10), "title_vi": "Tỉnh họp", "source_name_vi": "Trang tin tỉnh"}
    return Milestone(**(first | fields))


def figure(value: str = "21858", **fields: Any) -> Figure:
    first = {
        "series_vi": "Hồ sơ",
        "unit_vi": "hồ sơ",
        "label_vi": "Hội An",
        "period_from": date(2024, 1, 1),
        "period_to": date(2024, 12, 31),
        "source_name_vi": "Danh sách trụ sở",
    }
    return Figure(value=Decimal(value), **(first | fields))


def half_year(value: str, **fields: Any) -> Figure:
    return figure(value, period_from=date(2025, 1, 1), period_to=date(2025, 6, 30), **fields)


def draft(milestones: list[Milestone] = [], figures: list[Figure] = [], **fields: Any) -> RolloutPage:  # noqa: B006
    ensure_site()
    page = RolloutPage(title="Triển khai", slug="thi-diem", live=False, **fields)
    page.milestones = milestones
    page.figures = figures
    with translation.override("vi"):
        return HomePage.objects.get().add_child(instance=page)


def published(milestones: list[Milestone] = [], figures: list[Figure] = [], **fields: Any) -> RolloutPage:  # noqa: B006
    page = draft(milestones, figures, **fields)
    page.save_revision().publish()
    return RolloutPage.objects.get(pk=page.pk)
