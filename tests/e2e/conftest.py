"""Opening pages of the running site in every way a reader may."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol
from urllib.parse import urljoin

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from portal.core import outbox
from search import suggesting
from search.engines.select import embedded
from search.indexing.rebuild import rebuild
from tests.e2e.checks import DESK, Watch
from tests.services.fixtures import BuiltOnce


class Visit(Protocol):
    """Opens an address of the site in a new window and gives the page."""

    def __call__(self, path: str, *, width: int = DESK, javascript: bool = True) -> Page: ...


@pytest.fixture
def visit(live_server: LiveServer, browser: Browser) -> Iterator[Visit]:
    """Each page has a window without cookies; none may ask another host or break the content policy."""
    watch = Watch(live_server.url)

    with ExitStack() as windows:

        def open_page(path: str, *, width: int = DESK, javascript: bool = True) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, java_script_enabled=javascript, locale="vi-VN"
            )
            windows.callback(context.close)
            context.set_default_timeout(15_000)  # milliseconds
            page = context.new_page()
            watch.attach(page)
            page.goto(urljoin(live_server.url, path))
            return page

        yield open_page
        watch.assert_quiet()


def load_sample() -> None:
    """The shipped sample into the empty site, found by search."""
    call_command("load_sample", verbosity=0)
    outbox.drain()
    rebuild(embedded())


@pytest.fixture
def sample(built_once: BuiltOnce) -> None:
    """The site holds the shipped sample, and search finds it."""
    built_once(load_sample)
    suggesting.forget()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
