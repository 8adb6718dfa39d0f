"""Keys of imported rows: derived from what a row says, so that a second import finds the same rows."""

import hashlib
from collections import Counter

from portal.core.keys import ALPHABET, LENGTH


def derived_key(*parts: str) -> str:
    """Return a key of the usual form for ``parts``."""
    number = int.from_bytes(hashlib.sha256("\0".join(parts).encode()).digest()[:8])
    letters = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


class RowKeys:
    """The keys of one procedure's rows; equal rows are told apart by their count."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.seen: Counter[tuple[str, ...]] = Counter()

    def __call__(self, *parts: str) -> str:
        self.seen[parts] += 1
        return derived_key(self.code, *parts, str(self.seen[parts]))
