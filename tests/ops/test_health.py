"""Whether the process is up, and whether the site can serve."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from portal.core import outbox
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


@pytest.mark.django_db
def test_readyz_says_how_far_behind_search_is(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _ready_except(monkeypatch)
    outbox.add("search", "procedure:1", due_at=timezone.now() - timedelta(seconds=40))
    said = client.get("/readyz").json()["search"]
    assert said["lag_seconds"] >= 40
    assert (said["waiting"], said["dead"]) == (1, 0)
    assert "embedded" in said["missing"]


@pytest.mark.django_db
def test_an_engine_that_is_away_makes_the_site_no_less_ready(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ready_except(monkeypatch)
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["search"]["missing"]["elasticsearch"] is None


@pytest.mark.django_db
def test_metrics_are_figures_a_program_reads(client: Client) -> None:
    outbox.add("search", "procedure:1")
    answer = client.get("/metrics")
    assert answer["Content-Type"].startswith("text/plain")
    lines = answer.content.decode().splitlines()
    assert 'mot_cua_outbox_waiting{topic="search"} 1' in lines
    assert all(re.fullmatch(r"# .+|mot_cua_\w+(\{\w+=\"[\w-]+\"\})? -?[\d.e+-]+", line) for line in lines)
