"""Forms to fill in as search sees them."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalogue.models import FormTemplate
from catalogue.presentation.wording import capitalised
from catalogue.summary import Label, pick
from portal.core.slugs import cut
from search.sources import Language, MetaItem, SearchDocument

from .named import NAME_LENGTH, NamedSource


class FormSource(NamedSource):
    """Makes forms findable. A form without a name in words is listed by the name of its file, and found by it."""

    kind = "form"
    model = FormTemplate
    path = "bieu-mau"

    def made(self, thing: Any, seq: int) -> SearchDocument:
        name = thing.name_vi or thing.file_name
        return SearchDocument(
            ref=self.ref(thing),
            seq=seq,
            title_vi=cut(name, NAME_LENGTH),
            official_title=cut(name, NAME_LENGTH),
            title_en=thing.name_en or "",
            body=(("summary", name[NAME_LENGTH:]),),
        )

    def title(self, thing: Any, language: Language) -> Label:
        name = cut(capitalised(thing.name_vi or thing.file_name), NAME_LENGTH)
        return pick(name, thing.name_en, language)

    def meta(self, thing: Any, language: Language) -> tuple[MetaItem, ...]:
        act = thing.act.number if thing.act else ""
        held = _("Có tệp để tải") if thing.file_id else ""
        return tuple(MetaItem(text) for text in (act, held) if text)

    def _things(self) -> QuerySet[Any]:
        return FormTemplate.objects.select_related("act")
