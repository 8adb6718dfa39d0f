"""The servers as fixtures. Loaded by tests/conftest.py."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, Page

from tests.services.availability import UnavailableError, missing
from tests.services.chromium import chromium
from tests.services.elasticsearch import elasticsearch
from tests.services.postgres import postgres

Service = TypeVar("Service")


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
