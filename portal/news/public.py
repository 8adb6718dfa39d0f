"""Which Wagtail pages a reader without an account may see, asked in the query itself."""

from typing import TypeVar

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.models import Page, PageViewRestriction

AnyPage = TypeVar("AnyPage", bound=Page)


def open_pages(pages: QuerySet[AnyPage]) -> QuerySet[AnyPage]:
    """Live pages under live ancestors, none of them restricted."""
    path = {"asked": ExpressionWrapper(OuterRef("path"), output_field=CharField())}
    restricted = PageViewRestriction.objects.annotate(**path).filter(asked__startswith=F("page__path"))
    parents = Page.objects.filter(live=False, depth__gt=1, numchild__gt=0).order_by()
    hidden = parents.annotate(**path).filter(asked__startswith=F("path"))
    return pages.filter(~Exists(restricted), ~Exists(hidden), live=True)


def address(page: Page, prefix: str = "") -> str:
    """The path of a page of this one site, without asking the database where the site is."""
    return f"{prefix}/{page.url_path.split('/', 2)[2]}"
