"""Lists of what is public: what a reader asked for, the filters with their counts, one page of rows.

Reads the counter's lists and the records in force, never the desk (rule 7 of the counter).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core.slugs import cut, slugify

from .counter import today, versions_in_force
from .happenings import life_events
from .models import LifeEvent
from .models.counter import CounterEntry, CounterFacet
from .paging import MOST_NAME, Pager, page_of
from .record import ProcedureRecord, read_record
from .summary import Label, fee_words, level_words, method_words, online_words, pick, time_words

MOST_VALUES = 10  # values of one filter that an address may name
MOST_CHOICES = 8  # choices of one filter shown on a page
SIZE = 50  # procedures of a page; the directory of topics links to every page of each topic
MOST_OFFICIAL = 300  # characters of an official title in a list
LOCAL = ("UBND", "Ủy ban nhân dân", "Uỷ ban nhân dân")  # how names of provinces' issuers begin
NOTHING = Label("")
SORTS: dict[str, tuple[str, ...]] = {"ten": ("sort_key", "code"), "moi": ("-changed_at", "code")}


@dataclass(frozen=True)
class Group:
    """One group of filters: its name in addresses, its facet, its legend, and how its values are said."""

    param: str
    facet: str
    legend: str | Promise
    words: Callable[[str], str] | None = None
    order: tuple[str, ...] = ()
    directory: str = ""  # where all its values stand, when a page can't show them


GROUPS = (
    Group("linh-vuc", "topic", _("Lĩnh vực"), directory="topics"),
    Group("viec", "event", _("Việc trong đời"), directory="life-events"),
    Group("cap", "level", _("Nộp ở cấp nào"), level_words, ("commune", "province", "ministry", "vertical")),
    Group("cach", "channel", _("Cách nộp"), method_words, ("in_person", "post", "online")),
    Group("mang", "online", _("Làm trên mạng đến đâu"), online_words, ("full", "part")),
    Group("ai", "audience", _("Người làm"), directory="audiences"),
    Group("co-quan", "agency", _("Cơ quan giải quyết"), directory="agencies"),
)


@dataclass(frozen=True)
class Asked:
    """What an address asks of a list; what it can't mean is left out."""

    name: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "ten"
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict, fixed: str = "") -> "Asked":
        """Read an address; the list's own group of filters, ``fixed``, is not among what can be chosen."""
        chosen = {
            group.param: _values(group, query.getlist(group.param))
            for group in GROUPS
            if group.param != fixed
        }
        return cls(
            name=query.get("ten", "").strip()[:MOST_NAME],
            chosen={param: values for param, values in chosen.items() if values},
            sort=query.get("xep", "") if query.get("xep", "") in SORTS else "ten",
            page=page_of(query.get("trang", "")),
        )

    @property
    def narrowed(self) -> bool:
        return bool(self.name or self.chosen)

    @property
    def plain(self) -> bool:
        """Whether this is the list itself, which search engines may keep, and not one reader's view of it."""
        return not self.narrowed and self.sort == "ten"

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
    more: bool = False  # there are values that are not shown


@dataclass(frozen=True)
class Row:
    """One procedure in a list."""

    code: str
    slug: str
    title: Label
    levels: tuple[str, ...]
    fee: Label
    time: Label
    official: Label = NOTHING  # said when another on the page has the same title and issuer, and not this one
    issuer: Label = NOTHING  # said when a province issued it, or another on the page has the same title


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


def with_facet(facet: str, *values: str) -> Q:
    """Entries that bear one of some values; a life event takes in all of its topics."""
    wanted = Q(facet=facet, value__in=values)
    if facet == "event":
        topics = LifeEvent.topics.through.objects.filter(lifeevent__slug__in=values)
        wanted |= Q(facet="topic", value__in=topics.values("topic__slug"))
    return bearing(wanted)


def without_facet(facet: str) -> Q:
    """Entries that bear no value of a facet."""
    return ~bearing(Q(facet=facet))


def narrowed(scope: Q, asked: Asked, leaving_out: str = "") -> QuerySet[CounterEntry]:
    """The entries of ``scope`` that ``asked`` wants, one group of filters perhaps left out."""
    entries = public_entries().filter(scope)
    if asked.name:
        entries = entries.filter(named(asked.name))
    for group in GROUPS:
        values = asked.chosen.get(group.param)
        if values and group.param != leaving_out:
            entries = entries.filter(with_facet(group.facet, *values))
    return entries


def named(name: str) -> Q:
    """Titles with these words, marks or none: addresses hold the titles folded."""
    found = Q(title__icontains=name) | Q(title_en__icontains=name)
    folded = slugify(name)
    return found | Q(slug__contains=folded) if folded else found


def listing(scope: Q, asked: Asked, language: str, fixed: str = "") -> Listing:
    """A page of a filtered list, in five queries; ``fixed`` is the group of filters the list is made by."""
    entries = narrowed(scope, asked)
    pager = pages(entries, asked)
    shown = entries.order_by(*SORTS[asked.sort])[pager.slice]
    offered = filters(scope, asked, language, pager.total, fixed)
    return Listing(asked, rows(shown, language), pager, offered)


