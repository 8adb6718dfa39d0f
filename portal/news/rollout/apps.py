from django.apps import AppConfig


class RolloutConfig(AppConfig):
    name = "portal.news.rollout"
    label = "rollout"

    def ready(self) -> None:
        from .publishing import install

        install()
