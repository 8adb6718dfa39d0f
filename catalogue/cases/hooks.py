"""The ways in the admin to trying and lifting."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .urls import urlpatterns


@hooks.register("register_admin_urls")
def cases_addresses() -> list[URLPattern]:
    return urlpatterns


class LiftingItem(MenuItem):
    """The way to the cases inside papers."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("catalogue.view_finding")


@hooks.register("register_admin_menu_item")
def lifting_item() -> Any:
    return LiftingItem(
        gettext_lazy("Tách trường hợp"),
        reverse("cases_lifting"),
        name="lifting",
        icon_name="help",
        order=161,
    )