def pages(entries: QuerySet[CounterEntry], asked: Asked) -> Pager:
    return Pager(entries.count(), asked.page, lambda page: asked.address(page=page), SIZE)


def plain_listing(scope: Q, asked: Asked, language: str) -> Listing:
    """A page of a list without filters, in three queries."""
    asked = Asked(page=asked.page)
    entries = public_entries().filter(scope)
    pager = pages(entries, asked)
    return Listing(asked, rows(entries.order_by(*SORTS["ten"])[pager.slice], language), pager)


def rows(entries: Iterable[CounterEntry], language: str) -> tuple[Row, ...]:
    """Rows from the records in force, in the order of ``entries``; those of one title are told apart."""
    entries = list(entries)
    versions = versions_in_force([entry.code for entry in entries]) if entries else {}
    known = [(entry, read_record(versions[entry.code].record)) for entry in entries if entry.code in versions]
    namesakes: dict[str, list[ProcedureRecord]] = {}
    for _entry, record in known:
        namesakes.setdefault(record.title.vi, []).append(record)
    return tuple(
        told_apart(row(entry, record, language), record, namesakes[record.title.vi], language)
        for entry, record in known
    )


def told_apart(row: Row, record: ProcedureRecord, namesakes: Sequence[ProcedureRecord], language: str) -> Row:
    """The row with its issuer, when that is a province or others have its title; else with its official title."""
    issuer = record.publication.issuer
    if issuer and (len(namesakes) > 1 or issuer.vi.startswith(LOCAL)):
        row = replace(row, issuer=pick(issuer.vi, issuer.en, language))
    officials = {other.official_title.vi.lower() for other in namesakes if other.publication.issuer == issuer}
    if len(officials) > 1:
        official = cut(record.official_title.vi, MOST_OFFICIAL)
        row = replace(row, official=Label(official, "vi" if language == "en" else ""))
    return row


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


Found = list[tuple[Any, ...]]  # of one facet: value, its two names, how many bear it


def filters(scope: Q, asked: Asked, language: str, total: int, fixed: str = "") -> tuple[Filter, ...]:
    """The filters with what each choice would leave, in two queries; a group's own choices don't narrow it."""
    groups = [group for group in GROUPS if group.param != fixed]
    counted = [group for group in groups if group.facet != "event"]
    open_groups = [group for group in counted if group.param not in asked.chosen]
    parts = [_counts([group.facet for group in open_groups], narrowed(scope, asked))] if open_groups else []
    parts += [
        _counts([group.facet], narrowed(scope, asked, leaving_out=group.param))
        for group in counted
        if group.param in asked.chosen
    ]
    found: dict[str, Found] = {}
    for row in parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]:
        found.setdefault(row[0], []).append(row[1:])
    if len(counted) < len(groups):
        found["event"] = [
            (event.slug, event.name, event.name_en, event.count)
            for event in life_events(narrowed(scope, asked, leaving_out="viec"))
        ]
    made = (_filter(group, found.get(group.facet, []), asked, language) for group in groups)
    return tuple(shown for shown in made if _useful(shown, total))


def _useful(shown: Filter, total: int) -> bool:
    """Whether a filter has a choice that would change the list, or one to take back."""
    return any(choice.checked or choice.count != total for choice in shown.choices)


def _counts(facets: list[str], entries: QuerySet[CounterEntry]) -> Any:
    facet_rows = CounterFacet.objects.filter(facet__in=facets, entry__in=entries)
    return facet_rows.values_list("facet", "value").annotate(Max("label"), Max("label_en"), Count("pk"))


def _filter(group: Group, found: Found, asked: Asked, language: str) -> Filter:
    chosen = asked.chosen.get(group.param, ())
    counts = {value: (pick(vi, en, language), count) for value, vi, en, count in found}
    known = [value for value in group.order if value in counts] if group.order else _most(counts)
    values = known + [value for value in chosen if value not in known]
    choices = []
    for value in values:
        label, count = counts.get(value, (Label(value), 0))
        said = Label(group.words(value)) if group.words else label
        choices.append(Choice(value, said, count, value in chosen, asked.without(group.param, value)))
    return Filter(group, tuple(choices), more=bool(group.directory) and len(known) < len(counts))


def _most(counts: Mapping[str, tuple[Label, int]]) -> list[str]:
    return sorted(counts, key=lambda value: (-counts[value][1], value))[:MOST_CHOICES]


@dataclass(frozen=True)
class Title:
    """A title in a short list: its procedure, or how many bear it and where they are listed."""

    label: Label
    slug: str
    count: int = 1

    @property
    def query(self) -> str:
        query = QueryDict(mutable=True)
        query["ten"] = self.label.text[:MOST_NAME]
        return query.urlencode()


def titles(entries: Iterable[CounterEntry], language: str) -> list[Title]:
    """The titles of entries, each once, in the order of ``entries``; from the lists alone."""
    found: dict[str, Title] = {}
    for entry in entries:
        known = found.get(entry.title)
        label = pick(entry.title, entry.title_en, language)
        found[entry.title] = replace(known, count=known.count + 1) if known else Title(label, entry.slug)
    return list(found.values())
