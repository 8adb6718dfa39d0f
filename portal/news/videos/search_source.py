"""Videos as search sees them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from portal.news.findable import PageSource, Words
from search.sources import Language

from .listing import videos
from .models import VideoPage


class VideoSource(PageSource):
    kind = "video"
    model = VideoPage

    def public(self) -> QuerySet[VideoPage]:
        return videos()

    def words(self, page: Any, language: Language) -> Words:
        said, lang = page.read("summary")
        return Words(said, lang, page.date_line)

    def body(self, page: Any) -> Iterable[str]:
        return [page.series.name_vi] if page.series else []
