"""Which days the office works: Vietnam's public holidays and swapped days, and the centre's own closed days."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class OfficeDays:
    """``closed`` are the centre's own closed days, ``opened`` its own working days; the rest is Vietnam's calendar."""

    closed: frozenset[date] = field(default_factory=frozenset)
    opened: frozenset[date] = field(default_factory=frozenset)

    def works(self, day: date) -> bool:
        """Whether the office works on ``day``."""
        raise NotImplementedError

    def sure(self, year: int) -> bool:
        """Whether the swapped days of ``year`` are published (as far as the ``holidays`` package knows)."""
        raise NotImplementedError
