"""Append-only in the database itself (rule 10), on both databases, put back after every migration.

SQLite drops triggers when a migration rebuilds the table, hence after each ``migrate`` and not once in a migration.
No DELETE trigger on SQLite: it breaks ``flush``.
"""

from typing import Any

from django.db import connections

TABLE = "catalogue_procedureversion"
MAY_REDACT = (
    "NOT OLD.redacted AND NEW.redacted AND EXISTS "
    "(SELECT 1 FROM catalogue_redaction WHERE version_id = OLD.id)"
)

SQLITE = [
    f"""CREATE TRIGGER IF NOT EXISTS version_no_update BEFORE UPDATE ON {TABLE}
    WHEN NOT ({MAY_REDACT})
    BEGIN SELECT RAISE(ABORT, 'a published version is never changed'); END""",
]
POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION version_append_only() RETURNS trigger AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND {MAY_REDACT} THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'a published version is never changed';
    END $$ LANGUAGE plpgsql""",
    f"""CREATE OR REPLACE TRIGGER version_no_change BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION version_append_only()""",
]
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def install(using: str = "default", **kwargs: Any) -> None:
    """Create the triggers when the table is there; receiver of ``post_migrate``."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in STATEMENTS.get(connection.vendor, []):
            cursor.execute(statement)
