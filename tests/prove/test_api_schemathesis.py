"""Many more requests made from the API's description: no server error, no answer that it does not describe."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.hostile import Tally, labels, requests, serving

pytestmark = pytest.mark.prove
EXAMPLES = 200
tally = Tally()


@pytest.fixture
def _serving(db: None) -> Iterator[None]:
    with serving():
        yield


@pytest.mark.usefixtures("_serving")
@requests(examples=EXAMPLES, number=2026)
def test_every_operation_many_times(case: Any) -> None:
    tally.check(case)


def test_no_operation_only_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Runs last. An operation that nearly always refused would show nothing of what it answers."""
    with capsys.disabled():
        print(f"\n{tally}")
    few = {label: tally.answered(label) for label in labels() if tally.answered(label) < EXAMPLES // 4}
    assert few == {}
