"""The shared things of the catalogue in the admin: one menu, and better columns for procedures."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface, TitleFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.core import uploads
from portal.core.forms import made_comfortable

from . import models as m
from .widgets import EDITOR_MEDIA, Things

ONE_CODE = _("Mỗi mã là một thủ tục nên không sao chép, không tạo bí danh được.")


class SharedForm(WagtailAdminModelForm):
    """A shared thing: its address is written once, because records and readers' links hold it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made_comfortable(self.fields)
        if self.instance.pk and "slug" in self.fields:
            self.fields["slug"].disabled = True

    @property
    def media(self) -> Any:
        return super().media + EDITOR_MEDIA


class NamePanel(TitleFieldPanel):
    """A name from which the browser makes the address, as long as the thing is new."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        def get_should_apply(self) -> bool:
            return not (self.instance and self.instance.pk)


class FormTemplateForm(SharedForm):
    """A form to fill in: its file must be one that readers may be given."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and uploads.kind_of(file.filename) not in uploads.KINDS:
            raise ValidationError(_("Biểu mẫu chỉ nhận tệp docx, xlsx, odt hoặc pdf."))
        return file

    def save(self, commit: bool = True) -> Any:
        file = self.cleaned_data.get("file")
        self.instance.format = uploads.kind_of(file.filename) if file else ""
        return super().save(commit)


def editor(vietnamese: list[Any], english: list[Any], form: type[SharedForm] = SharedForm) -> TabbedInterface:
    """Two tabs, one a language."""
    return TabbedInterface(
        [ObjectList(vietnamese, heading="Việt"), ObjectList(english, heading="English")],
        base_form_class=form,
    )


def name() -> NamePanel:
    return NamePanel("name_vi", placeholder=False)


def slug() -> FieldPanel:
    return FieldPanel("slug", help_text=_("Phần cuối của địa chỉ. Đặt một lần, sau này không đổi."))


def fields(*names: str) -> list[FieldPanel]:
    return [FieldPanel(field) for field in names]


def many(field: str) -> FieldPanel:
    return FieldPanel(field, widget=Things(many=True))


ENGLISH_NAME = fields("name_en")


class SharedViewSet(SnippetViewSet):
    """What all shared things have in common."""

    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_admin_menu = False


class ProcedureTopics(SharedViewSet):
    model = m.Topic
    icon = "folder-open-1"
    list_display = ["name_vi", "code"]
    edit_handler = editor(
        [name(), slug(), *fields("code", "description_vi")], fields("name_en", "description_en")
    )


class LifeEvents(SharedViewSet):
    model = m.LifeEvent
    icon = "user"
    list_display = ["name_vi", "audience", "position"]
    list_filter = ["audience"]
    edit_handler = editor([name(), slug(), *fields("audience", "position"), many("topics")], ENGLISH_NAME)


class Audiences(SharedViewSet):
    model = m.Audience
    icon = "group"
    list_display = ["name_vi", "code", "kind"]
    edit_handler = editor([name(), slug(), *fields("code", "kind")], ENGLISH_NAME)


class Agencies(SharedViewSet):
    model = m.Agency
    icon = "site"
    list_display = ["name_vi", "level", "valid_to"]
    list_filter = ["level"]
    edit_handler = editor(
        [name(), slug(), *fields("code", "level", "parent", "valid_from", "valid_to", "successor")],
        ENGLISH_NAME,
    )


class LegalActs(SharedViewSet):
    model = m.LegalAct
    icon = "doc-full"
    list_display = ["number", "kind", "issued", "in_force_from", "in_force_to"]
    list_filter = ["kind"]
    edit_handler = editor(
        [
            NamePanel("number", targets=["slug"], placeholder=False),
            slug(),
            *fields("kind", "title_vi", "issuer_vi", "issued", "in_force_from", "in_force_to", "replaced_by"),
        ],
        fields("title_en", "issuer_en"),
    )


class DocumentTypes(SharedViewSet):
    model = m.DocumentType
    icon = "doc-empty"
    list_display = ["name_vi", "code", "confirmed"]
    list_filter = ["confirmed"]
    edit_handler = editor([name(), slug(), *fields("aliases", "code", "confirmed")], ENGLISH_NAME)


class FormTemplates(SharedViewSet):
    model = m.FormTemplate
    icon = "form"
    list_display = ["name_vi", "file", "file_name", "act"]
    list_filter = {"file": ["isnull"]}
    edit_handler = editor(
        [
            name(),
            slug(),
            FieldPanel("file", help_text=_("docx, xlsx, odt hoặc pdf, nhiều nhất 20 MB, không có macro.")),
            *fields("version", "act", "file_name", "source_id"),
        ],
        ENGLISH_NAME,
        FormTemplateForm,
    )


class Units(SharedViewSet):
    model = m.Unit
    icon = "globe"
    list_display = ["name_vi", "kind", "parent"]
    list_filter = ["kind"]
    edit_handler = editor([name(), slug(), *fields("code", "kind", "parent", "ended")], ENGLISH_NAME)


class Offices(SharedViewSet):
    model = m.Office
    icon = "home"
    list_display = ["name_vi", "level", "address_vi", "phone"]
    list_filter = ["level"]
    edit_handler = editor(
        [
            name(),
            slug(),
            *fields("level", "address_vi", "hours_vi", "phone", "agency"),
            many("units"),
            *fields("latitude", "longitude", "source", "checked_on"),
        ],
        fields("name_en", "address_en", "hours_en"),
    )


class CatalogueGroup(SnippetViewSetGroup):
    menu_label = _("Danh mục")
    menu_name = "catalogue"
    menu_icon = "list-ul"
    menu_order = 150
    items = (
        Agencies,
        LegalActs,
        DocumentTypes,
        FormTemplates,
        ProcedureTopics,
        LifeEvents,
        Audiences,
        Units,
        Offices,
    )


class NoCopy(CopyView):
    """A code is one procedure (rule 11): say so, before Wagtail says that somebody lacks a permission."""

    def dispatch(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        messages.error(request, ONE_CODE)
        return redirect("wagtailadmin_pages:edit", page_id)


class Procedures(PageViewSet):
    """The list of procedures under their one parent: code and field instead of a page type."""

    model = m.ProcedurePage
    copy_view_class = NoCopy
    parent_models = [m.ProcedureIndexPage]
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Thủ tục"), sort_key="title", classname="title"),
        Column("code", label=_("Mã"), width="10%"),
        Column("topic", label=_("Lĩnh vực"), width="18%"),
        DateColumn(
            "latest_revision_created_at",
            label=_("Sửa lúc"),
            sort_key="latest_revision_created_at",
            width="12%",
        ),
        PageStatusColumn("status", label=_("Trạng thái"), sort_key="live", width="12%"),
    ]
