"""The admin for every page type: Vietnamese addresses in the browser, a quiet first page."""

from typing import Any

from django.db import models
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import SlugInput

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
