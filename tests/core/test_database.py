"""Rule 10: SQLite takes its write lock at the start of a transaction, and readers do not wait for a writer."""

import sqlite3

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_transaction_begins_immediate():
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite only")
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        pass
    assert "BEGIN IMMEDIATE" in [query["sql"] for query in queries]


def test_a_database_file_is_written_ahead(tmp_path):
    database = sqlite3.connect(tmp_path / "x.sqlite3")
    database.executescript(settings.SQLITE_OPTIONS["init_command"])
    assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_requests_do_not_hold_a_transaction():
    assert not connection.settings_dict["ATOMIC_REQUESTS"]
