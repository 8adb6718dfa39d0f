"""Lists of videos: the newest first, those without a day after them in the order of the page tree."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.paging import Pager, page_of
from portal.news.public import open_pages

from .models import VideoPage, VideoSeries
from .wording import printed_date


@dataclass(frozen=True)
class VideoCard:
    """A video in a list: what is printed, in the language being read."""

    title: str
    date_line: str  # "25/12/2023"; empty when the day is not known
    views_words: str  # "Đã xem: 19.752"; empty when no number is known
    address: str
    lang: str  # the language the title is really in
    machine_date: str = ""
    series: str = ""
    series_lang: str = "vi"


@dataclass(frozen=True)
class SeriesLink:
    """A way to the videos of one series, or to all of them."""

    name: str
    lang: str
    address: str
    current: bool


def videos() -> QuerySet[VideoPage]:
    """What everybody may see."""
    found = open_pages(VideoPage.objects.all()).select_related("series", "view_count")
    return found.order_by(F("date").desc(nulls_last=True), "path")


def latest(most: int, but: VideoPage | None = None) -> list[VideoCard]:
    """The newest videos as cards, one perhaps left out; two queries at most."""
    found = videos().exclude(pk=but.pk) if but else videos()
    return [card(video) for video in found[:most]]


def card(video: VideoPage) -> VideoCard:
    name, lang = video.series.display_name if video.series else ("", "vi")
    return VideoCard(
        title=video.display_title,
        date_line=printed_date(video.date, translation.get_language() or "vi"),
        views_words=video.views_words,
        address=video.address,
        lang=video.title_language,
        machine_date=video.machine_date,
        series=name,
        series_lang=lang,
    )


def listing(request: HttpRequest) -> dict[str, Any]:
    """The context of the list; raises Http404 for a series that is not there."""
    asked = request.GET.get("loat", "")[:100]
    if asked and not VideoSeries.objects.filter(slug=asked).exists():
        raise Http404
    found = videos().filter(series__slug=asked) if asked else videos()

    def address(page: int) -> str:
        return "?" + urlencode(
            {**({"loat": asked} if asked else {}), **({"trang": page} if page > 1 else {})}
        )

    pager = Pager(found.count(), page_of(request.GET.get("trang", "")), address)
    cards = [card(video) for video in found[pager.slice]]
    return {"pager": pager, "videos": cards, "series": series_links(asked, request.path)}


def series_links(asked: str, path: str) -> list[SeriesLink]:
    """All, then each series that has a video everybody may see; empty when there is nothing to choose."""
    used = videos().exclude(series=None).order_by().values("series")
    names = [(one, *one.display_name) for one in VideoSeries.objects.filter(pk__in=used)]
    links = [
        SeriesLink(name, lang, f"{path}?loat={one.slug}", one.slug == asked) for one, name, lang in names
    ]
    language = translation.get_language() or "vi"
    return [SeriesLink(_("Tất cả"), language, path, not asked), *links] if links else []
