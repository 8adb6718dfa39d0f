"""What the outbox could not do yet, for people: what, since when, how often, what kind of error."""

from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from . import outbox
from .models import OutboxEntry

SHOWN = 200


class Line(NamedTuple):
    """One line of the list."""

    entry: OutboxEntry
    words: str


@require_GET
def outbox_failed(request: HttpRequest) -> HttpResponse:
    """Work that failed, what needs somebody first; and how much waits in all."""
    failed = OutboxEntry.objects.exclude(last_error="")
    dead = failed.filter(dead_since__isnull=False).order_by("dead_since", "id")
    waiting = failed.filter(dead_since__isnull=True).order_by("created_at", "id")
    lines = [*_lines(dead[:SHOWN]), *_lines(waiting[:SHOWN])][:SHOWN]
    numbers = {
        "lines": lines,
        "dead": dead.count(),
        "failed": failed.count(),
        "lag_minutes": round(outbox.lag() / 60),
        "more": max(0, failed.count() - len(lines)),
        "page_title": _("Việc chưa làm được"),
        "header_icon": "warning",
    }
    return TemplateResponse(request, "core/outbox.html", numbers)


def _lines(entries: Iterable[OutboxEntry]) -> list[Line]:
    return [Line(entry, str(outbox.words_of(entry.topic))) for entry in entries]


@require_POST
def outbox_again(request: HttpRequest) -> HttpResponse:
    """Try one entry (`entry`), or all of them, again now."""
    asked = request.POST.get("entry", "")
    number = outbox.try_again(
        [int(asked)] if asked.isdecimal() and len(asked) < 19 else None if not asked else []
    )
    said = ngettext("%(n)d việc được làm lại ngay.", "%(n)d việc được làm lại ngay.", number) % {"n": number}
    messages.success(request, said)
    return redirect("outbox_failed")


urlpatterns = [
    path("outbox/", outbox_failed, name="outbox_failed"),
    path("outbox/again/", outbox_again, name="outbox_again"),
]
