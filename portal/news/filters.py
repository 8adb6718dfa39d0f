"""The list of articles as its address asks: category, year, place, page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.paging import Pager, page_of
from catalogue.presentation.wording import reader
from catalogue.summary import Label, pick

from .listing import articles, with_neighbours
from .models import NewsCategory, NewsPage

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 9998
MOST_SLUG: Final = 120  # characters, as the models have


@dataclass(frozen=True)
class Asked:
    """What an address asks of the list; "" and 0 for everything."""

    category: str = ""
    year: int = 0
    place: str = ""
    page: int = 1

    def address(self, **changed: Any) -> str:
        """The query of a neighbouring list: "?loai=van-ban&trang=2"; "?" for the whole list."""
        asked = replace(self, **changed)
        page = asked.page if asked.page > 1 else 0
        said = {"loai": asked.category, "nam": asked.year, "noi": asked.place, "trang": page}
        return "?" + urlencode({name: value for name, value in said.items() if value})

    @property
    def narrowed(self) -> bool:
        return bool(self.category or self.year or self.place)


@dataclass(frozen=True)
class Choice:
    """A value of a filter, and the list it leads to."""

    words: Label
    value: str
    chosen: bool = False


@dataclass(frozen=True)
class Filter:
    name: str
    heading: str
    choices: tuple[Choice, ...]


def asked_of(given: Mapping[str, str]) -> Asked:
    """Read an address; what makes no sense is left out."""
    year = given.get("nam", "")
    number = int(year) if len(year) == 4 and year.isascii() and year.isdigit() else 0
    return Asked(
        category=_slug(given.get("loai", "")),
        year=number if FIRST_YEAR <= number <= LAST_YEAR else 0,
        place=_slug(given.get("noi", "")),
        page=page_of(given.get("trang", "")),
    )


def _slug(asked: str) -> str:
    plain = asked.isascii() and asked.replace("-", "").replace("_", "").isalnum()
    return asked if plain and len(asked) <= MOST_SLUG else ""


def narrowed(asked: Asked) -> QuerySet[NewsPage]:
    """The articles an address asks for, the newest first."""
    found = articles()
    if asked.category:
        found = found.filter(category__slug=asked.category)
    if asked.year:
        found = found.filter(date__year=asked.year)
    if asked.place:
        found = found.filter(localities__slug=asked.place)
    return found


def listing(given: Mapping[str, str]) -> dict[str, Any]:
    """The template's context: articles, pager, filters."""
    asked = asked_of(given)
    found = narrowed(asked)
    pager = Pager(found.count(), asked.page, lambda page: asked.address(page=page))
    shown = with_neighbours(found).select_related("category")[pager.slice]
    offered = filters(asked)
    chosen = {(one.name, choice.value) for one in offered for choice in one.choices if choice.chosen}
    feed = asked.category if ("loai", asked.category) in chosen else ""
    return {"asked": asked, "pager": pager, "articles": shown, "filters": offered, "feed": feed}


def filters(asked: Asked) -> list[Filter]:
    """Category, year and place, each only when there is something to choose."""
    found = (
        Filter("loai", _("Chuyên mục"), _categories(asked)),
        Filter("nam", _("Năm"), _years(asked)),
        Filter("noi", _("Nơi"), _places(asked)),
    )
    return [one for one in found if len(one.choices) > 1 or any(choice.chosen for choice in one.choices)]


def _categories(asked: Asked) -> tuple[Choice, ...]:
    return tuple(
        Choice(pick(one.name_vi, one.name_en, reader()), one.slug, one.slug == asked.category)
        for one in categories()
    )


def categories() -> QuerySet[NewsCategory]:
    """Those that have an article anybody may read."""
    return NewsCategory.objects.filter(pk__in=articles().order_by().values("category")).order_by("name_vi")


def _years(asked: Asked) -> tuple[Choice, ...]:
    years = {timezone.localtime(day).year for day in articles().order_by().values_list("date", flat=True)}
    return tuple(
        Choice(Label(str(year)), str(year), year == asked.year) for year in sorted(years, reverse=True)
    )


def _places(asked: Asked) -> tuple[Choice, ...]:
    found = NewsPage.localities.field.related_model.objects.filter(
        pk__in=articles().order_by().values("localities")
    )
    return tuple(
        Choice(pick(one.name_vi, one.name_en, reader()), one.slug, one.slug == asked.place) for one in found
    )
