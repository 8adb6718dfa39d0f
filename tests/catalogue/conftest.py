"""What tests of the catalogue share."""

import pytest

from catalogue.views.kept import kept_pages


@pytest.fixture
def _no_kept_page() -> None:
    """No page kept in memory by an earlier test."""
    kept_pages.clear()
