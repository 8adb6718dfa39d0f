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
        from portal.core import outbox
        from search.indexing.consumer import TOPIC, consume

        outbox.register(TOPIC, consume)
