"""The servers as fixtures. Loaded by tests/conftest.py."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing
from pathlib import Path
from typing import TypeVar

import pytest
from django.conf import settings as current
from django.db import connection
from playwright.sync_api import Browser, Page
from pytest_django import Settings

from tests.services.availability import UnavailableError, missing
from tests.services.chromium import chromium
from tests.services.elasticsearch import elasticsearch
from tests.services.postgres import postgres
from tests.services.snapshots import Snapshot

Service = TypeVar("Service")
Build = Callable[[], None]
BuiltOnce = Callable[[Build], None]


def _serve(service: AbstractContextManager[Service]) -> Iterator[Service]:
    try:
        entered = service.__enter__()
    except UnavailableError as error:
        missing(str(error))
    try:
        yield entered
    finally:
        service.__exit__(None, None, None)


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """A real Elasticsearch. Use index names of your own: other processes use the same server."""
    yield from _serve(elasticsearch())


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real, empty PostgreSQL beside the one that Django's tests use."""
    yield from _serve(postgres())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    yield from _serve(chromium())


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a window of its own: 1280 px wide, no cookies, Vietnamese."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Build], tuple[Snapshot, Path]]]:
    """The database and the files after a function has filled the site of the test that asked for it first."""
    kept: dict[Build, tuple[Snapshot, Path]] = {}
    with ExitStack() as held:

        def after(build: Build) -> tuple[Snapshot, Path]:
            if build not in kept:
                build()
                kept[build] = held.enter_context(closing(Snapshot())), tmp_path_factory.mktemp("built")
                shutil.copytree(current.VAR_DIR, kept[build][1], dirs_exist_ok=True)
            return kept[build]

        yield after


@pytest.fixture
def built_once(
    transactional_db: None, _built: Callable[[Build], tuple[Snapshot, Path]], settings: Settings
) -> BuiltOnce:
    """Fills the site of a test by a function that is run once a session; on PostgreSQL, once a test.

    The function takes nothing, so that it makes the same each time. What it patches or keeps in memory is not kept.
    """

    def fill(build: Build) -> None:
        if connection.vendor != "sqlite":
            build()
            return
        database, files = _built(build)
        database.put_back()
        shutil.copytree(files, settings.VAR_DIR, dirs_exist_ok=True)

    return fill
