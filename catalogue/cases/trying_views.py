"""Trying the cases of a draft: in the editor as the form stands, or on a page of its own from the saved draft."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.preview import PreviewOnEditView

from catalogue.builder import build_record
from catalogue.models import ProcedurePage
from portal.core.headings import heading

from .trying import Trial, try_case

MOST_QUERY = 20_000  # characters of a case


class CasesView(PreviewOnEditView):
    """Reads the form as Wagtail's preview does; nothing is saved. Only for who may edit the page."""

    http_method_names = ("get", "post")

    def get_object(self) -> Any:
        page = super().get_object()
        if not isinstance(page, ProcedurePage):
            raise Http404
        return page

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """From the draft as it was last saved."""
        title = _("Thử các trường hợp")
        edit = reverse("wagtailadmin_pages:edit", args=[self.object.pk])
        context = {
            **heading(title, "help", request.path, (edit, f"{self.object.code} {self.object.title}")),
            "trial": self._trial(request.GET),
            "saved": True,
        }
        return TemplateResponse(request, "catalogue/admin/cases_page.html", context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """From the form as it stands in the editor; the case is the field ``mc-case``, a query string."""
        form = self.get_form(request.POST)
        if not self.validate_form(form):
            return TemplateResponse(request, "catalogue/admin/cases.html", {"errors": _errors(form)})
        form.save(commit=False)
        asked = QueryDict(request.POST.get("mc-case", "")[:MOST_QUERY])
        return TemplateResponse(request, "catalogue/admin/cases.html", {"trial": self._trial(asked)})

    def _trial(self, asked: QueryDict) -> Trial:
        # Editors read the Vietnamese record, whatever the language of their admin.
        with translation.override("vi"):
            return try_case(build_record(self.object), asked, timezone.localdate())


def _errors(form: Any) -> list[str]:
    """What can't be read, by the names of the fields."""
    found = [
        f"{form.fields[name].label}: {' '.join(said)}"
        for name, said in form.errors.items()
        if name in form.fields
    ]
    for formset in form.formsets.values():
        for place, errors in enumerate(formset.errors, 1):
            label = formset.model._meta.verbose_name
            found.extend(f"{label} {place}: {' '.join(said)}" for said in errors.values())
    return found
