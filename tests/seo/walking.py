"""A walk over the whole site, link by link, and what its pages promise each other."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from .pages import Head, Read

LANGUAGES = {"vi", "en", "x-default"}

ReadAll = Callable[[list[str]], Iterable[Read]]


class Walk:
    """Breadth first over all that is ``worth`` reading; ``found`` says which page led to an address."""

    def __init__(self, read_all: ReadAll, worth: Callable[[str], bool]) -> None:
        self.reads: dict[str, Read] = {}
        self.found: dict[str, str] = {}
        self._read_all = read_all
        self._worth = worth

    def go(self, addresses: Iterable[str], because: str) -> None:
        """Read the addresses and all that they lead to."""
        left = [address for address in dict.fromkeys(addresses) if address not in self.found]
        self.found |= dict.fromkeys(left, because)
        while left:
            following: list[str] = []
            for read in self._read_all(left):
                self.reads[read.address] = read._replace(links=[])
                fresh = [link for link in read.links if link not in self.found and self._worth(link)]
                self.found |= dict.fromkeys(fresh, read.address)
                following += fresh
            left = following

    @property
    def heads(self) -> dict[str, Head]:
        return {address: read.head for address, read in self.reads.items() if read.head}

    def lost(self) -> list[str]:
        """Links that lead nowhere."""
        return [
            f"{read.status} {address} (linked from {self.found[address]})"
            for address, read in self.reads.items()
            if read.status not in (200, 301, 302)
        ]

    def wrong(self) -> list[str]:
        return [f"{address}: {fault}" for address, read in self.reads.items() for fault in read.wrong]


def unread(heads: Mapping[str, Head]) -> list[str]:
    """Addresses that indexable pages name as their own or as another language's, not read yet."""
    named = {
        address
        for head in heads.values()
        if head.indexable
        for address in (head.canonical, *head.alternates.values())
    }
    return sorted(address for address in named - set(heads) if address)


def alternates(heads: Mapping[str, Head]) -> Iterator[str]:
    """Pages whose languages don't lead to each other and back, or that give way to no page of their own right."""
    for address, head in heads.items():
        if not head.indexable:
            continue
        known = head.alternates
        if (
            set(known) != LANGUAGES
            or known["x-default"] != known["vi"]
            or head.canonical not in known.values()
        ):
            yield f"{address}: alternates {known}"
        for other in {head.canonical, *known.values()}:
            there = heads.get(other)
            if there is None or not there.indexable or there.canonical != other:
                yield f"{address}: names {other}, which does not stand there"
            elif there.alternates != known:
                yield f"{address}: {other} does not return"


def twice(heads: Mapping[str, Head]) -> dict[str, list[tuple[str, int, str]]]:
    """By ``title`` and ``description``: what several pages in one language say, how many do, one of them."""
    own = [(address, head) for address, head in heads.items() if head.indexable and head.canonical == address]
    found: dict[str, list[tuple[str, int, str]]] = {}
    for said in ("title", "description"):
        by_words: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for address, head in own:
            by_words[head.language, getattr(head, said)].append(address)
        counted = Counter({words: len(addresses) for words, addresses in by_words.items()})
        found[said] = [(words[1], n, by_words[words][0]) for words, n in counted.most_common() if n > 1]
    return found
