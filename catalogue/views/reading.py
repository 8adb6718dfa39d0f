"""What a procedure's page reads, in plain SQL: building these two queries anew took longer than running them.

The rule of which version is in force stands in ``catalogue.counter``; a test holds both to the same answers.
"""

from datetime import date
from typing import Any, Final, NamedTuple

from django.db import connection

from catalogue.models.counter import CounterEntry, ProcedureVersion

NEWEST_FIRST: Final = "ORDER BY in_force_from DESC NULLS LAST, number DESC"


class Found(NamedTuple):
    """The entry of an address; ``changed_at`` only tells one state of it from another."""

    pk: int
    code: str
    slug: str
    public: bool
    reason: str
    replaced_by: str
    seq: int
    changed_at: Any
    title: str
    title_en: str


class Version(NamedTuple):
    """A version in the history of a code; only the one in force on the day asked for brings its ``record``."""

    pk: int
    number: int
    in_force_from: date | None
    basis: str
    caused_by: str
    note: str
    redacted: bool
    record: str


ENTRY: Final = f"""
SELECT id, code, slug, public, reason, replaced_by, seq, changed_at, title, title_en
FROM {CounterEntry._meta.db_table} WHERE slug = %s LIMIT 1"""
HISTORY: Final = f"""
SELECT id, number, in_force_from, basis, caused_by, note, redacted,
  CASE id WHEN (
    SELECT id FROM {ProcedureVersion._meta.db_table}
    WHERE code = %(code)s AND (in_force_from IS NULL OR in_force_from <= %(day)s) {NEWEST_FIRST} LIMIT 1
  ) THEN record ELSE '' END
FROM {ProcedureVersion._meta.db_table} WHERE code = %(code)s {NEWEST_FIRST}"""


def found(slug: str) -> Found | None:
    """The entry with this slug."""
    with connection.cursor() as cursor:
        cursor.execute(ENTRY, [slug])
        row = cursor.fetchone()
    return Found(*row) if row else None


def found_in(entry: CounterEntry) -> Found:
    """The same of an entry that was found another way."""
    return Found(*(getattr(entry, name) for name in Found._fields))


def versions(code: str, on: date) -> list[Version]:
    """All versions of a code, the newest first; the one in force on ``on`` with its record."""
    with connection.cursor() as cursor:
        cursor.execute(HISTORY, {"code": code, "day": on.isoformat()})
        return [Version(*row) for row in cursor.fetchall()]
