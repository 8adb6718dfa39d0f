"""From a record to what a page shows. Imports no page model: the page model imports this for its preview."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone, translation

from catalogue.guidance import Situation
from catalogue.reader_case import Case
from catalogue.record import ProcedureRecord

from .fragments import page_context
from .page import PARTS, Request, labels, procedure_view
from .versions import VersionsView, versions_view

__all__ = [
    "PARTS",
    "Request",
    "VersionsView",
    "labels",
    "page_context",
    "preview_response",
    "procedure_view",
    "versions_view",
]


def preview_response(request: HttpRequest, record: ProcedureRecord, language: str) -> Any:
    """Render a draft's record with the public page's template, in ``language``."""
    with translation.override(language):
        today = timezone.localdate()
        context = page_context(record, Request(path="", case=Case(Situation(on=today)), today=today))
        context |= {"preview": True, "nav": "procedures"}
        return TemplateResponse(request, "catalogue/procedure.html", context).render()
