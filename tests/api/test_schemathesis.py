"""Hostile and lawful requests made from the description: no server error, no answer that it does not describe."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.hostile import Tally, requests, serving

tally = Tally()


@pytest.fixture
def _serving(db: None) -> Iterator[None]:
    with serving():
        yield


@pytest.mark.usefixtures("_serving")
@requests(examples=6, number=7)
def test_every_operation(case: Any) -> None:
    tally.check(case)
