"""The catalogue in Wagtail's admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from .models import ProcedurePage
from .viewsets import CatalogueGroup, Procedures

register_snippet(CatalogueGroup)


@hooks.register("register_admin_viewset")
def procedures() -> Procedures:
    return Procedures("procedures")


@hooks.register("before_copy_page")
def refuse_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A code is one procedure (rule 11): say so, for the page itself or for a parent copied with its pages.

    Wagtail asks the permission of the plain ``Page``, so that the page's own tester is not reached here. The same
    view makes aliases.
    """
    if not ProcedurePage.objects.filter(path__startswith=page.path).exists():
        return None
    messages.error(request, _("Mỗi mã là một thủ tục nên không sao chép, không tạo bí danh được."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)
