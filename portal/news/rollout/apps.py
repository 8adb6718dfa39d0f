from django.apps import AppConfig


class RolloutConfig(AppConfig):
    name = "portal.news.rollout"
    label = "rollout"
