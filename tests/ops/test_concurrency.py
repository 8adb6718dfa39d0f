"""Many readers and writers at once, as a browser with several pages makes them."""

import secrets
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from pytest_django.live_server_helper import LiveServer

from portal.ops import readiness

REQUESTS = 40


@pytest.mark.database
@pytest.mark.urls("portal.ops.urls")
@pytest.mark.django_db(transaction=True)
def test_requests_that_write_at_once_all_succeed(
    live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    users = get_user_model().objects

    def write() -> bool:
        with transaction.atomic():
            seen = users.count()
            users.create(username=secrets.token_hex(8))
            return users.count() > seen

    def ask(_: int) -> int:
        with urllib.request.urlopen(f"{live_server.url}/readyz", timeout=30) as answer:
            return int(answer.status)

    monkeypatch.setattr(readiness, "CHECKS", {"write": write})
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(ask, range(REQUESTS))) == {200}
    assert users.count() == REQUESTS
