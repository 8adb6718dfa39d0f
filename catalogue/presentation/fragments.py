"""What the templates of a procedure's page need: the record prepared, and what the head of the page says."""

from typing import Any, Final, NamedTuple

from django.utils.safestring import SafeString

from catalogue import structured
from catalogue.record import ProcedureRecord
from portal.core.slugs import cut
from portal.core.words import gettext

from .page import PARTS, ProcedureView, Request, labels, procedure_view
from .where import Link
from .wording import Phrase

TITLE_LENGTH: Final = 65
"""Characters of a title that search engines show, before the name of the site."""
DESCRIPTION_LENGTH: Final = 160


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
        "trail": [_above(view)],
        "structured": _structured(view),
        "metadata": _metadata(view),
    }


def _above(view: ProcedureView) -> tuple[str, str]:
    """Where the page stands: its topic, or the list of all."""
    topic = view.topic or Link(f"{view.prefix}/thu-tuc/", Phrase(gettext("Thủ tục")))
    return topic.href, topic.words.text


def _structured(view: ProcedureView) -> list[dict[str, Any]]:
    """The procedure for programs: on the page of what is in force, not on a part of it or as of a day."""
    asked_for = view.asked_for
    if asked_for.part or asked_for.case.as_of or asked_for.query:
        return []
    return [structured.service(view.record, asked_for.path, asked_for.today)]


def _metadata(view: ProcedureView) -> dict[str, str]:
    """Dublin Core: when the national record was last changed, and the topic."""
    publication = view.record.publication
    day = publication.updated or publication.published
    return {"date": day.isoformat() if day else "", "subject": view.topic.words.text if view.topic else ""}


def _head(view: ProcedureView) -> Head:
    return Head(
        title=_title(view),
        heading=view.title.text,
        lang=view.title.lang,
        description=_description(view),
        partly_vietnamese=bool(view.untranslated),
    )


def _title(view: ProcedureView) -> str:
    """The title with its code, for titles are not unique; with what the page answers where there is room."""
    bare = {"title": view.title.text, "code": view.record.code}
    for pattern in (
        gettext("%(title)s: giấy tờ, thời gian, lệ phí (%(code)s)"),
        gettext("%(title)s: giấy tờ, lệ phí (%(code)s)"),
    ):
        if len(pattern % bare) <= TITLE_LENGTH:
            return pattern % bare
    room = TITLE_LENGTH - len(view.record.code) - len(" ()")
    return f"{cut(view.title.text, max(room, 1))} ({view.record.code})"


def _description(view: ProcedureView) -> str:
    """One sentence for search engines: the facts, and as much of the title as fits."""
    facts = view.facts
    words = gettext("%(title)s (%(code)s): giấy tờ %(papers)s; thời gian %(time)s; lệ phí %(fee)s.")
    said = {
        "code": view.record.code,
        **{name: cut(_lower(facts[name].value), 60) for name in ("papers", "time", "fee")},
    }
    room = DESCRIPTION_LENGTH - len(words % {"title": "", **said})
    return cut(words % {"title": cut(view.title.text, max(room, 30)), **said}, DESCRIPTION_LENGTH)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
