"""The admin for every page type: Vietnamese addresses in the browser, a quiet first page."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import SlugInput

from . import outbox_views
from .models import OutboxEntry

# Folds as portal.core.slugs.fold does; Wagtail's own makes "djang-ky-cp-h-chiu" of "Đăng ký cấp hộ chiếu".
FOLDED = {
    "a": "àáảãạăằắẳẵặâầấẩẫậ",
    "d": "đ",
    "e": "èéẻẽẹêềếểễệ",
    "i": "ìíỉĩị",
    "o": "òóỏõọôồốổỗộơờớởỡợ",
    "u": "ùúủũụưừứửữự",
    "y": "ỳýỷỹỵ",
}
COMBINING_MARKS = "[\u0300-\u036f]"
FORMATTERS: list[tuple[str, str]] = [
    *((f"[{letters}{letters.upper()}]", plain) for plain, letters in FOLDED.items()),
    (COMBINING_MARKS, ""),
    ("[/.]", "-"),
]
UNWANTED_PANELS = {"UpgradeNotificationPanel", "WhatsNewInWagtailVersionPanel"}

register_form_field_override(models.SlugField, override={"widget": SlugInput(formatters=FORMATTERS)})


@hooks.register("construct_homepage_panels")
def only_our_own_news(request: Any, panels: list[Any]) -> None:
    """Leave out what Wagtail tells developers of its own versions."""
    panels[:] = [panel for panel in panels if type(panel).__name__ not in UNWANTED_PANELS]


@hooks.register("construct_help_menu")
def no_news_of_wagtail(request: Any, items: list[Any]) -> None:
    items[:] = [item for item in items if not item.name.startswith("whats-new")]


@hooks.register("insert_global_admin_css")
def admin_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/admin.css"))


class OutboxItem(MenuItem):
    """The way to what could not be done, with how many need somebody."""

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        dead = OutboxEntry.objects.filter(dead_since__isnull=False).count()
        if dead:
            component.label = f"{component.label} ({dead})"
        return component


@hooks.register("register_reports_menu_item")
def outbox_item() -> MenuItem:
    return OutboxItem(
        gettext_lazy("Việc chưa làm được"),
        reverse("outbox_failed"),
        name="outbox",
        icon_name="warning",
        order=900,
    )


@hooks.register("register_admin_urls")
def outbox_addresses() -> list[URLPattern]:
    return outbox_views.urlpatterns
