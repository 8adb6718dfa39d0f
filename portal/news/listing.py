"""Lists of articles, the newest first."""

from django.db.models import Exists, QuerySet

from .models import NewsPage
from .public import open_pages
from .rollout.models import RolloutPage
from .videos.models import VideoIndexPage


def articles() -> QuerySet[NewsPage]:
    return open_pages(NewsPage.objects.all()).order_by("-date", "-pk")


def with_neighbours(found: QuerySet[NewsPage]) -> QuerySet[NewsPage]:
    """The same articles; each also knows whether everybody may see the list of `videos` and the `rollout`."""
    videos = open_pages(VideoIndexPage.objects.filter(slug="video"))
    rollout = open_pages(RolloutPage.objects.filter(slug="thi-diem"))
    return found.annotate(videos=Exists(videos), rollout=Exists(rollout))


def latest(most: int, but: NewsPage | None = None) -> list[NewsPage]:
    """The newest articles, one perhaps left out."""
    found = articles().exclude(pk=but.pk) if but else articles()
    return list(found[:most])
