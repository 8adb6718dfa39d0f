"""Widgets of the editor: light enough for a page with hundreds of rows."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString


class Things(forms.Widget):
    """Chooses one or many shared things in Wagtail's chooser dialog, with search.

    Wagtail's own chooser takes one thing and a script for each widget: too heavy for hundreds of rows, and it
    has no widget for many.
    """

    template_name = "catalogue/admin/things.html"

    def __init__(self, many: bool = False, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.many = many

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        model = self.choices.queryset.model
        chosen = self._chosen(model, value)
        context["widget"] |= {
            "many": self.many,
            "chosen": chosen,
            "joined": ",".join(str(thing.pk) for thing in chosen),
            "url": reverse(model.snippet_viewset.chooser_viewset.get_url_name("choose")),
            "label": model._meta.verbose_name,
        }
        return context

    def _chosen(self, model: type[Model], value: Any) -> list[Model]:
        keys = [getattr(one, "pk", one) for one in _as_list(value)]
        found = model._default_manager.in_bulk([key for key in keys if str(key).isdecimal()]) if keys else {}
        return [found[int(key)] for key in keys if str(key).isdecimal() and int(key) in found]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        keys = [key for key in (data.get(name) or "").split(",") if key]
        return keys if self.many else (keys[0] if keys else None)

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        """Look among the project's templates; Django's form renderer knows only its own."""
        return render_to_string(template_name, context)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-choose" if id_ else id_

    # A form sets this to the field's ModelChoiceIterator; only its queryset is used, never all the choices.
    choices: Any = None


def _as_list(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str) else [value]


class Conditions(forms.HiddenInput):
    """Applies-when: a list "question:choice" as JSON; the script draws boxes of the page's own questions."""

    def __init__(self) -> None:
        super().__init__({"data-mc-conditions": ""})

    # Shown with a label although the input itself is hidden.
    is_hidden = False


class RowKey(forms.HiddenInput):
    """The key of a sibling row; the script shows a list of the rows of ``relation``."""

    is_hidden = False

    def __init__(self, relation: str) -> None:
        super().__init__({"data-mc-row-of": relation})


class FeeRuleInput(forms.Textarea):
    """How a fee is worked out: in words, and folded below them as JSON in the shape of ``record.FeeRule``.

    ``words`` is set by the row's form, which knows the amount.
    """

    template_name = "catalogue/admin/fee_rule.html"
    words = ""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 3, "spellcheck": "false", **(attrs or {})})

    def format_value(self, value: Any) -> str:
        """No rule is an empty box, not the word "null"."""
        return "" if value in (None, "null") else str(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["words"] = self.words
        return context

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        """Look among the project's templates, as ``Things`` does."""
        return render_to_string(template_name, context)


EDITOR_MEDIA = forms.Media(
    js=[
        "wagtailadmin/js/modal-workflow.js",
        "wagtailadmin/js/chooser-modal.js",
        "admin/editor.js",
        "admin/cases.js",
        "admin/fee-rule.js",
    ],
    css={"all": ["admin/editor.css", "admin/cases.css"]},
)
