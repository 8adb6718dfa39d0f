"""Life events and how many procedures each takes in: those whose records name it, and all of its topics."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import CharField, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value

from .models import LifeEvent
from .models.counter import CounterEntry, CounterFacet


@dataclass(frozen=True)
class Happening:
    """A life event with the number of procedures it takes in."""

    slug: str
    name: str
    name_en: str
    audience: str
    position: int
    count: int = 0


def life_events(entries: QuerySet[CounterEntry]) -> list[Happening]:
    """Events that take in some of ``entries``, those with topics first, in the editors' order; one query."""
    events: dict[str, Happening] = {}
    topics: dict[str, set[str]] = {}
    by_topic: dict[str, int] = {}
    by_record: dict[str, dict[str, int]] = {}
    for place, slug, topic, name, english, audience, count in _rows(entries):
        if place >= 0:
            events[slug] = Happening(slug, name or slug, english or "", audience, place)
            topics.setdefault(slug, set()).update([topic] if topic else [])
        elif slug:
            by_record.setdefault(slug, {})[topic or ""] = count
        else:
            by_topic[topic] = count
    counts = {slug: _count(topics[slug], by_topic, by_record.get(slug, {}).items()) for slug in events}
    found = [replace(event, count=counts[slug]) for slug, event in events.items() if counts[slug]]
    return sorted(found, key=lambda event: (not topics[event.slug], event.position, event.slug))


def _count(topics: set[str], by_topic: dict[str, int], named: Iterable[tuple[str, int]]) -> int:
    """What the topics hold, and what names the event itself from outside of them."""
    outside = sum(count for topic, count in named if topic not in topics)
    return sum(by_topic.get(topic, 0) for topic in topics) + outside


def _rows(entries: QuerySet[CounterEntry]) -> Any:
    """(place, event, topic, name, English name, audience, count) of three kinds.

    Each event with each of its topics; then, with a place of -1, how many entries name a topic (event empty),
    and how many name an event, by the topic they have.
    """
    facets = CounterFacet.objects.filter(entry__in=entries).order_by()
    of_entry = CounterFacet.objects.filter(entry=OuterRef("entry"), facet="topic").values("value")[:1]
    empty = {name: Value("", CharField()) for name in ("name_of", "english", "whose")}
    counted = {**empty, "place": Value(-1, IntegerField())}
    whole = facets.filter(facet="topic").annotate(event=Value("", CharField()), topic=F("value"), **counted)
    named = facets.filter(facet="event").annotate(event=F("value"), topic=Subquery(of_entry), **counted)
    # Not the manager of translated models: it gives the columns of values_list in an order of its own.
    events = (
        QuerySet(LifeEvent)
        .order_by()
        .annotate(
            place=F("position"),
            event=F("slug"),
            topic=F("topics__slug"),
            name_of=F("name_vi"),
            english=F("name_en"),
            whose=F("audience"),
            how_many=Value(0, IntegerField()),
        )
    )
    columns = ("place", "event", "topic", "name_of", "english", "whose")
    parts = [part.values_list(*columns).annotate(how_many=Count("pk")) for part in (whole, named)]
    return events.values_list(*columns, "how_many").union(*parts, all=True)
