from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CatalogueConfig(AppConfig):
    """Procedures: the desk and the counter."""

    name = "catalogue"
    verbose_name = "Danh mục thủ tục"

    def ready(self) -> None:
        from portal.core import outbox
        from search import sources

        from . import counter, relinking, signals, triggers
        from .search_source import ProcedureSource

        post_migrate.connect(triggers.install, sender=self, dispatch_uid="version-triggers")
        signals.connect()
        outbox.register(counter.DUE, counter.due)
        outbox.register(relinking.RELINK, relinking.consume)
        sources.register(ProcedureSource())
