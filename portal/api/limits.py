"""A polite limit by the address of who asks. Addresses are kept as salted hashes in memory, and nowhere else."""

import hashlib
import ipaddress
import math
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import Final

from django.conf import settings
from django.http import HttpRequest

A_SECOND: Final = 5.0
"""Requests a second that an address may make all day."""
AT_ONCE: Final = 300.0
"""Requests that an address which was quiet may make at once."""
MOST_ADDRESSES: Final = 20_000
"""Addresses a process remembers: the one not seen longest is forgotten."""


class Limiter:
    """A bucket of ``at_once`` requests an address, filled by ``a_second``; one for each process."""

    def __init__(
        self,
        a_second: float = A_SECOND,
        at_once: float = AT_ONCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.a_second, self.at_once = a_second, at_once
        self._clock = clock
        self._salt = secrets.token_bytes(16)
        self._left: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, address: str) -> int:
        """Take one request of ``address``: 0, or the seconds after which it may ask again."""
        key = hashlib.blake2b(_network(address), key=self._salt, digest_size=12).digest()
        with self._lock:
            now = self._clock()
            left, seen = self._left.pop(key, (self.at_once, now))
            left = min(self.at_once, left + (now - seen) * self.a_second)
            allowed = left >= 1
            self._left[key] = (left - 1 if allowed else left), now
            if len(self._left) > MOST_ADDRESSES:
                self._left.popitem(last=False)
        return 0 if allowed else math.ceil((1 - left) / self.a_second)


def _network(address: str) -> bytes:
    """What one household or office has: an IPv4 address, or a /64 of IPv6."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address[:100].encode(errors="replace")
    return known.packed[:8] if known.version == 6 else known.packed


def address_of(request: HttpRequest) -> str | None:
    """The address to count; None for this machine itself.

    Behind one of TRUSTED_PROXIES it is the last of X-Forwarded-For, the one that the proxy wrote.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if not _is_trusted(peer, tuple(settings.TRUSTED_PROXIES)):
        return peer
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return forwarded or None


@lru_cache(maxsize=256)
def _is_trusted(peer: str, networks: tuple[str, ...]) -> bool:
    """Whether a proxy of ours hands the request over; a socket of this machine has no address."""
    try:
        address = ipaddress.ip_address(peer) if peer else None
    except ValueError:
        return False
    return address is None or any(address in ipaddress.ip_network(one) for one in networks)


limiter: Final = Limiter()
