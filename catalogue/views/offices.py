"""Where to hand papers in: the communes, and each commune's offices."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue import places
from catalogue.directory import letter_of
from catalogue.models import Unit
from catalogue.summary import pick

from .browse import Crumb, language_of, name_of, show


def offices(request: HttpRequest) -> HttpResponse:
    """The communes by letter; ``?xa=`` (chosen) leads to one, ``?ten=`` finds by name, old ones too."""
    chosen = request.GET.get("xa", "")
    if chosen and Unit.objects.filter(slug=chosen[:120]).exists():
        return HttpResponseRedirect(reverse("unit", args=[chosen]))
    name = request.GET.get("ten", "").strip()[:100]
    every = places.with_former(places.communes(language_of(request)))
    found = places.matching(every, name) if name else every
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
    )


def unit(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Unit.objects.select_related("parent"), slug=slug)
    language = language_of(request)
    known = [
        {
            "name": name_of(office, language),
            "address": pick(office.address_vi or "", office.address_en, language),
            "hours": pick(office.hours_vi or "", office.hours_en, language),
            "office": office,
        }
        for office in found.offices.all()
    ]
    return show(
        request,
        "catalogue/unit.html",
        nav="offices",
        unit=found,
        heading=name_of(found, language),
        parent=name_of(found.parent, language) if found.parent else None,
        offices=known,
        former=list(found.former.all()),
        crumbs=[Crumb(reverse("offices"), _("Nơi nộp"))],
    )
