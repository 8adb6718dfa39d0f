"""Hostile and lawful requests made from the description: no server error, no answer that it does not describe."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, seed, settings

from portal.api.openapi import described
from tests.api.hostile import application, check, serving

schema = schemathesis.openapi.from_dict(described())
schema.app = application


@pytest.fixture(autouse=True)
def _serving(db: None) -> Iterator[None]:
    with serving():
        yield


@seed(7)
@schema.parametrize()
@settings(
    max_examples=6,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation(case: Any) -> None:
    check(case)
