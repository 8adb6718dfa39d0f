"""Which procedures ask for a paper, and so show on their pages where to get it."""

from collections.abc import Iterable

from catalogue.models.counter import CounterFacet
from catalogue.models.issuing import IssuerDecision


def asking_for(documents: Iterable[str]) -> set[str]:
    """The codes of the procedures that ask for papers (slugs), public or not. One query; none without a paper."""
    wanted = set(documents)
    if not wanted:
        return set()
    rows = CounterFacet.objects.filter(facet="paper", value__in=wanted)
    return set(rows.values_list("entry__code", flat=True))


def showing(issuers: Iterable[str]) -> set[str]:
    """The codes of the procedures whose pages show one of ``issuers`` (codes) as the place to get a paper.

    One query where editors confirmed no link to any of them, else two.
    """
    confirmed = IssuerDecision.objects.filter(confirmed=True, code__in=list(issuers))
    return asking_for(confirmed.values_list("document__slug", flat=True))
