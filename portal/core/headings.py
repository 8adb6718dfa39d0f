"""The head of our own pages in the admin: title, icon and the way back."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def heading(title: str, icon: str, address: str, above: tuple[str, str] | None = None) -> dict[str, Any]:
    """The context Wagtail's admin base reads; ``above`` is the (address, name) one step up, else the first page."""
    up, name = above or (reverse("wagtailadmin_home"), _("Trang đầu"))
    return {
        "page_title": title,
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [{"url": up, "label": name}, {"url": address, "label": title}],
    }
