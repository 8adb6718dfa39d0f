"""Acts, forms and papers can be found as long as a public procedure names them.

The counter's lists say which do (`CounterFacet`). Whatever changes these lists announces here what it changed.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from django.db.models import Count, OuterRef, QuerySet, Subquery

from catalogue.models.counter import CounterEntry, CounterFacet
from search.changes.numbers import announce, numbers

BATCH = 200  # things of one short transaction (rule 10)

#: By kind, the facets whose values name its things.
FACETS: Final[Mapping[str, tuple[str, ...]]] = {
    "act": ("act",),
    "form": ("form",),
    "paper": ("paper", "output"),
}
KIND_OF: Final = {facet: kind for kind, facets in FACETS.items() for facet in facets}


def public_names(kind: str) -> QuerySet[CounterFacet]:
    """The rows by which public procedures name things of a kind."""
    return CounterFacet.objects.filter(facet__in=FACETS[kind], entry__public=True)


def how_many(kind: str) -> Subquery:
    """In a query over things of a kind: how many public procedures name each; null for none."""
    naming = public_names(kind).filter(value=OuterRef("slug")).order_by().values("value")
    return Subquery(naming.annotate(times=Count("entry", distinct=True)).values("times"))


Named = set[tuple[int, str]]


def named_by(entries: Iterable[CounterEntry]) -> Named:
    """(entry, ref) of what these entries name, public or not. One query."""
    rows = CounterFacet.objects.filter(entry__in=[e.pk for e in entries if e.pk], facet__in=KIND_OF)
    found = rows.values_list("entry", "facet", "value")
    return {(entry, f"{KIND_OF[facet]}:{value}") for entry, facet, value in found}


def relisted(before: Named, after: Named) -> None:
    """The lists named some things and name others now."""
    if changed := before ^ after:
        announce(ref for _, ref in changed)


def shown_or_hidden(entries: Iterable[CounterEntry]) -> None:
    """Entries became public or ceased to be: what they name may have been named by nobody else."""
    if named := named_by(entries):
        announce(ref for _, ref in named)


def announce_named(codes: Collection[str]) -> None:
    """Announce what the procedures of these codes name, each thing once, and what was named but never announced.

    For an import, which writes the lists of its new procedures in bulk: a run that was killed before this leaves things
    that the next run announces.
    """
    named: set[str] = set()
    for kind in FACETS:
        announced = numbers(kind)
        rows = public_names(kind).values_list("value", "entry__code")
        refs = ((f"{kind}:{value}", code) for value, code in rows)
        named |= {ref for ref, code in refs if code in codes or ref not in announced}
    for start in range(0, len(ordered := sorted(named)), BATCH):
        announce(ordered[start : start + BATCH])
