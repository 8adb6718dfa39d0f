"""Which procedure an address means, and whether the public may read it."""

from typing import Final

from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from catalogue.models.counter import CounterEntry
from catalogue.views.reading import Found

from .problems import ProblemError, not_found
from .shapes import Links

BASE: Final = "/api/v1"
BY_CODE: Final = f"""
SELECT id, code, slug, public, reason, replaced_by, seq, changed_at, title, title_en
FROM {CounterEntry._meta.db_table} WHERE code = %s LIMIT 1"""


def public_entry(code: str) -> Found:
    """The entry of a public procedure. Raises ProblemError: 410 for one that ended, 404 for all else."""
    with connection.cursor() as cursor:
        cursor.execute(BY_CODE, [code])
        row = cursor.fetchone()
    entry = Found(*row) if row else None
    if entry is None or (not entry.public and entry.reason != "ended"):
        raise not_found("This code")
    if not entry.public:
        raise ProblemError(410, "ended", replaced_by=_successor(entry.replaced_by))
    return entry


def _successor(code: str) -> str | None:
    known = code and CounterEntry.objects.filter(code=code, public=True).exists()
    return code if known else None


def page_of(name: str, *arguments: str) -> str:
    """The path of a page for people, in Vietnamese."""
    with override("vi"):
        return reverse(name, args=arguments)


def links_of(code: str, slug: str) -> Links:
    """Where more of a procedure stands."""
    here = f"{BASE}/procedures/{code}"
    return Links(
        self=here,
        page=page_of("procedure", slug),
        versions=f"{here}/versions",
        guidance=f"{here}/guidance",
    )
