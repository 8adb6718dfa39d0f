"""What the templates of a procedure's page need: the record prepared, and what the head of the page says."""

from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from catalogue.record import ProcedureRecord
from portal.core.slugs import cut
from portal.core.words import gettext

from .page import PARTS, ProcedureView, Request, description, labels, procedure_view


class Head(NamedTuple):
    """What a page says before its body."""

    title: str
    heading: str
    lang: SafeString
    description: str
    partly_vietnamese: bool


def page_context(record: ProcedureRecord, asked_for: Request) -> dict[str, Any]:
    """The context of ``catalogue/procedure.html``, or of ``procedure_part.html`` when one part is asked for."""
    view = procedure_view(record, asked_for)
    part = PARTS.get(asked_for.part, "sections")
    return {
        # As a dictionary: a template looks there first, and a failed look costs more than a found one.
        "v": vars(view),
        "facts": view.facts,
        "words": labels(),
        "head": _head(view),
        "sections": f"catalogue/procedure/{part}.html",
    }


def _head(view: ProcedureView) -> Head:
    return Head(
        title=gettext("%(title)s: giấy tờ, thời gian, lệ phí") % {"title": cut(view.title.text, 90)},
        heading=view.title.text,
        lang=view.title.lang,
        description=description(view),
        partly_vietnamese=bool(view.untranslated),
    )
