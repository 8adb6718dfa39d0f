"""Cases of the sample catalogue, worked out by hand, against what the guidance says."""

from collections.abc import Mapping, Sequence

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from catalogue.guidance import FeeGuidance, FeeTotal, Guidance, PaperLine, PaperNeed, guide
from catalogue.guidance.fee_totals import Sum
from catalogue.importing.run import import_file
from catalogue.importing.seeds import SAMPLE_FILE, SAMPLE_OVERLAY
from catalogue.models import ProcedureVersion
from catalogue.record import ProcedureRecord, read_record

from .sample_cases import Case, read_cases

pytestmark = pytest.mark.django_db  # for the fixture: pytest-django makes no database that no test marks

CASES = read_cases()
Records = Mapping[str, ProcedureRecord]


@pytest.fixture(scope="module")
def records(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Records:
    """The records of the sample, loaded once; nothing stays in the database."""
    with django_db_blocker.unblock(), transaction.atomic():
        import_file(SAMPLE_FILE, origin="sample", overlay=SAMPLE_OVERLAY)
        rows = ProcedureVersion.objects.values_list("code", "record")
        found = {code: read_record(text) for code, text in rows}
        transaction.set_rollback(True)
    return found


def guided(records: Records, case: Case) -> Guidance:
    return guide(records[case.code], case.situation)


def assert_named(lines: Sequence[str], expected: Sequence[str]) -> None:
    """Each text opens as expected, and there are no others."""
    assert len(lines) == len(expected), lines
    for line, beginning in zip(lines, expected, strict=True):
        assert line.startswith(beginning), (line, beginning)


def said_needs(needs: Sequence[PaperNeed]) -> list[list[str]]:
    """The names of each need's papers, "?" before those that may be needed."""
    mark = {"applies": "", "depends": "?"}
    return [
        [mark[need.verdict if need.group else line.verdict] + line.paper.name.vi for line in need.lines]
        for need in needs
    ]


def vietnamese(lines: Sequence[PaperLine]) -> list[str]:
    return [line.paper.name.vi for line in lines]


def said_sum(found: Sum) -> str:
    least, most = (f"{amount.normalize():f}" for amount in (found.least, found.most))
    return f"{most if found.exact else f'{least}-{most}'} {found.currency}"


def said_total(total: FeeTotal) -> str:
    if not total.lines:
        return "none"
    if total.free:
        return "free"
    parts = [said_sum(found) for found in total.sums]
    parts += [kind for kind in total.open if kind not in total.instead]
    parts += [f"or {kind}" for kind in total.instead]
    return " + ".join(parts + (["elsewhere"] if total.places else []))


def said_fee(fees: FeeGuidance) -> str:
    if len(fees.totals) == 1:
        return said_total(next(iter(fees.totals.values())))
    return "; ".join(f"{way}: {said_total(total)}" for way, total in fees.totals.items())


def said_due(guidance: Guidance) -> str:
    earliest, latest = guidance.times.earliest, guidance.times.latest
    if earliest is None or latest is None:
        return "-"
    return " ".join(dict.fromkeys(str(found.day) for found in (earliest, latest)))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_papers(records: Records, case: Case) -> None:
    papers = guided(records, case).papers
    found = said_needs(papers.needs)
    assert len(found) == len(case.papers), found
    for names, expected in zip(found, case.papers, strict=True):
        assert_named(names, expected.split(" | "))
    assert_named(vietnamese(papers.looked_up), case.looked_up)
    assert_named(vietnamese(papers.notes), case.notes)
    if case.left_out:
        assert_named(vietnamese(papers.left_out), case.left_out)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_fee(records: Records, case: Case) -> None:
    assert said_fee(guided(records, case).fees) == case.fee


@pytest.mark.parametrize("case", CASES, ids=str)
def test_due_date(records: Records, case: Case) -> None:
    assert said_due(guided(records, case)) == case.due


def test_the_table_is_wide_enough(records: Records) -> None:
    assert len(CASES) >= 60
    assert len({case.code for case in CASES}) >= 20


def test_answers_and_quantities_of_the_table_exist(records: Records) -> None:
    """A slip of the pen in the table would pass as a case without that answer."""
    for case in CASES:
        record = records[case.code]
        choices = {(question.key, choice.key) for question in record.questions for choice in question.choices}
        assert choices >= set(case.situation.given.items()), case
        assert {fee.key for fee in record.fees} >= set(case.situation.quantities), case


def test_every_rule_status_and_way_is_in_the_table(records: Records) -> None:
    lines = [line for case in CASES for line in guided(records, case).fees.lines]
    certain = [line for line in lines if line.certain]
    assert {line.fee.rule.kind if line.fee.rule else "flat" for line in certain} == {
        "flat",
        "per_unit",
        "tiers",
        "percentage",
        "tariff",
    }
    assert {line.fee.status for line in certain} == {"amount", "free", "council", "unknown"}
    assert {line.open for line in certain} == {None, "unknown", "council", "tariff", "quantity"}
    assert {line.bound for line in certain} == {None, "minimum", "maximum"}
    assert {guided(records, case).method for case in CASES} == {None, "in_person", "online", "post"}


def test_every_reason_to_leave_a_fee_out_is_in_the_table(records: Records) -> None:
    left_out = [line for case in CASES for line in guided(records, case).fees.left_out]
    assert {line.why for line in left_out} == {"day", "method", "place", "answers", "replaced"}


def test_an_answer_may_say_the_way_to_hand_in(records: Records) -> None:
    by_answer = [case for case in CASES if case.situation.given.get("cach") == "truc-tuyen"]
    assert by_answer
    assert {guided(records, case).method for case in by_answer} == {"online"}


def test_steps_that_are_not_of_the_case_stand_apart(records: Records) -> None:
    case = next(
        case for case in CASES if case.code == "1.000894" and "truc-tiep" in str(case.situation.given)
    )
    assert [step.name.vi for step in guided(records, case).other_steps if step.name] == [
        "Xem lại bản nháp khi nộp trên mạng"
    ]
