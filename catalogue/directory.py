"""Directories of what procedures share: topics, life events, agencies, acts, papers, forms, with counts.

Only what a public procedure names is listed; counts are of public procedures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber, Substr
from django.http import QueryDict

from portal.core.collation import LETTERS, collation_key
from portal.core.slugs import slugify

from . import happenings
from .counter import today
from .models.counter import CounterEntry, CounterFacet, ProcedureVersion
from .paging import MOST_NAME, page_of
from .presentation.wording import capitalised
from .summary import Label, pick

NO_NOTE = Label("")
BEGINNING = 4  # characters of a name in which its first letter stands, after quotes and brackets
OTHER = "#"  # where names stand that begin with no letter


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


@dataclass(frozen=True)
class Asked:
    """What an address asks of a directory: words of a name, one letter, a page."""

    name: str = ""
    letter: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict, letters: Sequence[str]) -> "Asked":
        """Read an address; a letter under which nothing stands is left out."""
        letter = query.get("van", "")
        return cls(
            name=query.get("ten", "").strip()[:MOST_NAME],
            letter=letter if letter in letters else "",
            page=page_of(query.get("trang", "")),
        )

    def address(self, page: int = 1) -> str:
        """The query that asks for a page of this directory."""
        query = QueryDict(mutable=True)
        given = {"ten": self.name, "van": self.letter, "trang": str(page) if page > 1 else ""}
        query.update({param: value for param, value in given.items() if value})
        return "?" + query.urlencode()

    def of_letter(self, letter: str) -> str:
        """The query that asks for a letter, from its first page; the words of a name are kept."""
        return replace(self, letter=letter).address()


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
    """Entries of values, their names begun with a capital: sources write some without."""
    return tuple(
        Entry(value, pick(capitalised(vi), capitalised(en or ""), language), count)
        for value, vi, en, count in found
    )


def alphabetical(found: Iterable[Entry]) -> tuple[LetterGroup, ...]:
    """Entries by letter, in the order of the Vietnamese alphabet."""
    groups: dict[str, list[Entry]] = {}
    for entry in sorted(found, key=lambda entry: collation_key(entry.label.text)):
        groups.setdefault(letter_of(entry.label.text), []).append(entry)
    return tuple(LetterGroup(letter, tuple(members)) for letter, members in groups.items())


def letter_of(name: str) -> str:
    """The letter a name stands under: Ă, Â and Đ are letters of their own, tones are not."""
    rank = ord(collation_key(name[:BEGINNING])[0]) - 0x41
    return LETTERS[rank].upper() if 0 <= rank < len(LETTERS) else OTHER


def life_events(language: str, audience: str = "") -> tuple[Entry, ...]:
    """Life events that have public procedures, those with topics first, in the editors' order; one query."""
    return tuple(
        Entry(found.slug, pick(found.name, found.name_en, language), found.count, found.audience)
        for found in happenings.life_events(CounterEntry.objects.filter(public=True))
        if not audience or found.audience == audience
    )


def once_named(slug: str) -> bool:
    """Whether an earlier version of a public procedure, still readable as of its day, names a shared thing."""
    changed = ProcedureVersion.objects.filter(number__gt=1).values("code")
    shown = CounterEntry.objects.filter(public=True, code__in=changed).values("code")
    begun = Q(in_force_from=None) | Q(in_force_from__lte=today())
    versions = ProcedureVersion.objects.filter(begun, code__in=shown, redacted=False)
    return versions.filter(record__contains=f'"{slug}"').exists()


@dataclass(frozen=True)
class Part:
    """A page of a long topic: its number, and the title it begins with."""

    number: int
    first: Label


def parts(facet: str, size: int, language: str) -> dict[str, list[Part]]:
    """By value, the later pages of the lists that need more than one, in one query."""
    place = Window(RowNumber(), partition_by=F("value"), order_by=[F("entry__sort_key"), F("entry__code")])
    starts = public_facets().filter(facet=facet).annotate(place=place).filter(place__gt=size)
    found: dict[str, list[Part]] = {}
    rows = starts.values_list("value", "place", "entry__title", "entry__title_en")
    for value, at, title, english in rows.order_by("value", "place"):
        if at % size == 1:
            found.setdefault(value, []).append(Part(at // size + 1, pick(title, english, language)))
    return found


def letters(language: str, *facets: str) -> list[str]:
    """The letters under which names of some facets stand, in the order of the Vietnamese alphabet."""
    begun = (Substr("label", 1, BEGINNING), Substr("label_en", 1, BEGINNING))
    first = public_facets().filter(facet__in=facets).order_by().values_list(*begun).distinct()
    found = {letter_of(pick(vi, en, language).text) for vi, en in first}
    return sorted(found, key=lambda letter: (letter == OTHER, collation_key(letter)))


def under(letter: str, found: Iterable[Sequence[Any]], language: str) -> tuple[Entry, ...]:
    """The entries under a letter, in the order of the Vietnamese alphabet."""
    members = (entry for entry in entries(found, language) if letter_of(entry.label.text) == letter)
    return tuple(sorted(members, key=lambda entry: (collation_key(entry.label.text), entry.slug)))
