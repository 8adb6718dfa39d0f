"""Forms of the admin that a person likes to fill in."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import AdminAutoHeightTextInput

LANGUAGES = {" [vi]": "", " [en]": " (tiếng Anh)"}


def made_comfortable(fields: dict[str, forms.Field]) -> None:
    """Text boxes that grow with their text and plain labels, which modeltranslation's fields miss.

    Django also repeats the initial value of a field with a callable default in a second input: not here.
    """
    for field in fields.values():
        field.show_hidden_initial = False
        for mark, plain in LANGUAGES.items():
            field.label = str(field.label or "").replace(mark, plain)
        if type(field.widget) is forms.Textarea:
            field.widget = AdminAutoHeightTextInput()


class BilingualPageForm(WagtailAdminPageForm):
    """The form of a page whose fields are in two languages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made_comfortable(self.fields)
