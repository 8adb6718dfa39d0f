"""Articles as search sees them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from search.sources import Language

from .blocks import words_of
from .dates import date_line
from .findable import PageSource, Words
from .listing import articles
from .models import NewsPage


class NewsSource(PageSource):
    kind = "news"
    model = NewsPage

    def public(self) -> QuerySet[NewsPage]:
        return articles()

    def words(self, page: Any, language: Language) -> Words:
        lead, lang = page.read("lead")
        return Words(lead or "", lang, date_line(page.date, language, page.has_time))

    def body(self, page: Any) -> Iterable[str]:
        return (words_of(block) for block in page.body_vi or ())
