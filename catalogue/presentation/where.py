"""Where the papers are handed in: the place the reader chose, what it was called before, its offices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.safestring import SafeString

from catalogue.reader_case import Case
from catalogue.record import Text

from .wording import NOTHING, Phrase, day_html, phrase

if TYPE_CHECKING:
    from catalogue.models import Unit
    from catalogue.places import OfficeShown
    from catalogue.places.finding import Choice


class Link(NamedTuple):
    href: str
    words: Phrase


class PlaceOption(NamedTuple):
    """A unit that a typed name may mean: the address of the same case there, and the old name that led to it."""

    href: str
    words: Phrase
    within: Phrase
    by: str


class OfficeView(NamedTuple):
    """A counter; what is not known is empty."""

    office: "OfficeShown"
    checked: SafeString


@dataclass(frozen=True)
class PlaceView:
    """``name`` is the unit chosen, ``moved`` says which old one it was; ``options`` are what else may be meant."""

    name: Phrase
    within: Phrase
    href: str
    slug: str
    moved: str
    typed: str
    options: list[PlaceOption]
    more: int
    offices: list[OfficeView]
    without: str


def place_view(
    case: Case, offices: Sequence["OfficeShown"], moved: str, *, path: str, prefix: str
) -> PlaceView | None:
    """Prepare the place of a case; None when none was named. ``moved`` tells of an old name, a sentence."""
    found = case.place.found if case.place else case.several
    options = [_option(choice, case, path) for choice in found.choices] if found else []
    without = path + case.query_without_place
    if case.place is None:
        if case.several is None:
            return None
        return PlaceView(
            Phrase(""), Phrase(""), "", "", "", case.typed, options, found.more if found else 0, [], without
        )
    unit = case.place.unit
    return PlaceView(
        name=unit_name(unit),
        within=unit_name(unit.parent) if unit.parent else Phrase(""),
        href=f"{prefix}/noi-nop/{unit.slug}/",
        slug=unit.slug,
        moved=moved,
        typed=case.typed,
        options=options,
        more=found.more if found else 0,
        offices=[_office(office) for office in offices],
        without=without,
    )


def unit_name(unit: "Unit") -> Phrase:
    """The name of a unit in the language of the page."""
    return phrase(Text(vi=unit.name_vi or unit.slug, en=unit.name_en or None))


def _option(choice: "Choice", case: Case, path: str) -> PlaceOption:
    parent = choice.parent
    return PlaceOption(
        href=path + case.query_at(choice.unit.slug),
        words=unit_name(choice.unit),
        within=unit_name(parent) if parent else Phrase(""),
        by=str(choice.by) if choice.by else "",
    )


def _office(office: "OfficeShown") -> OfficeView:
    return OfficeView(office, day_html(office.checked_on) if office.checked_on else NOTHING)
