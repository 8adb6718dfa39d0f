"""News: the list and one article, as open to all as their pages."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from ninja import Query

from catalogue.record import Text
from portal.news.listing import articles
from portal.news.models import NewsPage
from portal.news.public import address

from . import other_shapes as shapes
from .answering import reply
from .places import text_of
from .problems import not_found
from .procedures import next_page
from .registering import operation

CURSOR: Final = r"^\d{1,17}-\d{1,15}$"
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)


@operation("news", shapes.Articles, "Articles, the newest first")
def news(
    request: HttpRequest,
    limit: int = Query(20, ge=1, le=100, description="Articles of a page."),
    cursor: str | None = Query(None, pattern=CURSOR, description="From ``next``: where to go on."),
) -> HttpResponse:
    found = articles()
    if cursor:
        date, pk = _read(cursor)
        found = found.filter(Q(date__lt=date) | Q(date=date, pk__lt=pk))
    rows = list(found[: limit + 1])
    shown = rows[:limit]
    following = next_page("news", {}, limit, _cursor(shown[-1]) if len(rows) > limit else None)
    items = [shapes.ArticleHead(**_head(page)) for page in shown]
    return reply(request, shapes.Articles(items=items, next=following))


@operation("news/{id}", shapes.Article, "One article", problems=(404,))
def article(request: HttpRequest, id: str) -> HttpResponse:
    page = articles().filter(slug=id).first()
    if page is None:
        raise not_found("This article")
    changed = page.last_published_at
    said = shapes.Article(
        **_head(page),
        body_vi=_blocks(page.body_vi),
        body_en=_blocks(page.body_en),
        changed_at=changed,
    )
    return reply(request, said, changed)


def _head(page: NewsPage) -> dict[str, Any]:
    return {
        "id": page.slug,
        "title": Text(vi=page.title, en=page.title_en or None),
        "lead": text_of(page, "lead"),
        "source": text_of(page, "source"),
        "date": page.date,
        "has_time": page.has_time,
        "page": address(page),
    }


def _blocks(body: Any) -> list[shapes.Block]:
    """Headings and paragraphs; a tag that ends a line leaves a blank."""
    return [
        shapes.Block(kind=block.block_type, text=_plain(str(block.value)))
        for block in body or ()
        if block.block_type in ("heading", "paragraph")
    ]


def _plain(html: str) -> str:
    return " ".join(strip_tags(re.sub(r"</(p|li|h\d)>|<br/?>", " ", html)).split())


def _cursor(page: NewsPage) -> str:
    return f"{max(0, (page.date - EPOCH) // MICROSECOND)}-{page.pk}"


def _read(cursor: str) -> tuple[datetime, int]:
    date, _, pk = cursor.partition("-")
    return EPOCH + int(date) * MICROSECOND, int(pk)
