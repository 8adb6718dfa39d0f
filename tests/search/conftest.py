"""A search over a source in memory, with an index of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from search import sources
from search.engines.select import embedded
from search.indexing.rebuild import rebuild
from tests.search.fakes import FakeSource, filled_source


@pytest.fixture
def no_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the sources of the test are registered."""
    monkeypatch.setattr(sources, "_registry", {})


@pytest.fixture
def source(settings: Settings, tmp_path: Path, no_sources: None) -> Iterator[FakeSource]:
    """A filled source and an empty index folder."""
    settings.VAR_DIR = tmp_path
    settings.ELASTICSEARCH_URL = ""
    filled = filled_source()
    sources.register(filled)
    return filled


@pytest.fixture
def indexed(source: FakeSource) -> FakeSource:
    """The source, already in the embedded index."""
    rebuild(embedded())
    return source
