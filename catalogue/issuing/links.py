"""The links the public sees: confirmed by an editor, to a procedure that is public."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery

from catalogue import counter
from catalogue.asking import asking_for
from catalogue.guidance.roadmap import papers_asked
from catalogue.models import IssuerDecision
from catalogue.models.counter import CounterEntry, CounterFacet
from catalogue.record import ProcedureRecord, Text


class Issuer(NamedTuple):
    """A public procedure that issues a paper."""

    code: str
    slug: str
    title: Text


def issuers_of(documents: Iterable[str], further: Iterable[str] = ()) -> dict[str, tuple[Issuer, ...]]:
    """The confirmed, public issuers of papers (slugs); a paper without one is absent. One query.

    In a lasting order: those that do not ask for the paper themselves first, then by code. ``further`` papers
    bring those of the papers that their own issuers ask for as well.
    """
    wanted, nested = sorted(set(documents)), sorted(set(further))
    if not wanted and not nested:
        return {}
    named = Q(document__slug__in=wanted + nested)
    if nested:
        issuers = IssuerDecision.objects.filter(confirmed=True, document__slug__in=nested).values("code")
        asked = CounterFacet.objects.filter(facet="paper", entry__code__in=issuers)
        named |= Q(document__slug__in=asked.values("value"))
    entry = CounterEntry.objects.filter(code=OuterRef("code"), public=True).exclude(title="")
    itself = CounterFacet.objects.filter(
        facet="paper", value=OuterRef("document__slug"), entry__code=OuterRef("code")
    )
    rows = (
        IssuerDecision.objects.filter(named, confirmed=True)
        .annotate(
            slug=Subquery(entry.values("slug")),
            title=Subquery(entry.values("title")),
            title_en=Subquery(entry.values("title_en")),
            asks=Exists(itself),
        )
        .filter(slug__isnull=False)
        .order_by("document__slug", "asks", "code")
    )
    found: dict[str, tuple[Issuer, ...]] = {}
    for document, code, slug, title, english in rows.values_list(
        "document__slug", "code", "slug", "title", "title_en"
    ):
        issuer = Issuer(code, slug, Text(vi=title, en=english or None))
        found[document] = (*found.get(document, ()), issuer)
    return found


def paper_links(record: ProcedureRecord) -> dict[str, tuple[Issuer, ...]]:
    """Where to get the papers that ``record`` asks for, by paper; never the procedure itself. One query."""
    found = {
        paper: tuple(issuer for issuer in issuers if issuer.code != record.code)
        for paper, issuers in issuers_of(papers_asked(record)).items()
    }
    return {paper: issuers for paper, issuers in found.items() if issuers}


def has_issuers(record: ProcedureRecord) -> bool:
    """Whether the way to some paper of ``record`` is known. One query, none when it names no paper."""
    return bool(paper_links(record))


def announce(documents: Iterable[str]) -> int:
    """Say that the issuers of papers changed to the pages that ask for them; return how many pages."""
    pages = asking_for(documents)
    return counter.renew(pages) if pages else 0
