"""What to do when a server can't be had: skip on a developer's machine, fail where everything must run."""

import os
from typing import NoReturn

import pytest


class UnavailableError(Exception):
    """A server cannot be started here; the text says what is missing, for a person."""


def missing(reason: str) -> NoReturn:
    """Skip the test with the reason; with CI=true fail it, so that nothing is left out unseen."""
    if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
