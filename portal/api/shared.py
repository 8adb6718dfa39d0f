"""Papers with who asks for them and who issues them; acts."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from ninja import Query

from catalogue import browsing, directory, models
from catalogue.issuing import issuers_of
from catalogue.models.counter import CounterEntry
from catalogue.record import Text

from . import shapes
from .answering import reply
from .entries import BASE, page_of
from .places import name_text, text_of
from .problems import not_found
from .procedures import MOST_VALUE, next_page
from .registering import operation

MOST_ASKING: Final = 400
LIMIT: Final = Query(50, ge=1, le=200, description="Things of a page.")
CURSOR: Final = Query("", max_length=MOST_VALUE, description="From ``next``: the id after which to go on.")
NAME: Final = Query("", max_length=100, description="Words of the name, with marks or without.")


def _counted(path: str, facets: tuple[str, ...], name: str, limit: int, cursor: str) -> shapes.CountedList:
    """A page of what public procedures name under some facets."""
    values = directory.values(*facets, name=name.strip()).filter(value__gt=cursor).order_by("value")
    rows = list(values[: limit + 1])
    items = [
        shapes.Counted(id=value, name=Text(vi=vietnamese, en=english or None), procedures=total)
        for value, vietnamese, english, total in rows[:limit]
    ]
    last = items[-1].id if len(rows) > limit else None
    return shapes.CountedList(items=items, next=next_page(path, {"name": name}, limit, last))


@operation("papers", shapes.CountedList, "Papers that public procedures ask for or give, by id")
def papers(request: HttpRequest, name: str = NAME, limit: int = LIMIT, cursor: str = CURSOR) -> HttpResponse:
    return reply(request, _counted("papers", ("paper", "output"), name, limit, cursor))


@operation("papers/{id}", shapes.PaperNode, "One paper: who asks for it, who issues it", problems=(404,))
def paper(request: HttpRequest, id: str) -> HttpResponse:
    """The graph of procedures: from a paper to those that issue it, and on to what they ask for."""
    found = models.DocumentType.objects.filter(slug=id).first()
    if found is None:
        raise not_found("This paper")
    asking = browsing.public_entries().filter(browsing.with_facet("paper", id)).order_by("code")
    issuers = issuers_of([id]).get(id, ())
    said = shapes.PaperNode(
        id=found.slug,
        name=name_text(found),
        aliases=[line.strip() for line in found.aliases.splitlines() if line.strip()],
        page=page_of("paper", found.slug),
        asked_by=[procedure_name(entry) for entry in asking[:MOST_ASKING]],
        asked_by_total=asking.count(),
        asked_by_link=f"{BASE}/procedures?" + urlencode({"paper": id}),
        issued_by=[
            shapes.ProcedureName(code=one.code, title=one.title, page=page_of("procedure", one.slug))
            for one in issuers
        ],
    )
    if not said.asked_by and not said.issued_by and not _shown(id):
        raise not_found("This paper")
    return reply(request, said)


def _shown(slug: str) -> bool:
    """Whether its page is public: a public procedure names it, or did in an earlier version."""
    given = browsing.public_entries().filter(browsing.with_facet("output", slug)).exists()
    return given or directory.once_named(slug)


def procedure_name(entry: CounterEntry) -> shapes.ProcedureName:
    """A procedure by code and title, from its entry at the counter."""
    title = Text(vi=entry.title, en=entry.title_en or None)
    return shapes.ProcedureName(code=entry.code, title=title, page=page_of("procedure", entry.slug))


@operation("acts", shapes.CountedList, "Acts that public procedures are based on, by id")
def acts(request: HttpRequest, name: str = NAME, limit: int = LIMIT, cursor: str = CURSOR) -> HttpResponse:
    """The name of an act in this list is its number."""
    return reply(request, _counted("acts", ("act",), name, limit, cursor))


@operation("acts/{id}", shapes.ActDetail, "One act", problems=(404,))
def act(request: HttpRequest, id: str) -> HttpResponse:
    found = models.LegalAct.objects.select_related("replaced_by").filter(slug=id).first()
    if found is None:
        raise not_found("This act")
    said = shapes.ActDetail(
        id=found.slug,
        number=found.number,
        kind=found.kind,
        title=text_of(found, "title"),
        issuer=text_of(found, "issuer"),
        issued=found.issued,
        in_force_from=found.in_force_from,
        in_force_to=found.in_force_to,
        replaced_by=found.replaced_by.slug if found.replaced_by else None,
        page=page_of("act", found.slug),
        procedures_link=f"{BASE}/procedures?" + urlencode({"act": id}),
    )
    return reply(request, said)
