"""The catalogue in Wagtail's admin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from .models import ProcedurePage
from .viewsets import ONE_CODE, CatalogueGroup, Procedures

register_snippet(CatalogueGroup)


@hooks.register("register_admin_viewset")
def procedures() -> Procedures:
    return Procedures("procedures")


@hooks.register("before_copy_page")
def refuse_copy_of_parents(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to copy a page with procedures below it; a procedure's own copy view refuses by itself."""
    if not ProcedurePage.objects.filter(path__startswith=page.path).exists():
        return None
    messages.error(request, ONE_CODE)
    return redirect("wagtailadmin_pages:edit", page.pk)
