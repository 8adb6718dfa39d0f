"""The whole test database at one moment, put back in milliseconds; SQLite only.

Emptying every table and letting Django make its own rows anew takes a hundred times as long.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase


class Snapshot:
    """What the database held when this was made. Not for use within a transaction."""

    def __init__(self) -> None:
        connection.ensure_connection()
        self._held = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(self._held)

    def put_back(self) -> None:
        """Let the database hold that again, and forget what this process remembers of other rows."""
        connection.ensure_connection()
        self._held.backup(connection.connection)
        ContentType.objects.clear_cache()
        cache.clear()

    def close(self) -> None:
        """Free its memory."""
        self._held.close()


@contextmanager
def put_back_after_each_test() -> Iterator[None]:
    """Tests with real transactions leave the database as it is at the beginning of this block."""
    emptying = TransactionTestCase._fixture_teardown
    with closing(Snapshot()) as before:
        TransactionTestCase._fixture_teardown = lambda case: before.put_back()
        try:
            yield
        finally:
            TransactionTestCase._fixture_teardown = emptying
