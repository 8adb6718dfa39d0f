"""What a newcomer could break without noticing; run by ``manage.py check`` and by every test."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import Error, register
from django.db import models

# Set by the form from what it holds, or by Django.
NOT_IN_FORMS = {"id", "sort_order", "page", "question"}


@register()
def rows_have_keys(app_configs: object, **kwargs: object) -> list[Error]:
    """Rule 4: sibling rows name each other by key, which drafts and imports keep."""
    return [
        Error(
            f"{model.__name__} is a row of a procedure and has no key: derive it from Row.",
            id="catalogue.E001",
        )
        for model in row_models()
        if not any(field.name == "key" for field in model._meta.fields)
    ]


@register()
def rows_are_whole_in_the_editor(app_configs: object, **kwargs: object) -> list[Error]:
    """A row of a draft has no primary key: a field that its form does not carry is lost at the next save."""
    from wagtail.models import Page

    page = apps.get_model("catalogue", "ProcedurePage")
    if not issubclass(page, Page):
        return []
    return list(lost_fields(page.get_edit_handler().get_form_class().formsets))


@register()
def records_have_both_languages(app_configs: object, **kwargs: object) -> list[Error]:
    """Rule 12: a record reads ``_vi`` and ``_en``, so text of a translated model must be registered."""
    from catalogue.translation import FIELDS

    return [
        Error(
            f"{model.__name__}.{name} is translated in catalogue.translation but has no {column}.",
            id="catalogue.E003",
        )
        for model, names in FIELDS.items()
        for name in names
        for column in (f"{name}_vi", f"{name}_en")
        if not _has_field(model, column)
    ]


def row_models() -> list[type[models.Model]]:
    """Every model with a parental key, directly or through another row, to a procedure."""
    from modelcluster.fields import ParentalKey

    return [
        model
        for model in apps.get_app_config("catalogue").get_models()
        if any(isinstance(field, ParentalKey) for field in model._meta.fields)
    ]


def _has_field(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.fields)


def lost_fields(formsets: dict[str, Any]) -> Iterator[Error]:
    for relation, formset in formsets.items():
        model = formset.model
        if model._meta.app_label != "catalogue":
            continue
        lost = sorted(_wanted(model) - set(formset.form.base_fields))
        if lost:
            text = f"The editor's rows of {relation} do not carry {', '.join(lost)}: add a panel or hidden()."
            yield Error(text, id="catalogue.E002")
        yield from lost_fields(getattr(formset.form, "formsets", {}))


def _wanted(model: type[models.Model]) -> set[str]:
    """The stored fields of a row; of a translated one its two columns, not the bare alias."""
    names = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)} - NOT_IN_FORMS
    return {name for name in names if f"{name}_vi" not in names}
