"""The search page over the catalogue: how often it asks the database."""

from typing import Any

import pytest
from django.test import Client

from portal.core import outbox
from search.engines.select import embedded
from search.indexing.rebuild import rebuild
from tests.catalogue.factories import published

pytestmark = pytest.mark.django_db
MOST = 4


@pytest.fixture
def found(settings: Any, tmp_path: Any) -> None:
    settings.VAR_DIR = tmp_path
    settings.ELASTICSEARCH_URL = ""
    for number in range(12):
        published(
            f"9.{number:06}", title=f"Đăng ký loại {number}", levels=["commune" if number % 2 else "province"]
        )
    published("1.004194", title="Đăng ký tạm trú")
    outbox.drain()
    rebuild(embedded())


@pytest.mark.parametrize("path", ["/tim-kiem/", "/en/tim-kiem/"])
@pytest.mark.parametrize("query", ["đăng ký", "đăng ký tạm trú bao nhiêu tiền", "qwerty asdf"])
def test_at_most_four_queries(
    client: Client, found: None, django_assert_max_num_queries: Any, path: str, query: str
) -> None:
    client.get(path, {"q": "loại"})
    for more in ({}, {"cap": "commune"}, {"trang": "2"}):
        with django_assert_max_num_queries(MOST):
            assert client.get(path, {"q": query, **more}).status_code == 200


def test_suggestions_ask_twice_at_most(
    client: Client, found: None, django_assert_max_num_queries: Any
) -> None:
    client.get("/tim-kiem/goi-y/", {"q": "loai"})
    with django_assert_max_num_queries(2):
        assert client.get("/tim-kiem/goi-y/", {"q": "dang k"}).json()["suggestions"]
