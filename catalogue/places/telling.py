"""What to say of a place that was found."""

from django.utils.translation import gettext as _

from catalogue.models import Unit
from catalogue.summary import pick

from .finding import OldName

LONGEST_SLUG = 120


def unit_by_slug(slug: str) -> Unit | None:
    """The unit of an address, its province with it; one query, none for what is no slug. It may have ended."""
    if not slug or len(slug) > LONGEST_SLUG or "\0" in slug:
        return None
    return Unit.objects.select_related("parent").filter(slug=slug).first()


def moved_words(said: OldName, unit: Unit, language: str = "vi") -> str:
    """ "Phường Cẩm Phô, thành phố Hội An nay thuộc phường Hội An": a sentence without its stop."""
    told = {
        "old": str(said),
        "new": _within(pick(unit.name_vi or unit.slug, unit.name_en, language).text, language),
    }
    if said.partial or said.district:
        return _("Một phần %(old)s nay thuộc %(new)s") % (told | {"old": _within(told["old"], "vi")})
    return (_("%(old)s nay là %(new)s") if said.renamed else _("%(old)s nay thuộc %(new)s")) % told


def _within(name: str, language: str) -> str:
    """A Vietnamese name within a sentence: its kind is written small."""
    return name if language == "en" else name[:1].lower() + name[1:]
