"""The reports in Wagtail's menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from search.usage.views import PERMISSION, admin_urlpatterns


class UsageItem(MenuItem):  # type: ignore[misc]
    """For those who may read the reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]
def usage_item() -> MenuItem:
    """Báo cáo → Người dân tìm gì."""
    return UsageItem(_("Người dân tìm gì"), reverse("search_usage"), name="search-usage", icon_name="search")


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def usage_addresses() -> list[URLPattern]:
    """The address of the reports."""
    return admin_urlpatterns
