"""The rollout as search sees it: by its places and milestones too."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from catalogue.presentation.wording import reader
from portal.news.findable import PageSource, Words
from portal.news.public import open_pages
from search.sources import Language

from .models import RolloutPage


class RolloutSource(PageSource):
    kind = "page"
    model = RolloutPage

    def public(self) -> QuerySet[RolloutPage]:
        return open_pages(RolloutPage.objects.all())

    def words(self, page: Any, language: Language) -> Words:
        english = page.lead_en if reader() == "en" else ""
        return Words(english, "en") if english else Words(page.lead_vi or "", "vi")

    def body(self, page: Any) -> Iterable[str]:
        for milestone in page.milestones.select_related("locality"):
            yield milestone.title_vi or ""
            yield milestone.locality.name_vi if milestone.locality else ""
