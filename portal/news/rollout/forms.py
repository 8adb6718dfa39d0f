"""The rollout's form: a draft may be incomplete; publishing shows what is missing beside the rows."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from portal.core.forms import BilingualPageForm, made_comfortable

from .problems import Problem, problems_of


class RolloutForm(BilingualPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for formset in self.formsets.values():
            for form in formset.forms:
                made_comfortable(form.fields)

    def is_valid(self) -> bool:
        """Also look for problems, unless only a draft is being saved."""
        if not super().is_valid():
            return False
        return self.is_deferred_validation or not self._show_problems()

    def _show_problems(self) -> list[Problem]:
        rows = {name: list(self._submitted(name)) for name in ("milestones", "figures")}
        problems = problems_of(
            [form.instance for form in rows["milestones"]], [form.instance for form in rows["figures"]]
        )
        if problems:
            # Wagtail lists all errors at the top only when one belongs to the whole form.
            self.add_error(None, _("Bản nháp chưa đủ để xuất bản. Cần sửa:"))
        for problem in problems:
            form = rows[problem.relation][problem.place]
            form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return problems

    def _submitted(self, name: str) -> Iterator[Any]:
        """The forms of the rows that stay, in the order of the page."""
        formset = self.formsets.get(name)
        if formset is None:
            return
        deleted = set(map(id, formset.deleted_forms))
        for form in formset.forms:
            if id(form) not in deleted and (form.has_changed() or form.instance.pk):
                yield form
