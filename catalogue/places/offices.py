"""The offices that serve a unit at the levels of a procedure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.models import Office, Unit
from catalogue.presentation.wording import capitalised
from catalogue.summary import Label, pick

from .communes import COMMUNES

ORDER: Final = ("commune", "province", "other")


@dataclass(frozen=True, slots=True)
class OfficeShown:
    """A counter as a page shows it. What is not known is empty. Degrees: decimal text, "" when not known."""

    name: Label
    address: Label
    hours: Label
    phone: str
    level: str
    latitude: str
    longitude: str
    source: str
    checked_on: date | None
    url: str

    @property
    def coordinates(self) -> str:
        """ "15.879401, 108.331966", or "" when not known."""
        return f"{self.latitude}, {self.longitude}" if self.latitude else ""

    @property
    def geo(self) -> str:
        """The address that opens a phone's own map (RFC 5870), or ""."""
        return f"geo:{self.latitude},{self.longitude}" if self.latitude else ""

    @property
    def tel(self) -> str:
        """The phone number as an address, or ""."""
        digits = "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")
        return f"tel:{digits}" if digits else ""


def level_heading(level: str) -> str:
    """Words for the offices of a level."""
    return {
        "commune": _("Nhận hồ sơ cấp xã, phường"),
        "province": _("Nhận hồ sơ cấp tỉnh, thành phố"),
        "other": _("Cơ quan khác"),
    }[level]


def offices_for(
    unit: Unit, levels: Iterable[str], agencies: Sequence[str] = (), language: str = ""
) -> list[OfficeShown]:
    """Offices where somebody of ``unit`` hands in papers of a procedure; one query, none when no level has any.

    Commune level: the unit's own, which is its People's Committee's and no branch of the police or of the taxes
    (``vertical``). Province level: those that serve the unit or its province. Other levels: only
    offices of the record's ``agencies`` (slugs), when they serve the unit, its province, or have no area.
    """
    wanted, asked = Q(), frozenset(levels)
    here = _here(unit)
    if "commune" in asked and "vertical" not in asked and unit.kind in COMMUNES:
        wanted |= Q(level="commune", units=unit.pk)
    if "province" in asked:
        wanted |= Q(level="province", units__in=here)
    if agencies:
        serves = Q(units__in=here) | Q(units=None)
        elsewhere = Q(level="commune") & ~Q(units=unit.pk)
        wanted |= Q(agency__slug__in=agencies) & serves & ~elsewhere
    return _shown(Office.objects.filter(wanted), unit, language) if wanted else []


def offices_of(unit: Unit, language: str = "") -> list[OfficeShown]:
    """All offices of a unit, and those of its province that serve all of it; one query."""
    own = Q(units=unit.pk)
    of_province = Q(level="province", units__in=_here(unit))
    return _shown(Office.objects.filter(own | of_province), unit, language)


def _here(unit: Unit) -> list[int]:
    return [pk for pk in (unit.pk, unit.parent_id) if pk]


def _shown(offices: QuerySet[Office], unit: Unit, language: str) -> list[OfficeShown]:
    language = language or (get_language() or "vi")[:2]
    url = reverse("unit", args=[unit.slug])
    found = [office_shown(office, language, url) for office in offices.order_by("slug").distinct()]
    return sorted(found, key=lambda office: ORDER.index(office.level))


def office_shown(office: Office, language: str, url: str = "") -> OfficeShown:
    """An office in ``language`` ("vi" or "en"), with the page ``url`` of the unit it was asked for."""
    placed = office.latitude is not None and office.longitude is not None
    return OfficeShown(
        name=pick(capitalised(office.name_vi or office.slug), capitalised(office.name_en or ""), language),
        address=pick(office.address_vi or "", office.address_en, language),
        hours=pick(office.hours_vi or "", office.hours_en, language),
        phone=office.phone,
        level=office.level if office.level in ORDER else "other",
        latitude=_degrees(office.latitude) if placed else "",
        longitude=_degrees(office.longitude) if placed else "",
        source=office.source,
        checked_on=office.checked_on,
        url=url,
    )


def _degrees(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.6f}"
