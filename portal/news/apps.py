from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "portal.news"
    label = "news"

    def ready(self) -> None:
        from portal.core.publishing import gate

        from .models import NewsPage
        from .problems import publish_problems
        from .search_source import NewsSource

        gate(NewsPage, publish_problems)
        NewsSource().connect()
