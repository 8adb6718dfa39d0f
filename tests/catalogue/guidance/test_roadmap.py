"""Roadmaps over any graph of papers: order, cycles, alternatives, days and sums."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.guidance.fees import FeeGuidance, FeeTotal, Sum
from catalogue.guidance.roadmap import Roadmap, RoadmapStep, fees_together, papers_asked, plan, roadmap
from catalogue.record import Paper, ProcedureRecord, Shared, Text

FILED = date(2026, 11, 24)
CODES = tuple("ABCDEF")
PAPERS = tuple("abcdef")

Graph = dict[str, tuple[str, ...]]


def shared(paper: str) -> Shared:
    return Shared(id=paper, name=Text(vi=paper))


def procedure(code: str, asked: tuple[str, ...] = ()) -> ProcedureRecord:
    name = Text(vi=code)
    papers = tuple(Paper(key=paper, name=Text(vi=paper), document=shared(paper)) for paper in asked)
    return ProcedureRecord(code=code, title=name, official_title=name, papers=papers)


def made(root: str, asks: Graph, issued_by: Graph, lacking: set[str] | None = None) -> Roadmap:
    """The roadmap to ``root`` where ``asks`` maps codes to papers and ``issued_by`` papers to codes."""
    records = {code: procedure(code, papers) for code, papers in asks.items()}
    wanted = set(issued_by) | {paper for papers in asks.values() for paper in papers}
    return roadmap(
        records[root],
        wanted if lacking is None else lacking,
        lambda paper: issued_by.get(paper, ()),
        records.get,
    )


def codes(found: Roadmap) -> str:
    return "".join(step.code for step in found.steps)


def test_papers_come_before_the_procedure_that_asks_for_them() -> None:
    found = made(
        "A", {"A": ("b", "c"), "B": ("d",), "C": (), "D": ()}, {"b": ("B",), "c": ("C",), "d": ("D",)}
    )
    assert codes(found) == "DBCA"
    assert [step.papers for step in found.steps] == [("d",), ("b",), ("c",), ()]
    assert found.steps[-1].after == ("B", "C")


def test_only_what_is_lacking_leads_to_a_step() -> None:
    graph = {"A": ("b", "c"), "B": ("d",), "C": (), "D": ()}, {"b": ("B",), "c": ("C",), "d": ("D",)}
    assert codes(made("A", *graph, lacking={"b"})) == "BA"
    assert codes(made("A", *graph, lacking={"d"})) == "A"
    assert codes(made("A", *graph, lacking=set())) == "A"


def test_one_procedure_issues_several_papers_and_stands_once() -> None:
    found = made("A", {"A": ("b", "c"), "B": ()}, {"b": ("B",), "c": ("B",)})
    assert found.steps == (RoadmapStep("B", ("b", "c")), RoadmapStep("A", (), ("B",)))


def test_a_paper_without_issuer_is_named() -> None:
    found = made("A", {"A": ("b",)}, {})
    assert found.unissued == ("b",)
    assert made("A", {"A": ("b",)}, {"b": ("gone",)}).unissued == ("b",)


def test_a_cycle_is_broken_and_said() -> None:
    found = made("A", {"A": ("b",), "B": ("c",), "C": ("b",)}, {"b": ("B",), "c": ("C",)})
    assert codes(found) == "CBA"
    assert found.cycles == (("B", "C"),)
    assert found.blocked == ("b",)


def test_a_procedure_that_only_itself_issues_what_it_asks_for_is_a_cycle_of_one() -> None:
    found = made("A", {"A": ("a",)}, {"a": ("A",)})
    assert (codes(found), found.cycles) == ("A", (("A",),))


def test_of_several_issuers_one_that_does_not_ask_for_the_paper_is_taken() -> None:
    asks = {"A": ("x",), "B": ("x",), "C": (), "D": ()}
    found = made("A", asks, {"x": ("D", "B", "A", "C")})
    assert codes(found) == "CA"
    assert found.alternatives == {"x": ("C", "D", "B", "A")}


def test_only_papers_with_several_issuers_have_alternatives() -> None:
    asks = {"A": ("x", "y"), "B": (), "C": ()}
    assert made("A", asks, {"x": ("B",), "y": ("B", "C")}).alternatives == {"y": ("B", "C")}


def test_the_procedure_asked_for_need_not_be_among_the_others() -> None:
    """As for one seen as it stood on another day."""
    root, other = procedure("A", ("b",)), procedure("B", ("a",))
    issued_by = {"a": ("A",), "b": ("B",)}
    found = roadmap(root, {"a", "b"}, lambda paper: issued_by[paper], {"B": other}.get)
    assert (codes(found), found.cycles, found.unissued) == ("BA", (("A", "B"),), ())


def test_the_papers_that_play_a_part() -> None:
    asks = {"A": ("b", "u", "a"), "B": ()}
    found = made("A", asks, {"b": ("B",), "a": ("A",)}, lacking={"b", "u", "a", "not asked for"})
    assert found.papers == {"b", "u", "a"}


def test_what_the_office_looks_up_and_notes_are_not_asked_for() -> None:
    rows = (
        Paper(key="1", name=Text(vi="1"), document=shared("a"), lookup=Text(vi="CSDL")),
        Paper(key="2", name=Text(vi="2"), document=shared("b"), kind="note"),
        Paper(key="3", name=Text(vi="3")),
        Paper(key="4", name=Text(vi="4"), document=shared("d")),
    )
    assert papers_asked(procedure("A").model_copy(update={"papers": rows})) == ("d",)


def test_a_chain_longer_than_the_stack() -> None:
    asks = {str(n): (f"p{n + 1}",) for n in range(3000)} | {"3000": ()}
    found = made("0", asks, {f"p{n}": (str(n),) for n in range(3001)})
    assert [step.code for step in found.steps] == [str(n) for n in range(3000, -1, -1)]


some_papers = st.lists(st.sampled_from(PAPERS), unique=True, max_size=4).map(tuple)
some_codes = st.lists(st.sampled_from(CODES), unique=True, max_size=3).map(tuple)
graphs = st.fixed_dictionaries(dict.fromkeys(CODES, some_papers))
issuing = st.fixed_dictionaries(dict.fromkeys(PAPERS, some_codes))
lackings = st.sets(st.sampled_from(PAPERS))


@settings(max_examples=400, deadline=None)
@given(graphs, issuing, lackings)
def test_any_graph(asks: Graph, issued_by: Graph, lacking: set[str]) -> None:
    found = made("A", asks, issued_by, lacking)
    order = [step.code for step in found.steps]
    assert order[-1] == "A"
    assert len(set(order)) == len(order)
    for place, step in enumerate(found.steps):
        assert set(step.after) <= set(order[:place])
        if place < len(order) - 1:
            assert step.papers
        for paper in step.papers:
            assert paper in lacking
            assert step.code in issued_by[paper]
            assert any(paper in asks[later] for later in order[place + 1 :])
    asked = {paper for code in order for paper in asks[code]}
    assert found.papers == asked & lacking
    assert set(found.unissued) == {paper for paper in asked & lacking if not issued_by[paper]}


def chosen(asks: Graph, issued_by: Graph, lacking: set[str]) -> dict[str, set[str]]:
    """Who needs whom, written anew: the issuer least apt to ask for the paper itself, then the lowest code."""
    best = {
        paper: min(by, key=lambda code: (code == "A", paper in asks[code], code))
        for paper, by in issued_by.items()
        if by and paper in lacking
    }
    return {code: {best[paper] for paper in papers if paper in best} for code, papers in asks.items()}


def reached(start: str, needs: dict[str, set[str]]) -> set[str]:
    """What is needed by ``start``, directly or not."""
    found: set[str] = set()
    waiting = set(needs[start])
    while waiting:
        code = waiting.pop()
        found.add(code)
        waiting |= needs[code] - found
    return found


@settings(max_examples=400, deadline=None)
@given(graphs, issuing, lackings)
def test_cycles_are_said_exactly_when_there_is_one(asks: Graph, issued_by: Graph, lacking: set[str]) -> None:
    found = made("A", asks, issued_by, lacking)
    needs = chosen(asks, issued_by, lacking)
    there = {"A"} | reached("A", needs)
    assert {step.code for step in found.steps} == there
    assert bool(found.cycles) == any(code in reached(code, needs) for code in there)
    for cycle in found.cycles:
        assert all(after in needs[code] for code, after in zip(cycle, cycle[1:] + cycle[:1], strict=True))
    assert bool(found.blocked) == bool(found.cycles)


@settings(max_examples=100, deadline=None)
@given(graphs, issuing, lackings, st.randoms())
def test_the_order_of_issuers_and_of_what_is_lacking_does_not_matter(
    asks: Graph, issued_by: Graph, lacking: set[str], random: Random
) -> None:
    shuffled = {paper: tuple(random.sample(by, len(by))) for paper, by in issued_by.items()}
    assert made("A", asks, issued_by, lacking) == made("A", asks, shuffled, lacking)


def test_steps_that_do_not_need_each_other_run_side_by_side() -> None:
    steps = (RoadmapStep("B", ("b",)), RoadmapStep("C", ("c",)), RoadmapStep("A", (), ("B", "C")))
    lasting = {"A": 1, "B": 10, "C": 3}
    found = plan(steps, FILED, lambda code, day: day + timedelta(days=lasting[code]))
    assert [(one.code, one.start, one.end) for one in found] == [
        ("B", FILED, FILED + timedelta(days=10)),
        ("C", FILED, FILED + timedelta(days=3)),
        ("A", FILED + timedelta(days=10), FILED + timedelta(days=11)),
    ]


def test_what_waits_for_an_unknown_day_is_unknown() -> None:
    steps = (RoadmapStep("B", ("b",)), RoadmapStep("A", (), ("B",)))
    asked: list[tuple[str, date]] = []

    def finish(code: str, day: date) -> date | None:
        asked.append((code, day))
        return None if code == "B" else day

    found = plan(steps, FILED, finish)
    assert [(one.start, one.end) for one in found] == [(FILED, None), (None, None)]
    assert asked == [("B", FILED)]


def costing(*totals: FeeTotal) -> FeeGuidance:
    methods = ("in_person", "online") if len(totals) > 1 else (None,)
    return FeeGuidance((), (), dict(zip(methods, totals, strict=False)), ())


def total(*sums: Sum, **changes: object) -> FeeTotal:
    fields = {"lines": (object(),), "open": (), "free": False, "sure": True, **changes}
    return FeeTotal(sums=sums, **fields)  # type: ignore[arg-type]


def dong(least: int, most: int | None = None) -> Sum:
    return Sum("VND", Decimal(least), Decimal(least if most is None else most))


def test_fees_of_steps_are_added_currencies_apart() -> None:
    found = fees_together(
        [costing(total(dong(8000))), costing(total(dong(10000), Sum("USD", Decimal(5), Decimal(5))))]
    )
    assert found.sums == (dong(18000), Sum("USD", Decimal(5), Decimal(5)))
    assert found.sure
    assert not found.free


def test_ways_that_cost_differently_give_a_range() -> None:
    found = fees_together([costing(total(dong(15000)), total(dong(7000))), costing(total(dong(1000)))])
    assert found.sums == (dong(8000, 16000),)
    assert not found.sure
    assert len(found.lines) == 3


def test_what_has_no_number_stays_open_beside_the_sum() -> None:
    found = fees_together([costing(total(dong(8000))), costing(total(open=("council",), sure=False))])
    assert (found.sums, found.open, found.sure, found.free) == ((dong(8000),), ("council",), False, False)


@pytest.mark.parametrize("nothing", [FeeGuidance((), (), {}, ()), costing(total(lines=()))])
def test_no_fee_named_is_unknown_not_free(nothing: FeeGuidance) -> None:
    found = fees_together([costing(total(free=True)), nothing])
    assert found.open == ("unknown",)
    assert not found.free


def test_free_when_every_source_says_so() -> None:
    assert fees_together([costing(total(free=True)), costing(total(free=True))]).free
    assert not fees_together([costing(total(free=True)), costing(total(dong(1)))]).free
    assert not fees_together([]).free
