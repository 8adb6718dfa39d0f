"""News: the list and one article, as open to all as their pages."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Query

from catalogue.record import Text
from portal.news.listing import articles
from portal.news.models import NewsPage
from portal.news.public import address
from portal.news.reading import related_articles

from . import news_body as body
from . import news_shapes as shapes
from .answering import reply
from .places import name_text, text_of, title_text
from .problems import not_found
from .procedures import next_page
from .registering import operation
from .shapes import Named

CURSOR: Final = r"^\d{1,17}-\d{1,15}$"
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)


@operation("news", shapes.Articles, "Articles, the newest first")
def news(
    request: HttpRequest,
    limit: int = Query(20, ge=1, le=100, description="Articles of a page."),
    cursor: str | None = Query(None, pattern=CURSOR, description="From ``next``: where to go on."),
) -> HttpResponse:
    found = articles().select_related("category")
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
    """What its cards show is of today, so it has an ETag and no day of a last change."""
    page = articles().filter(slug=id).select_related("category", "image").first()
    if page is None:
        raise not_found("This article")
    bodies = body.shown(page.body_vi), body.shown(page.body_en)
    names = body.procedure_names(*bodies)
    vietnamese, english = (body.blocks(parts, names) for parts in bodies)
    said = shapes.Article(
        **_head(page),
        picture=body.picture(page.image, page.image.description) if page.image else None,
        body=shapes.Body(vi=vietnamese, en=english),
        body_vi=body.plain(vietnamese),
        body_en=body.plain(english),
        author=page.author,
        tags=sorted(tag.name for tag in page.tags.all()),
        places=[_place(place) for place in page.localities.select_related("unit")],
        procedures=list(names.values()),
        related=[_name(other) for other in related_articles(page)],
        corrections=_corrections(page),
        changed_at=page.last_published_at,
    )
    return reply(request, said)


def _head(page: NewsPage) -> dict[str, Any]:
    return {
        "id": page.slug,
        "title": title_text(page),
        "lead": text_of(page, "lead"),
        "source": text_of(page, "source"),
        "date": page.date,
        "has_time": page.has_time,
        "category": _named(page.category) if page.category else None,
        "page": address(page),
    }


def _named(thing: Any) -> Named:
    return Named(id=thing.slug, name=name_text(thing))


def _place(place: Any) -> shapes.Place:
    return shapes.Place(**dict(_named(place)), unit=place.unit.slug if place.unit else None)


def _name(page: NewsPage) -> shapes.ArticleName:
    return shapes.ArticleName(id=page.slug, title=title_text(page), page=address(page))


def _corrections(page: NewsPage) -> list[shapes.Correction]:
    rows = page.corrections.order_by("date", "pk")
    return [shapes.Correction(date=row.date, text=text_of(row, "text") or Text(vi="")) for row in rows]


def _cursor(page: NewsPage) -> str:
    return f"{max(0, (page.date - EPOCH) // MICROSECOND)}-{page.pk}"


def _read(cursor: str) -> tuple[datetime, int]:
    date, _, pk = cursor.partition("-")
    return EPOCH + int(date) * MICROSECOND, int(pk)
