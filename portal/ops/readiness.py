"""Whether each part a page needs is there: database, tables, search index."""

import logging
from collections.abc import Callable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from search.engines.select import engine

logger = logging.getLogger(__name__)


def report() -> dict[str, bool]:
    """Each part by name. Why one failed is logged as the kind of error; its text may hold addresses."""
    return {name: _holds(name, check) for name, check in CHECKS.items()}


def _holds(name: str, check: Callable[[], bool]) -> bool:
    try:
        good = check()
    except Exception as error:
        logger.warning("not ready", extra={"part": name, "error": type(error).__name__})
        return False
    if not good:
        logger.warning("not ready", extra={"part": name})
    return good


def database_answers() -> bool:
    """A query comes back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def migrations_are_applied() -> bool:
    """The tables are those of this code."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def index_is_readable() -> bool:
    """The embedded index is there and opens; it answers also when Elasticsearch is away."""
    return engine("embedded").count() >= 0


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "index": index_is_readable,
}
