"""Directories of what procedures share: topics, life events, agencies, acts, papers, forms, with counts.

Only what a public procedure names is listed; counts are of public procedures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from portal.core.collation import LETTERS, collation_key
from portal.core.slugs import slugify

from .models import LifeEvent
from .models.counter import CounterFacet
from .summary import Label, pick

NO_NOTE = Label("")


@dataclass(frozen=True)
class Entry:
    """A shared thing in a directory: its slug, its name, how many public procedures name it."""

    slug: str
    label: Label
    count: int
    group: str = ""
    note: Label = NO_NOTE


@dataclass(frozen=True)
class LetterGroup:
    letter: str
    entries: tuple[Entry, ...]


def public_facets() -> QuerySet[CounterFacet]:
    return CounterFacet.objects.filter(entry__public=True)


def values(*facets: str, name: str = "") -> QuerySet[CounterFacet, Any]:
    """Values of some facets with their names and counts, the most named first."""
    found = public_facets().filter(facet__in=facets)
    if name:
        folded = slugify(name)
        named = Q(label__icontains=name) | Q(label_en__icontains=name)
        found = found.filter(named | Q(value__contains=folded) if folded else named)
    total = Count("entry", distinct=True)
    counted = found.values_list("value").annotate(Max("label"), Max("label_en"), total=total)
    return counted.order_by("-total", "value")


def entries(found: Iterable[Sequence[Any]], language: str) -> tuple[Entry, ...]:
    return tuple(Entry(value, pick(vi, en, language), count) for value, vi, en, count in found)


def alphabetical(found: Iterable[Entry]) -> tuple[LetterGroup, ...]:
    """Entries by letter, in the order of the Vietnamese alphabet."""
    groups: dict[str, list[Entry]] = {}
    for entry in sorted(found, key=lambda entry: collation_key(entry.label.text)):
        groups.setdefault(letter_of(entry.label.text), []).append(entry)
    return tuple(LetterGroup(letter, tuple(members)) for letter, members in groups.items())


def letter_of(name: str) -> str:
    """The letter a name stands under: Ă, Â and Đ are letters of their own, tones are not."""
    rank = ord(collation_key(name)[0]) - 0x41
    return LETTERS[rank].upper() if 0 <= rank < len(LETTERS) else "#"


def life_events(language: str, audience: str = "") -> tuple[Entry, ...]:
    """Life events that have public procedures, those with topics first, in the editors' order; one query."""
    topics = LifeEvent.topics.through.objects.filter(lifeevent=OuterRef(OuterRef("pk"))).values("topic__slug")
    named = Q(facet="event", value=OuterRef("slug")) | Q(facet="topic", value__in=topics)
    of_event = public_facets().filter(named).order_by().annotate(event=OuterRef("pk")).values("event")
    total = of_event.annotate(total=Count("entry", distinct=True)).values("total")
    events = LifeEvent.objects.annotate(total=Coalesce(Subquery(total, output_field=IntegerField()), 0))
    curated = Exists(LifeEvent.topics.through.objects.filter(lifeevent=OuterRef("pk")))
    events = (
        events.annotate(curated=curated)
        .order_by("-curated", "position", "slug")
        .filter(total__gt=0, **({"audience": audience} if audience else {}))
    )
    return tuple(
        Entry(
            found.slug,
            pick(found.name_vi or found.slug, found.name_en, language),
            found.total,
            found.audience,
        )
        for found in events
    )
