"""Lists of today's communes with the old units they took in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, Q, QuerySet

from catalogue.models import FormerUnit, Office, Unit
from catalogue.summary import Label, pick
from portal.core.collation import collation_key
from portal.core.slugs import slugify

COMMUNES = ("ward", "commune", "special")


@dataclass(frozen=True)
class Place:
    """A commune or ward in a list."""

    slug: str
    label: Label
    kind: str
    former: tuple[str, ...] = ()

    @property
    def bare(self) -> str:
        """The name without the word for its kind, by which people look it up."""
        for kind in ("Phường ", "Xã ", "Đặc khu ", " Ward", " Commune", " Special Zone"):
            if self.label.text.startswith(kind) or self.label.text.endswith(kind):
                return self.label.text.replace(kind, "", 1)
        return self.label.text


def served() -> QuerySet[Unit]:
    """Today's communes that have an office, and all others of their provinces; all while no office is known.

    The list of the whole country has 3,321: a page of them helps nobody find a counter of this centre.
    """
    units = Unit.objects.filter(kind__in=COMMUNES, ended=None)
    offices = Office.units.through.objects.values("unit")
    provinces = Unit.objects.filter(pk__in=offices).exclude(parent=None).values("parent")
    return units.filter(Q(pk__in=offices) | Q(parent__in=provinces) | ~Exists(offices))


def communes(language: str) -> list[Place]:
    """Today's communes in the order of the alphabet, in one query."""
    units = served().values_list("slug", "name_vi", "name_en", "kind")
    places = [Place(slug, pick(vi or slug, en, language), kind) for slug, vi, en, kind in units]
    return sorted(places, key=lambda place: (collation_key(place.bare), place.kind))


def with_former(places: Iterable[Place]) -> list[Place]:
    """The same places with the names of the old units each took in."""
    former: dict[str, list[str]] = {}
    for slug, name in FormerUnit.objects.values_list("unit__slug", "name"):
        former.setdefault(slug, []).append(name)
    return [Place(place.slug, place.label, place.kind, tuple(former.get(place.slug, ()))) for place in places]


def matching(places: Iterable[Place], name: str) -> list[Place]:
    """Places whose name, or an old name, has these words; marks or none."""
    wanted = slugify(name)
    return [
        place
        for place in places
        if any(wanted in slugify(known) for known in (place.label.text, place.slug, *place.former))
    ]
