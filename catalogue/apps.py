from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """Procedures: the desk and the counter."""

    name = "catalogue"
    verbose_name = "Danh mục thủ tục"

    def ready(self) -> None:
        from portal.core import outbox, publishing
        from portal.core.schedule import publication_failed
        from search import sources

        from . import checks, counter, permissions, relinking, scheduling, signals, triggers  # noqa: F401
        from .models import ProcedurePage
        from .problems import publish_problems
        from .publishing import publish
        from .search_source import ProcedureSource
        from .searching.acts import ActSource
        from .searching.forms import FormSource
        from .searching.offices import OfficeSource
        from .searching.papers import PaperSource

        post_migrate.connect(triggers.install, sender=self, dispatch_uid="version-triggers")
        post_migrate.connect(permissions.grant_after_migrate, dispatch_uid="groups-granted")
        publication_failed.connect(scheduling.report_failure, dispatch_uid="failure-found")
        publishing.gate(ProcedurePage, publish_problems, publish)
        signals.connect()
        outbox.register(counter.DUE, counter.due, words=_("Bản đến ngày hiệu lực"))
        outbox.register(
            relinking.RELINK, relinking.consume, words=_("Đổi tên gọi dùng chung trong các thủ tục")
        )
        for source in (ProcedureSource(), ActSource(), FormSource(), PaperSource(), OfficeSource()):
            sources.register(source)
