"""The ground floor: users, media, bilingual fields, site settings, the outbox."""

from django.apps import AppConfig
from django.db import transaction


class CoreConfig(AppConfig):
    name = "portal.core"
    label = "core"
    verbose_name = "Nền"

    def ready(self) -> None:
        """Make the two writes of view restrictions atomic, count references once, publish what is due."""
        from wagtail.models import PageViewRestriction

        from . import checks, outbox, publishing, schedule  # noqa: F401

        # Their signals recompute what is public: both must be in the database, or neither.
        PageViewRestriction.save = transaction.atomic(PageViewRestriction.save)
        PageViewRestriction.delete = transaction.atomic(PageViewRestriction.delete)
        count_references_once()
        publishing.install()
        outbox.each_minute(schedule.run_due)


def count_references_once() -> None:
    """Let only the language columns of a translated field speak to Wagtail's reference index.

    The untranslated alias returns the Vietnamese value again: every use of a picture would count twice.
    """
    from modeltranslation.translator import translator

    for model in translator.get_registered_models():
        for name in translator.get_options_for_model(model).all_fields:
            field = model._meta.get_field(name)
            if hasattr(field, "extract_references"):
                field.extract_references = no_references


def no_references(value: object) -> tuple[()]:
    return ()
