from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "portal.news"
    label = "news"

    def ready(self) -> None:
        from portal.core.publishing import gate
        from search import sources

        from . import search_source
        from .models import NewsPage
        from .problems import publish_problems

        gate(NewsPage, publish_problems)
        sources.register(search_source.NewsSource())
        search_source.connect()
