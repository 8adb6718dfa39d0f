"""Where to hand papers in: the communes, found by any name they have had, and each commune's offices."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue import places, structured
from catalogue.directory import letter_of
from catalogue.models import FormerUnit, Unit
from catalogue.places.offices import level_heading

from .browse import Crumb, language_of, name_of, show

LONGEST_NAME = 200  # characters; what is longer is no name of a place


def offices(request: HttpRequest) -> HttpResponse:
    """The communes by letter; ``?xa=`` (chosen) leads to one, ``?ten=`` finds by name, old ones too."""
    chosen = request.GET.get("xa", "")
    if chosen and places.unit_by_slug(chosen):
        return HttpResponseRedirect(reverse("unit", args=[chosen]))
    name = request.GET.get("ten", "").replace("\0", "").strip()[:LONGEST_NAME]
    language = language_of(request)
    meant = places.find_places(name) if name else places.PlaceFound()
    every = places.with_former(places.communes(language))
    found: list[places.Place] = every
    if name:
        found = [] if meant else places.matching(every, name)
    by_letter = groupby(found, key=lambda place: letter_of(place.bare))
    return show(
        request,
        "catalogue/offices.html",
        nav="offices",
        places=every,
        letters=[(letter, list(group)) for letter, group in by_letter],
        total=len(found),
        name=name,
        unknown=bool(chosen),
        meant=_meant(meant, language) if meant else None,
    )


def _meant(found: places.PlaceFound, language: str) -> dict[str, Any]:
    """What a typed name means, in words."""
    unit = found.unit or found.ended
    return {
        "unit": unit,
        "label": name_of(unit, language) if unit else None,
        "moved": places.moved_words(found.said, found.unit, language) if found.said and found.unit else "",
        "ended": found.ended,
        "choices": [_choice(choice, language) for choice in found.choices],
        "more": found.more,
        "unread": found.unread,
    }


def _choice(choice: places.Choice, language: str) -> dict[str, Any]:
    return {
        "unit": choice.unit,
        "label": name_of(choice.unit, language),
        "parent": name_of(choice.parent, language) if choice.parent else None,
        "by": choice.by,
    }


def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """A unit's offices by level, what it took in by old district, and the way to what can be done there."""
    found = get_object_or_404(Unit.objects.select_related("parent"), slug=slug)
    language = language_of(request)
    offices_here = places.offices_of(found, language)
    by_level = groupby(offices_here, key=lambda office: office.level)
    return show(
        request,
        "catalogue/unit.html",
        nav="offices",
        unit=found,
        heading=name_of(found, language),
        parent=found.parent,
        parent_label=name_of(found.parent, language) if found.parent else None,
        levels=[(level_heading(level), list(group)) for level, group in by_level],
        former=_by_old_district(list(found.former.all())),
        level="tinh-thanh-pho" if found.kind == "province" else "xa-phuong",
        crumbs=[Crumb(reverse("offices"), _("Nơi nộp"))],
        structured=[structured.office(office, _area(office, found, language)) for office in offices_here],
    )


def _area(office: places.OfficeShown, unit: Unit, language: str) -> str:
    """Of a commune's own office the commune; what others serve is more than this unit."""
    return name_of(unit, language).text if office.level == "commune" else ""


def _by_old_district(former: list[FormerUnit]) -> list[tuple[str, list[FormerUnit]]]:
    """Old units by what they belonged to; those of which that is not known come last."""
    known = sorted(former, key=lambda old: (not old.former_parent, old.former_parent, old.pk))
    return [(parent, list(group)) for parent, group in groupby(known, key=lambda old: old.former_parent)]
