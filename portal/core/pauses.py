"""Python's search for reference cycles, kept from stopping a page.

A process that serves holds some million objects for good (names of procedures, prepared templates). A full
collection looks at all of them: 200 to 300 ms were measured in the middle of a search. So what is there at the start is
set apart, and full collections become rare; what a request leaves behind is young and still collected at once.
"""

import gc

YOUNG, MIDDLE, FULL = 20_000, 50, 100
"""How many new objects, and how many collections of the generation below, bring on the next collection."""


def shorten() -> None:
    """Set apart what this process holds now, and look seldom at what has grown old."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, FULL)


def keep() -> None:
    """Set apart what has just been read to stay; for stores that fill up to a size, so that this is done few times."""
    gc.freeze()
