"""What the admin says when the site refuses a change: a message beside the page, never a server error."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from .middleware import ADMIN

Handler = Callable[[HttpRequest], HttpResponse]


class Refusals:
    """Answers a refusal (a ValidationError with ``page`` and ``problems``) raised by any admin view.

    The form shows the same problems beside its fields; this is for what has no form: bulk actions, approvals.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        page, problems = getattr(error, "page", None), getattr(error, "problems", None)
        if not isinstance(error, ValidationError) or not request.path.startswith(ADMIN) or page is None:
            return None
        messages.error(request, _explanation(page, problems or []))
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def _explanation(page: object, problems: list[object]) -> str:
    listed = format_html_join(
        "", "<li>{}</li>", ((getattr(problem, "message", problem),) for problem in problems)
    )
    lead = _("Chưa xuất bản “%(page)s”, và không có gì thay đổi. Cần sửa trước:") % {"page": page}
    return format_html("{}<ul>{}</ul>", lead, listed)
