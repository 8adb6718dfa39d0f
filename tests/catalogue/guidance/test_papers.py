"""The papers of a case: groups, look-ups, notes, and what holds for any papers and answers."""

from hypothesis import given
from hypothesis import strategies as st

from catalogue.guidance import PaperGuidance
from catalogue.guidance.papers import papers_for
from catalogue.record import AppliesWhen, Condition, Paper, Text

from .drawn import ANSWERS, KNOWN, all_answers, fixed, paper_lists, reachable

X = (Condition(question="a", choices=("x",)),)
Y = (Condition(question="a", choices=("y",)),)
DATABASE = Text(vi="Cơ sở dữ liệu quốc gia về dân cư")


def paper(
    key: str,
    when: AppliesWhen = (),
    *,
    one_of: str | None = None,
    lookup: Text | None = None,
    note: bool = False,
) -> Paper:
    kind = "note" if note else "paper"
    return Paper(key=key, name=Text(vi=key), kind=kind, one_of=one_of, lookup=lookup, applies_when=when)


def needs(found: PaperGuidance) -> list[list[str]]:
    return [[line.paper.key for line in need.lines] for need in found.needs]


def keys(lines: object) -> list[str]:
    return [line.paper.key for line in lines]  # type: ignore[attr-defined]


def shown(found: PaperGuidance) -> set[str]:
    lines = [line for need in found.needs for line in need.lines]
    return set(keys((*lines, *found.notes, *found.looked_up)))


def test_papers_stand_in_the_order_of_the_record() -> None:
    found = papers_for([paper("1"), paper("2", X), paper("3", Y), paper("4")], {"a": "x"})
    assert needs(found) == [["1"], ["2"], ["4"]]
    assert keys(found.left_out) == ["3"]
    assert (found.certain, found.possible) == (3, 0)


def test_what_is_not_answered_may_still_apply() -> None:
    found = papers_for([paper("1"), paper("2", X), paper("3", Y)], {})
    assert [need.verdict for need in found.needs] == ["applies", "depends", "depends"]
    assert (found.certain, found.possible) == (1, 2)


def test_a_group_is_one_need_where_its_first_paper_stands() -> None:
    papers = [paper("1"), paper("2", one_of="g"), paper("3"), paper("4", one_of="g"), paper("5", one_of="h")]
    found = papers_for(papers, {})
    assert needs(found) == [["1"], ["2", "4"], ["3"], ["5"]]
    assert [need.group for need in found.needs] == [None, "g", None, "h"]
    assert found.certain == 4


def test_members_that_do_not_apply_leave_their_group_in_its_place() -> None:
    papers = [paper("1", X, one_of="g"), paper("2"), paper("3", one_of="g"), paper("4", X, one_of="h")]
    found = papers_for(papers, {"a": "y"})
    assert needs(found) == [["3"], ["2"]]
    assert keys(found.left_out) == ["1", "4"]
    assert found.certain == 2


def test_a_group_applies_when_one_of_its_papers_does() -> None:
    papers = [paper("1", X, one_of="g"), paper("2", one_of="g"), paper("3", X, one_of="h")]
    found = papers_for(papers, {})
    assert [need.verdict for need in found.needs] == ["applies", "depends"]
    assert (found.certain, found.possible) == (1, 1)


def test_notes_stand_apart_and_are_not_counted() -> None:
    found = papers_for([paper("1", note=True), paper("2"), paper("3", X, note=True)], {"a": "y"})
    assert keys(found.notes) == ["1"]
    assert keys(found.left_out) == ["3"]
    assert (needs(found), found.certain) == ([["2"]], 1)


def test_what_the_office_sees_itself_is_no_need() -> None:
    papers = [paper("1", lookup=DATABASE), paper("2", X, lookup=DATABASE), paper("3", Y, lookup=DATABASE)]
    found = papers_for(papers, {"a": "x"})
    assert keys(found.looked_up) == ["1", "2"]
    assert all(line.looked_up for line in found.looked_up)
    assert keys(found.left_out) == ["3"]
    assert not found.left_out[0].looked_up
    assert (found.needs, found.certain, found.possible) == ((), 0, 0)


