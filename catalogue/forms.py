"""Forms of the editor: rows that keep their keys, and what blocks publishing shown beside the fields."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from catalogue.models.rows import METHODS
from catalogue.models.shared import LEVELS
from catalogue.problems import Problem, publish_problems
from portal.core.forms import BilingualPageForm, made_comfortable
from portal.core.keys import new_key

from .fee_rules import cleaned_rule, fee_rule_words
from .widgets import EDITOR_MEDIA, Conditions


class KeyField(forms.CharField):
    """The key of a row, carried through the form: without it a draft's row would get a new one at each save.

    An added row arrives without a key, because all added rows are copies of one template.
    """

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(max_length=40, required=False)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data) and super().has_changed(initial, data)


class ConditionsField(forms.JSONField):
    """A list of texts "question:choice"."""

    widget = Conditions

    def clean(self, value: Any) -> list[str]:
        tokens = super().clean(value) or []
        if not isinstance(tokens, list) or not all(isinstance(t, str) and ":" in t for t in tokens):
            raise ValidationError(_("Điều kiện không đọc được: hãy chọn lại các ô."))
        return list(dict.fromkeys(tokens))


class RowForm(WagtailAdminModelForm):
    """A row of a procedure."""

    key = KeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made_comfortable(self.fields)
        if (self.prefix or "").endswith("__prefix__"):
            self.initial["key"] = ""

    def clean_key(self) -> str:
        return self.cleaned_data["key"] or self.instance.key or new_key()

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """Tell the open page the key that autosave gave a new row."""
        updates: list[tuple[str, str]] = super().get_field_updates_for_resave()
        if self.instance.key:
            updates.append((self.add_prefix("key"), self.instance.key))
        return updates


class ConditionalRowForm(RowForm):
    applies_when = ConditionsField(label="Chỉ khi", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "rule" in self.fields:
            self.fields["rule"].error_messages["invalid"] = _("Cách tính không phải JSON đọc được.")
            self.fields["rule"].widget.words = fee_rule_words(self.instance)

    def clean_rule(self) -> dict[str, Any] | None:
        """Only the row of a fee has one."""
        return cleaned_rule(self.cleaned_data["rule"])


class SubmittedRows:
    """The rows of one relation as they were submitted."""

    def __init__(self, formset: Any) -> None:
        self.formset = formset

    def all(self) -> list[Any]:
        deleted = set(map(id, self.formset.deleted_forms))
        forms_kept = (form for form in self.formset.forms if id(form) not in deleted)
        return [form.instance for form in forms_kept if form.has_changed() or form.instance.pk]


class SubmittedPage:
    """The page as it was submitted, for reading: saving a form twice would write its rows twice."""

    def __init__(self, form: "ProcedureForm") -> None:
        self._form = form

    def __getattr__(self, name: str) -> Any:
        if name in self._form.formsets:
            return SubmittedRows(self._form.formsets[name])
        if name in self._form.fields:
            return _with_all(self._form.cleaned_data.get(name), name)
        return getattr(self._form.instance, name)


def _with_all(value: Any, name: str) -> Any:
    return "" if value is None and name in ("code", "title") else value


class ProcedureForm(BilingualPageForm):
    """The page's form. A draft may be incomplete; publishing and submitting check what the law asks for."""

    levels = forms.MultipleChoiceField(
        label="Cấp giải quyết", choices=LEVELS, widget=forms.CheckboxSelectMultiple, required=False
    )
    returning = forms.MultipleChoiceField(
        label="Cách trả kết quả", choices=METHODS, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._problems: list[Problem] | None = None

    @property
    def media(self) -> forms.Media:
        return super().media + EDITOR_MEDIA

    def is_valid(self) -> bool:
        """Also ask ``publish_problems``, unless only a draft is being saved."""
        if not super().is_valid():
            return False
        return self.is_deferred_validation or not self._show_problems()

    def save(self, commit: bool = True) -> Any:
        page = super().save(commit)
        page.names_changed = "everyday_names" in self.changed_data  # asked by the hook that warns
        return page

    def _show_problems(self) -> list[Problem]:
        if self._problems is None:
            self._problems = publish_problems(SubmittedPage(self))  # type: ignore[arg-type]
            if self._problems:
                # Wagtail lists all errors at the top only when one belongs to the whole form.
                self.add_error(None, _("Bản nháp chưa đủ để xuất bản. Cần sửa:"))
            for problem in self._problems:
                self._show(problem)
        return self._problems

    def _show(self, problem: Problem) -> None:
        if problem.field in self.fields:
            self.add_error(problem.field, problem.message)
            return
        if problem.field in self.formsets:
            self.formsets[problem.field].non_form_errors().append(problem.message)
        self.add_error(None, problem.message)
