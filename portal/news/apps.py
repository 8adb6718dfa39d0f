from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "portal.news"
    label = "news"

    def ready(self) -> None:
        from search import sources

        from . import search_source

        sources.register(search_source.NewsSource())
        search_source.connect()