def test_a_paper_that_may_apply_is_not_asked_for_either_when_it_is_looked_up() -> None:
    found = papers_for([paper("1", X, lookup=DATABASE)], {})
    assert keys(found.looked_up) == ["1"]
    assert found.looked_up[0].verdict == "depends"
    assert found.needs == ()


def test_a_group_with_a_paper_looked_up_is_not_surely_needed() -> None:
    papers = [paper("1", one_of="g", lookup=DATABASE), paper("2", one_of="g")]
    found = papers_for(papers, {})
    assert (needs(found), keys(found.looked_up)) == ([["2"]], ["1"])
    assert found.needs[0].met
    assert (found.certain, found.possible) == (0, 1)


def test_a_look_up_that_may_not_apply_meets_nothing() -> None:
    papers = [paper("1", X, one_of="g", lookup=DATABASE), paper("2", one_of="g")]
    assert papers_for(papers, {}).certain == 1
    assert papers_for(papers, {"a": "x"}).certain == 0
    assert papers_for(papers, {"a": "y"}).certain == 1


@fixed
@given(paper_lists(), ANSWERS, st.sampled_from(sorted(KNOWN)), st.data())
def test_a_further_answer_never_adds_a_paper_that_did_not_apply(
    papers: tuple[Paper, ...], answers: dict[str, str], question: str, data: st.DataObject
) -> None:
    before = papers_for(papers, {key: choice for key, choice in answers.items() if key != question})
    choice = data.draw(st.sampled_from(KNOWN[question]))
    after = papers_for(papers, {**answers, question: choice})
    assert set(keys(before.left_out)) <= set(keys(after.left_out))
    assert shown(after) <= shown(before)


@fixed
@given(paper_lists())
def test_all_answers_together_show_every_paper_that_can_apply(papers: tuple[Paper, ...]) -> None:
    everything = set().union(*(shown(papers_for(papers, answers)) for answers in all_answers()))
    assert everything == {paper.key for paper in papers if reachable(paper.applies_when)}
    assert shown(papers_for(papers, {})) == {paper.key for paper in papers}


@fixed
@given(paper_lists(), ANSWERS)
def test_every_paper_stands_once_and_in_order(papers: tuple[Paper, ...], answers: dict[str, str]) -> None:
    found = papers_for(papers, answers)
    parts = [
        *(need.lines for need in found.needs),
        found.notes,
        found.looked_up,
        found.left_out,
    ]
    assert sorted(key for part in parts for key in keys(part)) == [paper.key for paper in papers]
    assert all(keys(part) == sorted(keys(part)) for part in parts)
    alone = [need.lines[0].paper.key for need in found.needs if need.group is None]
    assert alone == sorted(alone)


@fixed
@given(paper_lists(), ANSWERS)
def test_counts_are_those_of_what_is_shown(papers: tuple[Paper, ...], answers: dict[str, str]) -> None:
    found = papers_for(papers, answers)
    sure = [need for need in found.needs if need.verdict == "applies"]
    assert (found.certain, found.certain + found.possible) == (len(sure), len(found.needs))
    groups = [need.group for need in found.needs if need.group]
    assert len(groups) == len(set(groups))
    settled = all(line.verdict == "applies" for need in found.needs for line in need.lines)
    assert found.possible == 0 or not settled or any(need.met for need in found.needs)


@fixed
@given(paper_lists(), ANSWERS)
def test_groups_stand_where_their_first_paper_does_whatever_is_answered(
    papers: tuple[Paper, ...], answers: dict[str, str]
) -> None:
    """So that a list does not jump when somebody answers."""
    some = [_name(need.group, need.lines[0].paper) for need in papers_for(papers, answers).needs]
    without = tuple(paper.model_copy(update={"lookup": None}) for paper in papers)
    full = [_name(need.group, need.lines[0].paper) for need in papers_for(without, {}).needs]
    assert some == [name for name in full if name in some]


def _name(group: str | None, first: Paper) -> str:
    return group or first.key


@fixed
@given(paper_lists(), ANSWERS)
def test_the_order_of_answers_does_not_matter(papers: tuple[Paper, ...], answers: dict[str, str]) -> None:
    assert papers_for(papers, answers) == papers_for(papers, dict(reversed(answers.items())))
