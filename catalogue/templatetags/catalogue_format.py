"""Dates, texts of records and addresses as templates write them."""

import re
from datetime import date
from typing import Any
from urllib.parse import unquote

from django import template
from django.utils.translation import get_language

from catalogue.presentation.wording import day_html

register = template.Library()

FOLDERS = frozenset(
    {"en", "thu-tuc", "tt", "in", "linh-vuc", "su-kien", "doi-tuong", "truc-tuyen", "cap", "co-quan"}
    | {"van-ban", "bieu-mau", "giay-to", "noi-nop"}
)


@register.filter
def day(value: date | None) -> str:
    """A date in a ``time`` element, as the language writes it; empty for None."""
    return day_html(value) if value else ""


@register.simple_tag
def entry_title(entry: Any) -> str:
    """The title of a counter entry in the language of the page, else Vietnamese."""
    english = entry.title_en if get_language() == "en" else ""
    return english or entry.title or entry.code


@register.filter
def path_words(path: str) -> str:
    """The words in an address, to search for: no folders of ours, no codes, no file endings.

    "/thu-tuc/1-001193-dang-ky-khai-sinh/" -> "dang ky khai sinh"
    """
    parts = [part for part in unquote(path).split("/") if part and part not in FOLDERS]
    words = " ".join(re.sub(r"\.(html?|aspx?|php|jsp)$", "", part) for part in parts)
    words = re.sub(r"\d+[-.]\d{6}", " ", words)
    return " ".join(re.findall(r"[^\W_]+", words))[:120].strip()
