"""The ground floor: users, media, bilingual fields, site settings, the outbox."""

from django.apps import AppConfig
from django.db import transaction


class CoreConfig(AppConfig):
    name = "portal.core"
    label = "core"
    verbose_name = "Nền"

    def ready(self) -> None:
        """Make the two writes of view restrictions atomic."""
        from wagtail.models import PageViewRestriction

        from . import checks  # noqa: F401

        # Their signals recompute what is public: both must be in the database, or neither.
        PageViewRestriction.save = transaction.atomic(PageViewRestriction.save)
        PageViewRestriction.delete = transaction.atomic(PageViewRestriction.delete)
