"""Lists of articles, the newest first."""

from django.db.models import QuerySet

from .models import NewsPage
from .public import open_pages


def articles() -> QuerySet[NewsPage]:
    return open_pages(NewsPage.objects.all()).order_by("-date", "-pk")


def latest(most: int, but: NewsPage | None = None) -> list[NewsPage]:
    """The newest articles, one perhaps left out."""
    found = articles().exclude(pk=but.pk) if but else articles()
    return list(found[:most])
