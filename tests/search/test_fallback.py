"""The second engine answers while the first is away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager

import pytest

from search.engines.base import Building, Candidates, EngineError, EngineQuery, Replay, WriteReport
from search.engines.fallback import FIRST_PAUSE_SECONDS, Breaker, FallbackReader
from search.indexing.prepared import PreparedDocument
from search.understanding import understand

QUERY = EngineQuery(understand("khai sinh"))


class StubEngine:
    """Answers with its name, or fails while `away`."""

    def __init__(self, name: str, away: bool = False) -> None:
        self.name = name
        self.away = away
        self.calls = 0

    def candidates(self, query: EngineQuery) -> Candidates:
        self.calls += 1
        if self.away:
            raise EngineError("away")
        return Candidates((), engine=self.name)

    def write(self, documents: Sequence[PreparedDocument]) -> WriteReport:
        raise NotImplementedError

    def building(self, replay: Replay) -> AbstractContextManager[Building]:
        raise NotImplementedError

    def versions(self) -> Iterator[tuple[str, int, bool]]:
        raise NotImplementedError

    def count(self, *, fresh: bool = True) -> int:
        raise NotImplementedError


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_second_answers_and_the_first_is_left_in_peace_until_the_pause_is_over() -> None:
    first, second, clock = StubEngine("first", away=True), StubEngine("second"), Clock()
    reader = FallbackReader(first, second, Breaker(clock))
    assert [reader.candidates(QUERY).engine for _ in range(3)] == ["second"] * 3
    assert first.calls == 1
    first.away = False
    clock.now += FIRST_PAUSE_SECONDS + 1
    assert reader.candidates(QUERY).engine == "first"
    assert reader.candidates(QUERY).engine == "first"


def test_the_pause_grows() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    breaker.failed()
    clock.now += FIRST_PAUSE_SECONDS + 0.1
    assert breaker.allows()
    breaker.failed()
    clock.now += FIRST_PAUSE_SECONDS + 0.1
    assert not breaker.allows()


def test_after_a_pause_only_one_caller_tries() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    breaker.failed()
    clock.now += FIRST_PAUSE_SECONDS + 0.1
    assert [breaker.allows(), breaker.allows()] == [True, False]


def test_both_away_is_an_error_for_the_page_to_handle() -> None:
    reader = FallbackReader(StubEngine("first", away=True), StubEngine("second", away=True))
    with pytest.raises(EngineError):
        reader.candidates(QUERY)
