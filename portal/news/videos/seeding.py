"""The list of videos and what is shipped for it. Harmless to repeat."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import translation
from wagtail.models import Site

from .models import VideoIndexPage, VideoPage, VideoSeries

FOLDER = Path(__file__).parent / "seed"


def ensure_index() -> VideoIndexPage:
    """The list of videos, made under the site's first page when it is not there."""
    index = VideoIndexPage.objects.first()
    if index is None:
        index = VideoIndexPage(title="Video", title_en="Videos", slug="video")
        with translation.override("vi"):
            Site.objects.get(is_default_site=True).root_page.add_child(instance=index)
    return index


@transaction.atomic
def seed() -> int:
    """Publish the shipped videos that are not there; edited ones stay; return how many were new."""
    index = ensure_index()
    series = {
        row["slug"]: VideoSeries.objects.get_or_create(slug=row["slug"], defaults=row)[0]
        for row in _rows("series")
    }
    known = set(VideoPage.objects.values_list("slug", flat=True))
    missing = [row for row in _rows("videos") if row["slug"] not in known]
    with translation.override("vi"):
        for row in missing:
            index.add_child(instance=_page(row, series[row["series"]])).save_revision().publish()
    return len(missing)


def _page(row: dict[str, Any], series: VideoSeries) -> VideoPage:
    return VideoPage(
        slug=row["slug"],
        title=row["title_vi"],
        title_en=row["title_en"],
        series=series,
        date=date.fromisoformat(row["date"]) if row["date"] else None,
        imported_views=row["imported_views"],
        views_source_vi=row.get("views_source_vi", ""),
        views_source_en=row.get("views_source_en", ""),
        live=False,
    )


def _rows(name: str) -> list[dict[str, Any]]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]
