"""The shipped facts of the rollout: places, milestones and figures, each with its source."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils import translation
from wagtail.models import Page

from catalogue.models import Unit

from .districts import shipped
from .models import Figure, Locality, Milestone, RolloutPage

FACTS: Final = Path(__file__).parent / "seed" / "rollout.json"
SLUG: Final = "thi-diem"


@transaction.atomic
def seed() -> int:
    """Make what is missing and publish the page; what is there stays as it is. Return how many rows are new.

    Needs the home page; units of today are linked when they are there.
    """
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    with translation.override("vi"):
        places, new = _places(facts["localities"])
        return new if RolloutPage.objects.exists() else new + _page(facts, places)


def _places(rows: list[dict[str, str]]) -> tuple[dict[str, Locality], int]:
    known = {place.slug: place for place in Locality.objects.all()}
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[row["unit"] for row in rows])}
    new = 0
    for order, row in enumerate(rows, 1):
        place = known.get(row["slug"])
        if place is None:
            names = {"name_vi": row["name_vi"], "name_en": row["name_en"]}
            known[row["slug"]] = Locality.objects.create(
                slug=row["slug"], order=order, unit=units.get(row["unit"]), **names
            )
            new += 1
    return known, new


def _page(facts: dict[str, Any], places: dict[str, Locality]) -> int:
    home = Page.objects.filter(content_type__app_label="home", content_type__model="homepage").get()
    page = RolloutPage(slug=SLUG, live=False, **facts["page"])
    page.milestones = [_milestone(row, facts["sources"], places) for row in facts["milestones"]]
    page.figures = list(_figures(facts, places))
    home.add_child(instance=page)
    page.save_revision().publish()
    return len(facts["milestones"]) + len(page.figures.all())


def _source(source: dict[str, str]) -> dict[str, str]:
    return {"source_name_vi": source["vi"], "source_name_en": source["en"]}


def _milestone(row: dict[str, str], sources: dict[str, Any], places: dict[str, Locality]) -> Milestone:
    texts = {name: row[name] for name in ("title_vi", "title_en", "text_vi", "text_en", "precision", "state")}
    place = places[row["locality"]] if "locality" in row else None
    return Milestone(
        date=date.fromisoformat(row["date"]), locality=place, **texts, **_source(sources[row["source"]])
    )


def _figures(facts: dict[str, Any], places: dict[str, Locality]) -> Iterator[Figure]:
    for row in shipped():
        series, unit = facts["series"][row["province"]], facts["unit"]
        for column, (first, last) in facts["periods"].items():
            yield Figure(
                series_vi=series["vi"],
                series_en=series["en"],
                label_vi=row["district"],
                label_en=row["name_en"],
                locality=places.get(facts["places"].get(row["district"], "")),
                value=Decimal(row[column]),
                unit_vi=unit["vi"],
                unit_en=unit["en"],
                period_from=date.fromisoformat(first),
                period_to=date.fromisoformat(last),
                **_source(facts["sources"]["districts"]),
            )
