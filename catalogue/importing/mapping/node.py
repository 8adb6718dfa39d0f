"""A source object that knows where it stands, so that a wrong type is named by its place."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from .text import clean, line

HANOI: Final = ZoneInfo("Asia/Ho_Chi_Minh")


class WrongType(ValueError):
    """A field holds something else than it should; ``place`` is its path in the record."""

    def __init__(self, place: str, expected: str) -> None:
        super().__init__(f"{place}: {expected}")
        self.place, self.expected = place, expected


class Node:
    """Read-only access to a JSON object. An absent field and null read as empty."""

    __slots__ = ("data", "place")

    def __init__(self, data: Any, place: str = "") -> None:
        if not isinstance(data, Mapping):
            raise WrongType(place or "record", "object")
        self.data, self.place = data, place

    def at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def raw_text(self, key: str) -> str:
        value = self.data.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise WrongType(self.at(key), "text")
        return value

    def text(self, key: str) -> str:
        return clean(self.raw_text(key))

    def line(self, key: str) -> str:
        return line(self.raw_text(key))

    def flag(self, key: str) -> bool:
        value = self.data.get(key)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise WrongType(self.at(key), "true/false")
        return value

    def count(self, key: str) -> int:
        """A whole number of things, 0 or more."""
        value = self.data.get(key)
        if value is None:
            return 0
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000_000:
            raise WrongType(self.at(key), "whole number")
        return value

    def number(self, key: str) -> Decimal | None:
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 10**15:
            raise WrongType(self.at(key), "number")
        return Decimal(str(value))

    def day(self, key: str) -> date | None:
        """Milliseconds since 1970 as the day at Asia/Ho_Chi_Minh."""
        value = self.number(key)
        if value is None:
            return None
        try:
            return datetime.fromtimestamp(int(value) / 1000, UTC).astimezone(HANOI).date()
        except (OverflowError, OSError, ValueError) as error:
            raise WrongType(self.at(key), "milliseconds since 1970") from error

    def node(self, key: str) -> "Node":
        value = self.data.get(key)
        return Node({} if value is None else value, self.at(key))

    def items(self, key: str) -> list[Any]:
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise WrongType(self.at(key), "list")
        return value

    def nodes(self, key: str) -> list["Node"]:
        """The objects of a list; null entries are passed over."""
        return [
            Node(item, f"{self.at(key)}[{number}]")
            for number, item in enumerate(self.items(key))
            if item is not None
        ]
