"""What editors teach the search, in the admin: one menu, four lists, each with its history."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.core.forms import made_comfortable
from search.models import Abbreviation, AskPhrase, PinnedResult, Synonym


class EntryForm(WagtailAdminModelForm):  # type: ignore[misc]
    """Fields large enough for a thumb."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made_comfortable(self.fields)


class EntryViewSet(SnippetViewSet):  # type: ignore[misc]
    """What all lists have in common."""

    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_admin_menu = False


def _handler(*panels: Any) -> ObjectList:
    return ObjectList(list(panels), base_form_class=EntryForm)


class Synonyms(EntryViewSet):
    """Everyday names."""

    model = Synonym
    icon = "comment"
    list_display = ["__str__", "official", "origin", "changed_at"]
    list_filter = ["origin"]
    search_fields = ["everyday", "official"]
    edit_handler = _handler(FieldPanel("everyday"), FieldPanel("official"))


class Abbreviations(EntryViewSet):
    """Abbreviations."""

    model = Abbreviation
    icon = "title"
    list_display = ["short", "expansion", "context", "origin"]
    list_filter = ["origin"]
    search_fields = ["short", "expansion"]
    edit_handler = _handler(FieldPanel("short"), FieldPanel("expansion"), FieldPanel("context"))


class AskPhrases(EntryViewSet):
    """Words of asking."""

    model = AskPhrase
    icon = "help"
    list_display = ["phrase", "meaning", "origin"]
    list_filter = ["meaning", "origin"]
    search_fields = ["phrase"]
    edit_handler = _handler(FieldPanel("phrase"), FieldPanel("meaning"))


class PinnedResults(EntryViewSet):
    """Results put first."""

    model = PinnedResult
    icon = "pin"
    list_display = ["query", "ref", "starts", "ends", "reason"]
    search_fields = ["query", "ref"]
    edit_handler = _handler(
        FieldPanel("query"),
        FieldPanel("ref"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")])], heading=_("Thời gian")),
        FieldPanel("reason"),
    )


class SearchGroup(SnippetViewSetGroup):  # type: ignore[misc]
    """The menu."""

    menu_label = _("Tìm kiếm")
    menu_name = "search-lexicon"
    menu_icon = "search"
    menu_order = 170
    items = (Synonyms, Abbreviations, AskPhrases, PinnedResults)
