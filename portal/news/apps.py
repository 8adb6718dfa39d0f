from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "portal.news"
    label = "news"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from portal.core.publishing import gate

        from .models import NewsPage
        from .permissions import grant_after_migrate
        from .problems import publish_problems
        from .search_source import NewsSource

        gate(NewsPage, publish_problems)
        NewsSource().connect()
        post_migrate.connect(grant_after_migrate, dispatch_uid="news-permissions")
