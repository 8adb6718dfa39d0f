"""The bilingual pattern: one row, two columns, Vietnamese first.

``modeltranslation`` makes ``name_vi`` and ``name_en`` of ``name``; the bare column is pinned to Vietnamese by saving
under it. ``Page.title`` can't be registered, hence :class:`BilingualPage`.
"""

from typing import Any

from django.db import models
from django.utils import translation
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from portal.core.forms import BilingualPageForm

Rich = RichTextField


class BilingualStreamField(StreamField):
    """A StreamField whose blocks stay out of migrations: they would enter them three times."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class VietnameseFirst(models.Model):
    """Saves under Vietnamese, so that the untranslated column never takes another language's text."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with translation.override("vi"):
            super().save(*args, **kwargs)


class BilingualPage(VietnameseFirst, Page):
    """A page with an English title and description beside the Vietnamese ones."""

    title_en = models.CharField("tiêu đề tiếng Anh", max_length=255, blank=True)
    search_description_en = models.TextField("mô tả tiếng Anh", blank=True)

    base_form_class = BilingualPageForm

    class Meta:
        abstract = True

    @property
    def display_title(self) -> str:
        """The title for the reader's language; Vietnamese when nobody translated it."""
        return (self.title_en if translation.get_language() == "en" else "") or self.title

    @property
    def title_language(self) -> str:
        return "en" if translation.get_language() == "en" and self.title_en else "vi"

    @property
    def display_description(self) -> str:
        english = self.search_description_en if translation.get_language() == "en" else ""
        return english or self.search_description

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return [("vi", "Tiếng Việt"), ("en", "English")]

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        """Render inside the language: a TemplateResponse is lazy."""
        with translation.override(mode_name or "vi"):
            response = super().serve_preview(request, mode_name)
            if hasattr(response, "render"):
                response.render()
        return response
