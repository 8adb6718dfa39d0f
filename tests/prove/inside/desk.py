"""An editor opens imported pages in the admin, changes them and publishes."""

import time
from typing import Any

from bs4 import BeautifulSoup
from django.db.models.functions import Length
from django.test import Client

from catalogue import counter
from catalogue.models import CounterEntry, ProcedurePage, ProcedureVersion
from tests.catalogue.admin.desk import both, edit_url, form_of, save, words


def pages_to_try() -> list[str]:
    """Codes of the page with the longest record, the median one and the shortest."""
    public = CounterEntry.objects.filter(public=True).values_list("code", flat=True)
    by_size = ProcedureVersion.objects.filter(code__in=list(public)).order_by(Length("record"), "code")
    codes = list(by_size.values_list("code", flat=True))
    return [codes[-1], codes[len(codes) // 2], codes[0]]


def change_and_publish(codes: list[str]) -> list[dict[str, Any]]:
    """As a new editor who may publish: each page opened, saved as a draft and published under another title."""
    client = both()
    return [_change_and_publish(client, code) for code in codes]


def _change_and_publish(client: Client, code: str) -> dict[str, Any]:
    page = ProcedurePage.objects.get(code=code)
    begun = time.monotonic()
    opened = client.get(edit_url(page))
    answer = {"code": code, "opened": opened.status_code, "open_seconds": time.monotonic() - begun}
    fields = form_of(opened.content)
    answer["fields"] = len(fields)
    fields["title_vi" if "title_vi" in fields else "title"] = f"Đã sửa {code}"
    saved = save(client, page, fields)
    answer["errors"] = _errors(saved)
    answer["title_while_draft"] = counter.standing(code).record.title.vi  # type: ignore[union-attr]
    fields = form_of(client.get(edit_url(page)).content)
    begun = time.monotonic()
    published = save(client, page, fields, "publish")
    answer["publish_seconds"] = time.monotonic() - begun
    answer["errors"] += _errors(published)
    return answer | _public(code)


def _errors(response: Any) -> list[str]:
    soup = BeautifulSoup(response.content, "html.parser")
    found = [error.get_text(" ", strip=True) for error in soup.select(".w-field__errors, .error-message")]
    found = [error for error in found if error]
    bad = "không thể" in words(response)[:3000].lower()
    return found + ([words(response)[:600]] if response.status_code != 200 or bad else [])


def _public(code: str) -> dict[str, Any]:
    standing = counter.standing(code)
    assert standing is not None
    page = Client().get(f"/thu-tuc/{standing.entry.slug}/")
    return {
        "versions": ProcedureVersion.objects.filter(code=code).count(),
        "title": standing.record.title.vi if standing.record else "",
        "page": page.status_code,
        "shown": f"Đã sửa {code}" in page.content.decode(),
    }
