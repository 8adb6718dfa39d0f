"""Which Wagtail pages a reader without an account may see, asked in the query itself."""

from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Substr
from wagtail.models import Page, PageViewRestriction

AnyPage = TypeVar("AnyPage", bound=Page)
DEEPEST = 6  # levels of the tree that are looked at; this site has four


def open_pages(pages: QuerySet[AnyPage]) -> QuerySet[AnyPage]:
    """Live pages under live ancestors, none of them restricted."""
    lineage = [Substr(OuterRef("path"), 1, Page.steplen * depth) for depth in range(2, DEEPEST + 1)]
    restricted = PageViewRestriction.objects.filter(page__path__in=lineage)
    hidden = Page.objects.filter(path__in=lineage, live=False).order_by()
    # Without its kind SQLite would go through all pages of the site, thousands of procedures among them.
    kind = {
        "content_type__app_label": pages.model._meta.app_label,
        "content_type__model": pages.model._meta.model_name,
    }
    return pages.filter(~Exists(restricted), ~Exists(hidden), live=True, **kind)


def address(page: Page, prefix: str = "") -> str:
    """The path of a page of this one site, without asking the database where the site is."""
    return f"{prefix}/{page.url_path.split('/', 2)[2]}"
