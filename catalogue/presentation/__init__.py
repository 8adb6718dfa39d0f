"""From a record to what a page shows. Imports no page model: the page model imports this for its preview."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone, translation

from catalogue.record import ProcedureRecord

from .fragments import Fragment, render_procedure
from .page import PARTS, Request, labels, procedure_view
from .versions import VersionsView, versions_view

__all__ = [
    "PARTS",
    "Fragment",
    "Request",
    "VersionsView",
    "labels",
    "preview_response",
    "procedure_view",
    "render_procedure",
    "versions_view",
]


def preview_response(request: HttpRequest, record: ProcedureRecord, language: str) -> Any:
    """Render a draft's record with the public page's template, in ``language``."""
    with translation.override(language):
        fragment = render_procedure(record, Request(path="", on=timezone.localdate()))
        context = {"fragment": fragment, "preview": True, "nav": "procedures"}
        return TemplateResponse(request, "catalogue/procedure.html", context).render()
