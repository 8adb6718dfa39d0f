"""Pages of results and the addresses that lead to them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from search.facets import PARAMETERS

PER_PAGE = 10
ROUND = 50
#: In an address: the number of the page, and that the words are to be searched exactly as typed.
PAGE, LITERAL = "trang", "nguyen-van"

Filters = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of results. `beyond` is set when the address asked for a page after the last."""

    number: int
    last: int
    total: int
    beyond: bool = False

    @classmethod
    def asked(cls, said: str, total: int) -> Page:
        """The asked page; the first for what is no number, the last for one beyond."""
        last = max(1, math.ceil(total / PER_PAGE))
        whole = said.isascii() and said.isdigit()
        number = int(said) if whole and len(said) < 6 else 1
        beyond = number > last or (whole and len(said) >= 6)
        return cls(last if beyond else max(1, number), last, total, beyond)

    @property
    def start(self) -> int:
        """Index of the first result."""
        return (self.number - 1) * PER_PAGE

    @property
    def rounded(self) -> int:
        """A round number below the total, for "more than …"."""
        return self.total // ROUND * ROUND or self.total

    @property
    def first_shown(self) -> int:
        """Number of the first result, from one."""
        return self.start + 1

    @property
    def last_shown(self) -> int:
        """Number of the last result."""
        return min(self.start + PER_PAGE, self.total)


@dataclass(frozen=True, slots=True)
class PageLink:
    """One link of the pager."""

    number: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Address:
    """What a search page says in its address: the words, how to read them, the filters; nothing else a link
    brought."""

    text: str
    filters: Filters = ()
    literal: bool = False

    def url(self, page: int = 1) -> str:
        """The query part, of a page."""
        said = QueryDict(mutable=True)
        said["q"] = self.text
        if self.literal:
            said[LITERAL] = "1"
        for name, values in self.filters:
            said.setlist(PARAMETERS[name][0], list(values))
        if page > 1:
            said[PAGE] = str(page)
        return "?" + said.urlencode()

    def with_filter(self, name: str, values: tuple[str, ...]) -> Address:
        """With other values of one filter."""
        held: Mapping[str, tuple[str, ...]] = {**dict(self.filters), name: values}
        return Address(self.text, tuple((n, v) for n, v in held.items() if v), self.literal)

    def links(self, page: Page) -> list[PageLink | None]:
        """Links to the first, the last and the near pages; None is a gap. Empty when there is one page."""
        if page.last == 1:
            return []
        near = {1, page.last, *range(page.number - 2, page.number + 3)}
        links: list[PageLink | None] = []
        previous = 0
        for number in sorted(n for n in near if 1 <= n <= page.last):
            if number > previous + 1:
                links.append(None)
            links.append(PageLink(number, self.url(number), number == page.number))
            previous = number
        return links
