"""The search app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Registers the outbox consumer; sources register themselves."""

    name = "search"
    label = "search"
    verbose_name = _("Tìm kiếm")

    def ready(self) -> None:
        """Let changes reach the index."""
        from django.db.models.signals import post_migrate

        from portal.core import outbox
        from search.indexing.consumer import ELASTICSEARCH_TOPIC, TOPIC, consume, consume_elasticsearch
        from search.indexing.sweep import sweep_now_and_then
        from search.permissions import grant_after_migrate
        from search.usage.keeping import forget_old

        outbox.register(TOPIC, consume, words=_("Đưa vào tìm kiếm"))
        outbox.register(
            ELASTICSEARCH_TOPIC, consume_elasticsearch, words=_("Đưa vào Elasticsearch"), apart=True
        )
        outbox.each_minute(sweep_now_and_then)
        outbox.each_minute(forget_old)
        post_migrate.connect(grant_after_migrate, dispatch_uid="search-permissions")
