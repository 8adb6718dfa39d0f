"""The real servers start, answer and are shared."""

import os
import subprocess
import sys

import psycopg
import pytest
from django.db import connection
from elasticsearch import Elasticsearch
from playwright.sync_api import Page

from tests.services.availability import missing
from tests.services.elasticsearch import elasticsearch


@pytest.mark.elasticsearch
def test_elasticsearch_stores_and_finds(elasticsearch_url: str) -> None:
    with Elasticsearch(elasticsearch_url) as client:
        index = f"services-{os.getpid()}"
        client.index(index=index, id="1", document={"title": "đăng ký khai sinh"}, refresh=True)
        found = client.search(index=index, query={"match": {"title": "khai"}})
        client.indices.delete(index=index)
    assert found["hits"]["total"]["value"] == 1


@pytest.mark.elasticsearch
def test_elasticsearch_is_one_for_all_who_ask(elasticsearch_url: str) -> None:
    with elasticsearch() as again:
        assert again == elasticsearch_url


@pytest.mark.database
def test_postgres_answers(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as database:
        assert database.execute("SELECT lower('ĐĂNG KÝ')").fetchone()


@pytest.mark.database
@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for() -> None:
    asked = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    assert connection.vendor == asked


def test_the_launcher_gives_its_command_the_address_and_returns_its_status() -> None:
    script = "import os, sys; print(os.environ['DATABASE_URL']); sys.exit(3)"
    command = [sys.executable, "-m", "tests.services.postgres", "--", sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 3
    assert done.stdout.startswith("postgresql://")


@pytest.mark.browser
def test_the_browser_shows_a_page(page: Page) -> None:
    page.set_content("<h1>Một Cửa</h1>")
    assert page.inner_text("h1") == "Một Cửa"


def test_an_absent_server_is_skipped_at_home_and_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no Java"):
        missing("no Java")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="no Java"):
        missing("no Java")
