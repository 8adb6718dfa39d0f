"""Counts as the language of the page writes them."""

from django import template

from catalogue.presentation.wording import number

register = template.Library()


@register.filter
def grouped(value: int) -> str:
    """5438 -> "5.438", or "5,438" in English."""
    return number(value)
