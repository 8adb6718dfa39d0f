"""Lists of what is public: what a reader asked for, the filters with their counts, one page of rows.

Reads the counter's lists and the records in force, never the desk (rule 7 of the counter).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core.slugs import slugify

from .counter import today, versions_in_force
from .models.counter import CounterEntry, CounterFacet
from .paging import Pager
from .record import ProcedureRecord, read_record
from .summary import Label, fee_words, level_words, method_words, online_words, pick, time_words

MOST_VALUES = 10  # values of one filter that an address may name
MOST_CHOICES = 8  # choices of one filter shown on a page
MOST_NAME = 100  # characters
SORTS: dict[str, tuple[str, ...]] = {"ten": ("sort_key", "code"), "moi": ("-changed_at", "code")}


@dataclass(frozen=True)
class Group:
    """One group of filters: its name in addresses, its facet, its legend, and how its values are said."""

    param: str
    facet: str
    legend: str | Promise
    words: Callable[[str], str] | None = None
    order: tuple[str, ...] = ()


GROUPS = (
    Group("cap", "level", _("Nộp ở cấp nào"), level_words, ("commune", "province", "ministry", "vertical")),
    Group("cach", "channel", _("Cách nộp"), method_words, ("in_person", "post", "online")),
    Group("mang", "online", _("Làm trên mạng đến đâu"), online_words, ("full", "part")),
    Group("ai", "audience", _("Người làm")),
)


@dataclass(frozen=True)
class Asked:
    """What an address asks of a list; what it can't mean is left out."""

    name: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "ten"
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> "Asked":
        chosen = {group.param: _values(group, query.getlist(group.param)) for group in GROUPS}
        page = query.get("trang", "")
        return cls(
            name=query.get("ten", "").strip()[:MOST_NAME],
            chosen={param: values for param, values in chosen.items() if values},
            sort=query.get("xep", "") if query.get("xep", "") in SORTS else "ten",
            page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
        )

    @property
    def narrowed(self) -> bool:
        return bool(self.name or self.chosen)

    def address(self, **changes: Any) -> str:
        """The query that asks for this list with ``changes``; "?" alone asks for it plain."""
        asked = replace(self, **changes)
        query = QueryDict(mutable=True)
        if asked.name:
            query["ten"] = asked.name
        for param, values in asked.chosen.items():
            query.setlist(param, list(values))
        if asked.sort != "ten":
            query["xep"] = asked.sort
        if asked.page > 1:
            query["trang"] = str(asked.page)
        return "?" + query.urlencode()

    def without(self, param: str, value: str) -> str:
        """The query of the same list without one chosen value, from its first page."""
        kept = {
            key: tuple(other for other in values if (key, other) != (param, value))
            for key, values in self.chosen.items()
        }
        return self.address(chosen={key: values for key, values in kept.items() if values}, page=1)


def _values(group: Group, values: list[str]) -> tuple[str, ...]:
    possible = dict.fromkeys(value[:160] for value in values[:MOST_VALUES] if value)
    return tuple(value for value in possible if not group.order or value in group.order)


@dataclass(frozen=True)
class Choice:
    """A box of a filter: how many procedures it leaves, whether it is ticked, and the address without it."""

    value: str
    label: Label
    count: int
    checked: bool
    removal: str


@dataclass(frozen=True)
class Filter:
    group: Group
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Row:
    """One procedure in a list."""

    code: str
    slug: str
    title: Label
    levels: tuple[str, ...]
    fee: Label
    time: Label


@dataclass(frozen=True)
class Listing:
    """One page of a list."""

    asked: Asked
    rows: tuple[Row, ...]
    pager: Pager
    filters: tuple[Filter, ...] = ()

    @property
    def chosen(self) -> list[Choice]:
        return [choice for shown in self.filters for choice in shown.choices if choice.checked]


def public_entries() -> QuerySet[CounterEntry]:
    """Entries a list may show: public, with a record in force."""
    return CounterEntry.objects.filter(public=True).exclude(title="")


def bearing(values: Q) -> Q:
    """Entries that bear a facet."""
    return Q(pk__in=CounterFacet.objects.filter(values).values("entry"))


def with_facet(facet: str, value: str) -> Q:
    return bearing(Q(facet=facet, value=value))


