"""The middle of a page: a record rendered, and what the head of its page says."""

from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from catalogue.record import ProcedureRecord
from portal.core.slugs import cut
from portal.core.words import gettext

from .page import PARTS, ProcedureView, Request, description, labels, procedure_view


class Fragment(NamedTuple):
    """A rendered procedure and what the head of its page says."""

    title: str
    heading: str
    lang: SafeString
    description: str
    head: SafeString
    facts: SafeString
    contents: SafeString
    sections: SafeString
    partly_vietnamese: bool


def render_procedure(record: ProcedureRecord, asked_for: Request) -> Fragment:
    """Render the page's middle, or one part of it in full."""
    view = procedure_view(record, asked_for)
    context = {"v": view, "facts": view.facts, "words": labels()}

    def piece(name: str) -> SafeString:
        return render_to_string(f"catalogue/procedure/{name}.html", context)

    return Fragment(
        title=_title(view),
        heading=view.title.text,
        lang=view.title.lang,
        description=description(view),
        head=piece("head"),
        facts=piece("facts"),
        contents=piece("contents"),
        sections=piece(PARTS[asked_for.part] if asked_for.part else "sections"),
        partly_vietnamese=bool(view.untranslated),
    )


def _title(view: ProcedureView) -> str:
    return gettext("%(title)s: giấy tờ, thời gian, lệ phí") % {"title": cut(view.title.text, 90)}
