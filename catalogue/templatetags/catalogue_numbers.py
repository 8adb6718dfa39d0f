"""Counts as the language of the page writes them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from catalogue.presentation.wording import number

register = template.Library()


@register.filter
def grouped(value: int) -> str:
    """5438 -> "5.438", or "5,438" in English."""
    return number(value)


@register.simple_tag
def parts_of(parts: Mapping[str, Sequence[Any]] | None, value: str) -> Sequence[Any]:
    """The later pages of one list, of all that a directory holds."""
    return (parts or {}).get(value, ())
