"""An article as a page shows it: its body with live cards, what belongs to it, what to read next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from catalogue import browsing, counter
from catalogue.places import office_shown
from catalogue.presentation.wording import reader
from catalogue.summary import Label, pick
from portal.news.videos.listing import VideoCard, card
from portal.news.videos.listing import latest as latest_videos
from portal.news.videos.listing import videos as public_videos

from .blocks import table_rows
from .drawing import drawing
from .listing import articles, latest
from .models import NewsPage

MOST_OTHERS: Final = 3
MOST_VIDEOS: Final = 5


@dataclass(frozen=True)
class Part:
    """A block of the body: its kind, its value and, of a card, what is public today."""

    kind: str
    value: Any
    card: Any = None


@dataclass(frozen=True)
class CorrectionShown:
    date: date
    text: Label


def article_context(page: NewsPage) -> dict[str, Any]:
    """The template's context for the reader's language."""
    texts = {field: page.read(field) for field in ("lead", "body", "source")}
    related = related_articles(page)
    return {
        "texts": texts,
        "parts": parts(texts["body"][0] or ()),
        "category": category(page),
        "tags": [tag.name for tag in page.tags.all()],
        "corrections": corrections(page),
        "related": related,
        "others": [] if related else latest(MOST_OTHERS, but=page),
        "videos": videos(),
        "mail": mail(page),
    }


def parts(body: Iterable[Any]) -> list[Part]:
    """The blocks, with the records in force of the procedures and what is known of the offices."""
    blocks = list(body)
    cards = procedures(
        [block.value.code for block in blocks if block.block_type == "procedure" and block.value]
    )
    shown = _videos([block.value.pk for block in blocks if block.block_type == "video" and block.value])
    return [part for block in blocks if (part := _part(block, {"procedure": cards, "video": shown}))]


def _part(block: Any, cards: Mapping[str, Mapping[Any, Any]]) -> Part | None:
    """None for what is gone or not public: its place stays empty."""
    kind, value = block.block_type, block.value
    if kind in cards:
        live = cards[kind].get(value.code if kind == "procedure" else value.pk) if value else None
        return Part(kind, value, live) if live else None
    if kind == "office":
        return Part(kind, value, office_shown(value, reader())) if value else None
    if kind == "table":
        head, *rows = table_rows(value["text"]) or [[]]
        drawn = drawing(f"bd-{block.id}", value["caption"], head, rows) if value.get("chart") else None
        return Part(kind, value, {"head": head, "rows": rows, "drawing": drawn})
    if kind in ("picture", "document") and not value.get("image" if kind == "picture" else "document"):
        return None
    return Part(kind, value)


def procedures(codes: Iterable[str]) -> dict[str, browsing.Row]:
    """Rows of the public procedures among ``codes`` from the records in force; others are absent. Two queries."""
    wanted = list(codes)
    found = counter.public_records(wanted) if wanted else {}
    return {code: browsing.row(entry, record, reader()) for code, (entry, record) in found.items()}


def _videos(keys: list[int]) -> dict[int, VideoCard]:
    """Cards of those videos that everybody may see."""
    return {video.pk: card(video) for video in public_videos().filter(pk__in=keys)} if keys else {}


def category(page: NewsPage) -> Label | None:
    found = page.category
    return pick(found.name_vi, found.name_en, reader()) if found else None


def corrections(page: NewsPage) -> list[CorrectionShown]:
    """What was put right, the oldest first."""
    return [
        CorrectionShown(row.date, pick(row.text_vi or "", row.text_en, reader()))  # type: ignore[attr-defined]
        for row in sorted(page.corrections.all(), key=lambda row: row.date)
    ]


def related_articles(page: NewsPage) -> list[NewsPage]:
    """The editors' choice in their order, as far as anybody may read it."""
    keys = [row.article_id for row in page.related_rows.all()]
    found = {one.pk: one for one in articles().filter(pk__in=keys)} if keys else {}
    return [found[key] for key in keys if key in found]


def videos() -> list[VideoCard]:
    """The side list: the newest videos, each with title, date_line, views_words and address."""
    return latest_videos(MOST_VIDEOS)


def mail(page: NewsPage) -> str:
    """What a reader's own mail program is given: a subject; the template adds the address."""
    return quote(page.display_title)
