"""What every test starts from: Vietnamese, an empty cache, folders of its own."""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils import translation
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from tests.services import snapshots

pytest_plugins = ["tests.services.fixtures"]


def pytest_sessionstart(session: pytest.Session) -> None:
    """On PostgreSQL a test with real transactions empties the tables, also of what migrations made; put it back."""
    from portal.home.tree import ensure_site

    post_migrate.connect(
        lambda **kwargs: ensure_site(), sender=apps.get_app_config("core"), weak=False, dispatch_uid="tree"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a browser first, then those with few tests, which are long ones: no worker is left waiting at the end.

    Files stay whole; `make test` gives them out in this order.
    """
    sizes = Counter(item.path for item in items)
    browsing = {item.path for item in items if "browser" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: (item.path not in browsing, sizes[item.path], item.path))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Search what was imported for cycles no more: the migrations alone take a fourth less time."""
    from portal.core.pauses import shorten

    shorten()


@pytest.fixture(autouse=True)
def _vietnamese_first() -> Iterator[None]:
    """The test client leaves the language of its last answer active."""
    translation.activate("vi")
    yield
    translation.activate("vi")


@pytest.fixture(autouse=True)
def _nothing_left_over(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """No cached answer, upload, index or outbox thread of an earlier test."""
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.OUTBOX_IN_PROCESS = False
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_xdist_suffix: None) -> None:
    """SQLite in a file, as on a real site: in memory all threads of the live server share one connection."""
    if connection.vendor == "sqlite":
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        name = Path(django_settings.STATIC_ROOT).parent / f"test-{worker}.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(name)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """On SQLite a test with real transactions has the whole database put back, rather than emptied and refilled."""
    with ExitStack() as session:
        if connection.vendor == "sqlite":
            with django_db_blocker.unblock():
                session.enter_context(snapshots.put_back_after_each_test())
        yield


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the folder that the test settings made for this process."""
    folder = Path(django_settings.STATIC_ROOT).parent
    if folder.name.startswith("mot-cua-test-") and folder.parent == Path(tempfile.gettempdir()):
        shutil.rmtree(folder, ignore_errors=True)
