"""The panel of the editor in which the cases of the draft are tried."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel


class CasesPanel(Panel):
    """Asks the server what each case leads to, with the form as it stands."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "catalogue/admin/cases_panel.html"

        def get_context_data(self, parent_context: Any = None) -> Any:
            context = super().get_context_data(parent_context)
            page = self.instance
            saved = bool(page and page.pk)
            return context | {
                "cases_url": reverse("cases_try", args=[page.pk]) if saved else "",
                "lifting_url": f"{reverse('cases_lifting')}?code={page.code}" if saved else "",
            }
