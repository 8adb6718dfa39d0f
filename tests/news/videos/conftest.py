import pytest
from pytest_django import Settings

from portal.news.videos import counting


@pytest.fixture(autouse=True)
def _no_thread(settings: Settings) -> None:
    """Tests write what was counted themselves."""
    settings.VIDEO_VIEWS_FLUSH_SECONDS = 0
    counting._buffer.take()
