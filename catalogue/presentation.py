"""From a record to what a page shows."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse

from .record import ProcedureRecord


def preview_response(request: HttpRequest, record: ProcedureRecord, language: str) -> Any:
    """Render a draft's record with the public page's template."""
    return TemplateResponse(request, "catalogue/procedure.html", {"record": record, "preview": True})
