"""Every public address, Vietnamese paths; the English page of each stands at the same path under /en."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone, translation

from catalogue import browsing, directory, places
from catalogue.views.browse import LEVELS, ONLINE
from portal.news.listing import articles
from portal.news.public import address

MOST = 20_000  # addresses of a part: with the English ones below the 50,000 that sitemaps.org allows


@dataclass(frozen=True)
class Address:
    path: str
    changed: date | None = None


def pages() -> Iterator[Address]:
    """Home, the lists, the articles and the offices."""
    lists = ("procedures", "topics", "life-events", "audiences", "agencies", "acts", "forms", "papers")
    yield Address("/")
    yield from (Address(reverse(name)) for name in (*lists, "offices"))
    yield from (Address(reverse("level", args=[slug])) for slug in LEVELS)
    yield from (Address(reverse("online", args=[slug])) for slug in ONLINE)
    yield from (Address(reverse("unit", args=[place.slug])) for place in places.communes("vi"))
    yield from (Address(reverse("life-event", args=[event.slug])) for event in directory.life_events("vi"))
    yield Address("/tin-tuc/")
    for article in articles():
        yield Address(address(article), timezone.localdate(article.last_published_at or article.date))


def procedures() -> Iterator[Address]:
    entries = browsing.public_entries().order_by("code").values_list("slug", "changed_at")
    for slug, changed in entries.iterator(chunk_size=2_000):
        yield Address(reverse("procedure", args=[slug]), timezone.localdate(changed))


def shared(facets: tuple[str, ...], route: str) -> Callable[[], Iterator[Address]]:
    """The pages of what procedures share."""

    def addresses() -> Iterator[Address]:
        found = directory.public_facets().filter(facet__in=facets).values_list("value")
        for value, changed in found.annotate(Max("entry__changed_at")).order_by("value"):
            yield Address(reverse(route, args=[value]), timezone.localdate(changed))

    return addresses


PARTS: dict[str, Callable[[], Iterator[Address]]] = {
    "trang": pages,
    "thu-tuc": procedures,
    "linh-vuc": shared(("topic",), "topic"),
    "doi-tuong": shared(("audience",), "audience"),
    "co-quan": shared(("agency",), "agency"),
    "van-ban": shared(("act",), "act"),
    "giay-to": shared(("paper", "output"), "paper"),
    "bieu-mau": shared(("form",), "form"),
}


def addresses(part: str) -> list[Address]:
    """The addresses of a part; raises KeyError when there is no such part."""
    with translation.override("vi"):
        return [found for found, _ in zip(PARTS[part](), range(MOST), strict=False)]
