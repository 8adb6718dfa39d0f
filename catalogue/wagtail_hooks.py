"""The catalogue in Wagtail's admin."""

from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from .cases import hooks as _cases  # noqa: F401 - registers the ways to trying and lifting
from .findings import urls as findings_urls
from .findings.board import open_count
from .issuing import urls as issuing_urls
from .issuing.views import may_decide
from .lints.names import problems
from .lints.standing import WORDS, known_names
from .models import ProcedurePage
from .viewsets import ONE_CODE, CatalogueGroup, Procedures

MOST_WARNINGS = 5

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


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_names(request: HttpRequest, page: Page) -> None:
    """Say which of the everyday names just written also lead elsewhere; they are kept."""
    if not getattr(page, "names_changed", False):
        return
    names = page.everyday_names.splitlines()
    for found in islice(problems(page.code, names, known_names()), MOST_WARNINGS):
        others = f" ({', '.join(found.others[:3])})" if found.others else ""
        said = _("Tên thường gọi “%(name)s” %(problem)s") % {"name": found.name, "problem": WORDS[found.rule]}
        messages.warning(request, f"{said}{others}.")


class FindingsItem(MenuItem):
    """The way to the board, with how many findings wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("catalogue.view_finding")

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        waiting = open_count()
        if waiting:
            component.label = f"{component.label} ({waiting:,})".replace(",", ".")
        return component


@hooks.register("register_admin_menu_item")
def findings_item() -> MenuItem:
    return FindingsItem(
        gettext_lazy("Điều cần xem lại"),
        reverse("findings_board"),
        name="findings",
        icon_name="warning",
        classname="mc-findings-menu",
        order=160,
    )


@hooks.register("insert_global_admin_css")
def findings_item_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/findings-menu.css"))


@hooks.register("register_admin_urls")
def findings_addresses() -> list[URLPattern]:
    return findings_urls.urlpatterns


class IssuersItem(MenuItem):
    """The way to the board of issuers."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_decide(request.user)


@hooks.register("register_admin_menu_item")
def issuers_item() -> MenuItem:
    return IssuersItem(
        gettext_lazy("Giấy tờ lấy ở đâu"),
        reverse("issuers_board"),
        name="issuers",
        icon_name="doc-empty",
        order=165,
    )


@hooks.register("register_admin_urls")
def issuing_addresses() -> list[URLPattern]:
    return issuing_urls.urlpatterns
