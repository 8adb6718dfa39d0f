"""A scheduled publication that failed is a finding an editor sees."""

from typing import Any

from django.core.exceptions import ValidationError

from catalogue.models import Finding, ProcedurePage

RULE = "publication-failed"


def report_failure(sender: Any, page: Any, error: Exception, **kwargs: Any) -> None:
    """Receiver of ``portal.core.schedule.publication_failed``: write or renew one finding a procedure."""
    procedure = ProcedurePage.objects.filter(pk=getattr(page, "pk", None)).first()
    if procedure is None:
        return
    Finding.objects.update_or_create(
        code=procedure.code,
        rule=RULE,
        place="",
        defaults={
            "source_text": _words(error),
            "state": "open",
            "reason": "",
            "decided_at": None,
            "decided_by": None,
        },
    )


def _words(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else type(error).__name__
