"""Short random keys by which rows are named for good: in drafts a row has no primary key."""

import secrets

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
LENGTH = 8


def new_key() -> str:
    """Return a random key; two equal ones among a page's thousand rows have odds under 1 in a million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
