"""Pages of a list: which one, how many, and the links between them."""

from collections.abc import Callable
from dataclasses import dataclass

SIZE = 20
NEAR = 1  # pages shown on each side of the one being read
MOST_NAME = 100  # characters of a name that lists are searched by


def page_of(asked: str) -> int:
    """The page an address names; the first when it names none."""
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


@dataclass(frozen=True)
class PageLink:
    """A link of the pager; without a number it stands for the pages left out."""

    number: int | None = None
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Pager:
    """Page ``asked`` of a list of ``total`` things; a page beyond the end shows the last one and says so."""

    total: int
    asked: int
    address: Callable[[int], str]
    size: int = SIZE

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def number(self) -> int:
        return min(self.asked, self.last)

    @property
    def beyond(self) -> bool:
        return self.asked > self.last

    @property
    def start(self) -> int:
        """The place of the first thing shown, counted from 1."""
        return min(self.total, (self.number - 1) * self.size + 1)

    @property
    def end(self) -> int:
        return min(self.total, self.number * self.size)

    @property
    def slice(self) -> slice:
        return slice((self.number - 1) * self.size, self.number * self.size)

    @property
    def previous(self) -> str:
        return self.address(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        return self.address(self.number + 1) if self.number < self.last else ""

    @property
    def links(self) -> list[PageLink]:
        """First, last and what is near, with gaps; empty when there is one page."""
        if self.last == 1:
            return []
        near = range(self.number - NEAR, self.number + NEAR + 1)
        shown = sorted({1, self.last, *(page for page in near if 1 <= page <= self.last)})
        links: list[PageLink] = []
        for before, page in zip([0, *shown], shown, strict=False):
            if page - before > 1:
                links.append(PageLink())
            links.append(PageLink(page, self.address(page), page == self.number))
        return links
