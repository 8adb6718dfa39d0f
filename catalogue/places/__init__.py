"""Where people are and where they hand papers in: today's units, the names they had, and their offices."""

from .communes import COMMUNES, Place, communes, matching, served, with_former
from .finding import Choice, OldName, PlaceFound, find_places
from .offices import OfficeShown, office_shown, offices_for, offices_of
from .telling import moved_words, unit_by_slug

__all__ = [
    "COMMUNES",
    "Choice",
    "OfficeShown",
    "OldName",
    "Place",
    "PlaceFound",
    "communes",
    "find_places",
    "matching",
    "moved_words",
    "office_shown",
    "offices_for",
    "offices_of",
    "served",
    "unit_by_slug",
    "with_former",
]
