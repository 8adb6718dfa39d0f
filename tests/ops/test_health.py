"""Whether the process is up, and whether the site can serve."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import Client
from pytest_django import Settings

from portal.ops import readiness

pytestmark = pytest.mark.urls("portal.ops.urls")


def _ready_except(monkeypatch: pytest.MonkeyPatch, **broken: Callable[[], bool]) -> None:
    monkeypatch.setattr(readiness, "CHECKS", {name: (lambda: True) for name in readiness.CHECKS} | broken)


def test_healthz_needs_no_database(client: Client) -> None:
    # Without the django_db mark any query raises.
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_readyz_names_each_part(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _ready_except(monkeypatch)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["parts"] == {"database": "ok", "migrations": "ok", "index": "ok"}


@pytest.mark.parametrize("part", ["database", "migrations", "index"])
def test_readyz_is_503_when_a_part_is_missing(
    part: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ready_except(monkeypatch, **{part: lambda: False})
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"][part] == "failed"


def test_readyz_does_not_tell_why(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> bool:
        raise DatabaseError("connection to 10.0.0.5 refused")

    _ready_except(monkeypatch, database=away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "10.0.0.5" not in json.dumps(answer.json())


def test_post_is_refused(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


@pytest.mark.database
@pytest.mark.django_db
def test_a_migrated_database_is_ready() -> None:
    assert readiness.database_answers()
    assert readiness.migrations_are_applied()


def test_a_missing_index_is_not_ready(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(readiness, "CHECKS", {"index": readiness.index_is_readable})
    assert readiness.report() == {"index": False}
