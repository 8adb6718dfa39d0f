"""Every public address, Vietnamese paths; the English page of each stands at the same path under /en.

``PARTS`` is the registry: an app with pages of its own adds a function that yields their addresses.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation

from catalogue import browsing, counter, directory
from catalogue.issuing import issuers_of
from catalogue.models import LegalAct, Unit
from catalogue.models.counter import ProcedureVersion
from catalogue.views.browse import LEVELS, NO_TOPIC, ONLINE
from portal.news.listing import articles
from portal.news.models import NewsPage
from portal.news.public import address, open_pages
from portal.news.rollout.models import RolloutPage
from portal.news.videos.listing import videos as open_videos

MOST = 20_000  # addresses of a part: with the English ones below the 50,000 that sitemaps.org allows


@dataclass(frozen=True)
class Address:
    path: str
    changed: date | None = None


Maker = Callable[[], Iterator[Address]]
Days = dict[str, date]


def named(*names: str) -> Iterator[Address]:
    """Pages by the name of their route; a route that this site does not have is left out."""
    for name in names:
        try:
            yield Address(reverse(name))
        except NoReverseMatch:
            continue


def pages() -> Iterator[Address]:
    """Home, the lists and the site map."""
    newest = max(changed_days().values(), default=None)
    yield Address("/", newest)
    yield Address(reverse("procedures"), newest)
    lists = (
        "topics",
        "life-events",
        "audiences",
        "agencies",
        "acts",
        "forms",
        "papers",
        "offices",
    )
    yield from named(*lists, "site-map", "open-data", "api-docs")
    yield from (Address(reverse("level", args=[slug])) for slug in LEVELS)
    yield from (Address(reverse("online", args=[slug])) for slug in ONLINE)
    if browsing.public_entries().filter(browsing.without_facet("topic")).exists():
        yield Address(reverse("topic", args=[NO_TOPIC]))
    yield from (Address(reverse("life-event", args=[event.slug])) for event in directory.life_events("vi"))


def units() -> Iterator[Address]:
    """Communes and provinces, of today and ended."""
    for slug in Unit.objects.order_by("slug").values_list("slug", flat=True):
        yield Address(reverse("unit", args=[slug]))


def news() -> Iterator[Address]:
    days = [(article, _day(article)) for article in articles()]
    yield Address("/tin-tuc/", max((day for _, day in days), default=None))
    yield from (Address(address(article), day) for article, day in days)


def videos() -> Iterator[Address]:
    found = [
        (video, timezone.localdate(video.last_published_at)) if video.last_published_at else (video, None)
        for video in open_videos()
    ]
    if found:
        yield Address(reverse("videos"), max((day for _, day in found if day), default=None))
    yield from (Address(address(video), day) for video, day in found)


def rollout() -> Iterator[Address]:
    """The rollout's page, and where the old districts went."""
    for page in open_pages(RolloutPage.objects.all()):
        yield Address(
            address(page), timezone.localdate(page.last_published_at) if page.last_published_at else None
        )
    yield from named("old-districts")


def _day(article: NewsPage) -> date:
    return timezone.localdate(article.last_published_at or article.date)


def changed_days() -> Days:
    """By code the day on which what its page says last changed: a version was published, or came into force."""
    begun = Max("in_force_from", filter=Q(in_force_from__lte=counter.today()))
    found = ProcedureVersion.objects.values_list("code").annotate(published=Max("published_at"), begun=begun)
    return {
        code: max(timezone.localdate(published), begun or date.min)
        for code, published, begun in found.order_by("code")
    }


def procedures() -> Iterator[Address]:
    days = changed_days()
    entries = browsing.public_entries().order_by("code").values_list("code", "slug")
    for code, slug in entries.iterator(chunk_size=2_000):
        yield Address(reverse("procedure", args=[slug]), days.get(code))


def roadmaps() -> Iterator[Address]:
    """Of procedures that ask for a paper another public procedure issues."""
    papers = directory.public_facets().filter(facet="paper")
    issued = set(issuers_of(papers.values_list("value", flat=True).distinct()))
    asking = papers.filter(value__in=issued) if issued else papers.none()
    days = changed_days()
    found = asking.values_list("entry__code", "entry__slug").distinct().order_by("entry__code")
    for code, slug in found:
        yield Address(reverse("roadmap", args=[slug]), days.get(code))


def shared(*facets: str, route: str, further: Callable[[], Iterable[str]] = tuple) -> Maker:
    """The pages of what procedures share, each as new as the newest of them; ``further``: slugs none names."""

    def addresses() -> Iterator[Address]:
        days, newest = changed_days(), dict[str, date | None]()
        found = directory.public_facets().filter(facet__in=facets).values_list("value", "entry__code")
        for value, code in found.iterator(chunk_size=5_000):
            newest[value] = max(newest.get(value) or date.min, days.get(code, date.min))
        for value in further():
            newest.setdefault(value, None)
        for value in sorted(newest):
            yield Address(reverse(route, args=[value]), newest[value])

    return addresses


def _acts() -> Iterable[Any]:
    """An act's page stands also when no procedure names it."""
    return LegalAct.objects.values_list("slug", flat=True)


PARTS: dict[str, Maker] = {
    "trang": pages,
    "thu-tuc": procedures,
    "lo-trinh": roadmaps,
    "linh-vuc": shared("topic", route="topic"),
    "doi-tuong": shared("audience", route="audience"),
    "co-quan": shared("agency", route="agency"),
    "van-ban": shared("act", route="act", further=_acts),
    "giay-to": shared("paper", "output", route="paper"),
    "bieu-mau": shared("form", route="form"),
    "noi-nop": units,
    "bai-viet": news,
    "video": videos,
    "thi-diem": rollout,
}
"""The parts of the site map: name in the address -> its addresses. Others may add to it."""


def addresses(part: str) -> list[Address]:
    """The addresses of a part; raises KeyError when there is no such part."""
    with translation.override("vi"):
        return [found for found, _ in zip(PARTS[part](), range(MOST), strict=False)]


def changed(found: Iterable[Address]) -> date | None:
    """The newest day among addresses."""
    return max((one.changed for one in found if one.changed), default=None)