def narrowed(scope: Q, asked: Asked, leaving_out: str = "") -> QuerySet[CounterEntry]:
    """The entries of ``scope`` that ``asked`` wants, one group of filters perhaps left out."""
    entries = public_entries().filter(scope)
    if asked.name:
        entries = entries.filter(named(asked.name))
    for group in GROUPS:
        values = asked.chosen.get(group.param)
        if values and group.param != leaving_out:
            entries = entries.filter(bearing(Q(facet=group.facet, value__in=values)))
    return entries


def named(name: str) -> Q:
    """Titles with these words, marks or none: addresses hold the titles folded."""
    found = Q(title__icontains=name) | Q(title_en__icontains=name)
    folded = slugify(name)
    return found | Q(slug__contains=folded) if folded else found


def listing(scope: Q, asked: Asked, language: str) -> Listing:
    """A page of a filtered list, in four queries."""
    entries = narrowed(scope, asked)
    pager = Pager(total=entries.count(), asked=asked.page, address=lambda page: asked.address(page=page))
    shown = entries.order_by(*SORTS[asked.sort])[pager.slice]
    return Listing(asked, rows(shown, language), pager, filters(scope, asked, language))


def plain_listing(scope: Q, asked: Asked, language: str) -> Listing:
    """A page of a list without filters, in three queries."""
    asked = Asked(page=asked.page)
    entries = public_entries().filter(scope)
    pager = Pager(total=entries.count(), asked=asked.page, address=lambda page: asked.address(page=page))
    return Listing(asked, rows(entries.order_by(*SORTS["ten"])[pager.slice], language), pager)


def rows(entries: Iterable[CounterEntry], language: str) -> tuple[Row, ...]:
    """Rows from the records in force, in the order of ``entries``."""
    entries = list(entries)
    versions = versions_in_force([entry.code for entry in entries]) if entries else {}
    known = [entry for entry in entries if entry.code in versions]
    return tuple(row(entry, read_record(versions[entry.code].record), language) for entry in known)


def row(entry: CounterEntry, record: ProcedureRecord, language: str) -> Row:
    """One row from an entry and its record in force."""
    return Row(
        code=entry.code,
        slug=entry.slug,
        title=pick(record.title.vi, record.title.en, language),
        levels=tuple(level_words(level) for level in dict.fromkeys(record.levels)),
        fee=fee_words(record, language, today()),
        time=time_words(record, language),
    )


def filters(scope: Q, asked: Asked, language: str) -> tuple[Filter, ...]:
    """The filters with what each choice would leave, in one query; a group's own choices don't narrow it."""
    open_groups = [group for group in GROUPS if group.param not in asked.chosen]
    parts = [_counts([group.facet for group in open_groups], narrowed(scope, asked))] if open_groups else []
    parts += [
        _counts([group.facet], narrowed(scope, asked, leaving_out=group.param))
        for group in GROUPS
        if group.param in asked.chosen
    ]
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]:
        found.setdefault(row[0], []).append(row[1:])
    made = (_filter(group, found.get(group.facet, []), asked, language) for group in GROUPS)
    return tuple(shown for shown in made if shown.choices)


def _counts(facets: list[str], entries: QuerySet[CounterEntry]) -> Any:
    facet_rows = CounterFacet.objects.filter(facet__in=facets, entry__in=entries)
    return facet_rows.values_list("facet", "value").annotate(Max("label"), Max("label_en"), Count("pk"))


def _filter(group: Group, found: list[tuple[Any, ...]], asked: Asked, language: str) -> Filter:
    chosen = asked.chosen.get(group.param, ())
    counts = {value: (pick(vi, en, language), count) for value, vi, en, count in found}
    values = [value for value in group.order if value in counts] if group.order else _most(counts)
    values += [value for value in chosen if value not in values]
    choices = []
    for value in values:
        known, count = counts.get(value, (Label(value), 0))
        said = Label(group.words(value)) if group.words else known
        choices.append(Choice(value, said, count, value in chosen, asked.without(group.param, value)))
    return Filter(group, tuple(choices))


def _most(counts: Mapping[str, tuple[Label, int]]) -> list[str]:
    return sorted(counts, key=lambda value: (-counts[value][1], value))[:MOST_CHOICES]


def titles(entries: Iterable[CounterEntry], language: str) -> tuple[tuple[str, Label], ...]:
    """Slug and title of each entry, from the lists alone."""
    return tuple((entry.slug, pick(entry.title, entry.title_en, language)) for entry in entries)
