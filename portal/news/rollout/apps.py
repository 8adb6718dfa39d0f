from django.apps import AppConfig


class RolloutConfig(AppConfig):
    name = "portal.news.rollout"
    label = "rollout"

    def ready(self) -> None:
        from portal.core.publishing import gate

        from .models import RolloutPage
        from .problems import publish_problems
        from .search_source import RolloutSource

        gate(RolloutPage, publish_problems)
        RolloutSource().connect()
