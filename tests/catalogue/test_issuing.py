"""Who issues which paper: what the public sees, what names propose, what an editor's word does."""

from itertools import pairwise

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue import counter
from catalogue.importing import seeding, seeds
from catalogue.importing.mapping.text import matching
from catalogue.issuing import announce, has_issuers, issuers_of, paper_links
from catalogue.issuing import seeds as issuer_seeds
from catalogue.issuing.deciding import decide, withdraw
from catalogue.issuing.names import keys_of
from catalogue.issuing.proposing import Asked, links, matching_links
from catalogue.models import CounterEntry, DocumentType, IssuerDecision, ProcedurePage
from catalogue.record import read_record
from portal.core.models import OutboxEntry
from tests.catalogue import factories
from tests.catalogue.issuing_rows import confirmed, paper_type, procedure
from tests.catalogue.reading import page, words

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def birth() -> DocumentType:
    return paper_type("giay-khai-sinh", "Giấy khai sinh")


def test_a_link_is_public_only_when_confirmed(birth: DocumentType) -> None:
    procedure("1.000001", "Đăng ký khai sinh", issues=(birth,))
    assert issuers_of([birth.slug]) == {}
    decision = confirmed(birth, "1.000001", yes=False)
    assert issuers_of([birth.slug]) == {}
    decision.confirmed = True
    decision.save()
    [(code, slug, title)] = issuers_of([birth.slug])[birth.slug]
    assert (code, slug, title.vi) == ("1.000001", "1-000001", "Đăng ký khai sinh")


def test_a_procedure_that_is_not_public_issues_nothing(birth: DocumentType) -> None:
    procedure("1.000001", "Đăng ký khai sinh", issues=(birth,), public=False)
    confirmed(birth, "1.000001")
    confirmed(birth, "9.999999")
    assert issuers_of([birth.slug]) == {}


def test_issuers_that_do_not_ask_for_the_paper_come_first(
    birth: DocumentType, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    procedure("1.000001", "Cấp lại", asks=(birth,), issues=(birth,))
    procedure("1.000003", "Cấp mới", issues=(birth,))
    procedure("1.000002", "Cấp khác", issues=(birth,))
    for code in ("1.000001", "1.000003", "1.000002"):
        confirmed(birth, code)
    with django_assert_num_queries(1):
        found = issuers_of([birth.slug, "khong-co"])
    assert [issuer.code for issuer in found[birth.slug]] == ["1.000002", "1.000003", "1.000001"]
    with django_assert_num_queries(0):
        assert issuers_of([]) == {}


def test_further_papers_bring_those_that_their_issuers_ask_for(birth: DocumentType) -> None:
    marriage = paper_type("giay-ket-hon", "Giấy chứng nhận kết hôn")
    procedure("1.000001", "Đăng ký khai sinh", asks=(marriage,), issues=(birth,))
    procedure("1.000002", "Đăng ký kết hôn", issues=(marriage,))
    confirmed(birth, "1.000001")
    confirmed(marriage, "1.000002")
    assert set(issuers_of([birth.slug])) == {birth.slug}
    assert set(issuers_of([], [birth.slug])) == {birth.slug, marriage.slug}


def test_a_record_never_sends_to_itself(birth: DocumentType) -> None:
    entry = procedure("1.000001", "Đăng ký lại khai sinh", asks=(birth,), issues=(birth,))
    confirmed(birth, entry.code)
    held = read_record(_text(entry))
    assert not has_issuers(held)
    procedure("1.000002", "Đăng ký khai sinh", issues=(birth,))
    confirmed(birth, "1.000002")
    assert has_issuers(held)
    assert [issuer.code for issuer in paper_links(held)[birth.slug]] == ["1.000002"]


def _text(entry: CounterEntry) -> str:
    from catalogue.counter import in_force

    version = in_force(entry.code)
    assert version is not None
    return version.record


def test_a_decision_raises_the_seq_of_those_that_ask(birth: DocumentType) -> None:
    """By which pages kept in a process end, and search learns of it."""
    asks = procedure("1.000001", "Nhận con nuôi", asks=(birth,))
    other = procedure("1.000002", "Đăng ký khai sinh", issues=(birth,))
    decide([(birth.slug, other.code)], True, None)
    assert CounterEntry.objects.get(pk=asks.pk).seq == asks.seq + 1
    assert CounterEntry.objects.get(pk=other.pk).seq == other.seq
    assert OutboxEntry.objects.filter(topic="search", key=f"procedure:{asks.code}", seq=asks.seq + 1).exists()


def test_announcing_leaves_the_lists_order_of_changes_alone(birth: DocumentType) -> None:
    asks = procedure("1.000001", "Nhận con nuôi", asks=(birth,))
    before = CounterEntry.objects.get(pk=asks.pk).changed_at
    assert announce([birth.slug]) == 1
    assert CounterEntry.objects.get(pk=asks.pk).changed_at == before
    assert announce([]) == 0


def test_an_issuer_that_changed_is_announced_to_those_that_ask(birth: DocumentType) -> None:
    asks = procedure("1.000001", "Nhận con nuôi", asks=(birth,))
    issuer = procedure("1.000002", "Đăng ký khai sinh", issues=(birth,))
    assert counter.issuers_changed([issuer.code]) == 0
    confirmed(birth, issuer.code)
    assert counter.issuers_changed([issuer.code]) == 1
    assert CounterEntry.objects.get(pk=asks.pk).seq == asks.seq + 1


def test_changes_of_procedures_that_issue_nothing_cost_one_query(
    birth: DocumentType, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """As in an import: one for a batch, whatever its size."""
    procedure("1.000001", "Nhận con nuôi", asks=(birth,))
    with django_assert_num_queries(1):
        assert counter.issuers_changed(f"2.{number:06}" for number in range(200)) == 0
    with django_assert_num_queries(0):
        assert counter.issuers_changed([]) == 0


def test_an_issuer_renamed_hidden_and_shown_again_on_the_pages_that_name_it(birth: DocumentType) -> None:
    """Kept pages end by seq: without it they would go on naming what is no longer there."""
    asks = procedure("1.000001", "Nhận con nuôi", asks=(birth,))
    issuer = factories.published("1.000002")
    confirmed(birth, issuer.code)
    seq = [_seq(asks)]

    factories.publish(issuer, title="Đăng ký khai sinh, tên mới")
    seq.append(_seq(asks))
    assert issuers_of([birth.slug])[birth.slug][0].title.vi == "Đăng ký khai sinh, tên mới"

    ProcedurePage.objects.get(pk=issuer.pk).unpublish()
    seq.append(_seq(asks))
    assert issuers_of([birth.slug]) == {}

    factories.publish(ProcedurePage.objects.get(pk=issuer.pk))
    seq.append(_seq(asks))
    assert all(before < after for before, after in pairwise(seq)), seq


def test_an_issuer_whose_title_stays_leaves_other_pages_alone(birth: DocumentType) -> None:
    asks = procedure("1.000001", "Nhận con nuôi", asks=(birth,))
    issuer = factories.published("1.000002")
    confirmed(birth, issuer.code)
    before = _seq(asks)
    factories.publish(issuer, everyday_names="khai sinh")
    counter.touch([issuer.code])
    assert _seq(asks) == before


def _seq(entry: CounterEntry) -> int:
    return CounterEntry.objects.get(pk=entry.pk).seq


def test_names_propose_and_the_most_asked_for_comes_first(birth: DocumentType) -> None:
    marriage = paper_type("giay-ket-hon", "Giấy chứng nhận kết hôn")
    copy = paper_type(
        "ban-sao-khai-sinh", "Bản sao có chứng thực Giấy khai sinh hoặc Giấy chứng sinh (nếu có)"
    )
    procedure("1.000001", "Đăng ký khai sinh", issues=(birth,))
    procedure("1.000002", "Đăng ký kết hôn", issues=(marriage,))
    procedure("1.000003", "Nhận con nuôi", asks=(birth, marriage, copy))
    procedure("1.000004", "Nhập học", asks=(birth,))
    found = [(link.paper, link.code, link.asked, link.exact, link.state) for link in links()]
    assert found == [
        (birth.slug, "1.000001", 2, True, "proposed"),
        (copy.slug, "1.000001", 1, False, "proposed"),
        (marriage.slug, "1.000002", 1, True, "proposed"),
    ]


def test_what_only_the_procedure_itself_asks_for_is_not_proposed(birth: DocumentType) -> None:
    procedure("1.000001", "Đăng ký lại khai sinh", asks=(birth,), issues=(birth,))
    assert links() == []


def test_refused_links_are_not_proposed_again_and_can_be_taken_back(birth: DocumentType) -> None:
    procedure("1.000001", "Đăng ký khai sinh", issues=(birth,))
    procedure("1.000002", "Nhận con nuôi", asks=(birth,))
    pair = (birth.slug, "1.000001")
    assert decide([pair, (birth.slug, "khong"), ("khong", "1.000001")], False, None) == 1
    assert matching_links(links(), Asked()) == []
    assert [link.key for link in matching_links(links(), Asked("refused"))] == [" ".join(pair)]
    assert decide([pair], False, None) == 0
    assert withdraw([pair], None) == 1
    assert len(matching_links(links(), Asked())) == 1


def test_words_are_found_with_marks_or_without(birth: DocumentType) -> None:
    procedure("1.000001", "Đăng ký khai sinh", issues=(birth,))
    procedure("1.000002", "Nhận con nuôi", asks=(birth,))
    for asked in ("khai sinh", "dang ky", "1.000001", "GIẤY"):
        assert len(matching_links(links(), Asked(q=asked))) == 1, asked
    assert matching_links(links(), Asked(q="hộ chiếu")) == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Bản sao Giấy khai sinh", {"giấy khai sinh"}),
        ("Bản sao có chứng thực của Giấy khai sinh (nếu có)", {"giấy khai sinh"}),
        ("Hộ chiếu còn giá trị sử dụng", {"hộ chiếu"}),
        (
            "Giấy phép lao động, hoặc văn bản từ chối",
            {"giấy phép lao động, hoặc văn bản từ chối", "giấy phép lao động"},
        ),
        ("Giấy tờ", set()),
        ("", set()),
    ],
)
def test_what_a_name_may_mean(name: str, meant: set[str]) -> None:
    assert keys_of(name) == meant


def test_the_page_of_a_paper_tells_confirmed_from_named_alike(client: Client, birth: DocumentType) -> None:
    procedure("1.000001", "Đăng ký khai sinh", issues=(birth,))
    procedure("1.000002", "Đăng ký lại khai sinh", issues=(birth,))
    procedure("1.000003", "Xoá khai sinh", issues=(birth,))
    text = words(page(client, "/giay-to/giay-khai-sinh/"))
    assert "chưa ai xác nhận: Đăng ký khai sinh Đăng ký lại khai sinh Xoá khai sinh" in text
    confirmed(birth, "1.000002")
    confirmed(birth, "1.000003", yes=False)
    text = words(page(client, "/giay-to/giay-khai-sinh/"))
    assert "Đăng ký lại khai sinh cán bộ đã xác nhận" in text
    assert "chưa ai xác nhận: Đăng ký khai sinh" in text
    assert "Xoá khai sinh" not in text


def test_the_page_of_a_paper_that_only_decisions_name(client: Client, birth: DocumentType) -> None:
    procedure("1.000001", "Đăng ký khai sinh")
    assert client.get("/giay-to/giay-khai-sinh/").status_code == 404
    confirmed(birth, "1.000001")
    html = page(client, "/giay-to/giay-khai-sinh/")
    assert "Đăng ký khai sinh" in html
    assert "noindex" not in html


def test_the_shipped_list_never_overrides_an_editor() -> None:
    assert issuer_seeds.apply() > 40
    assert issuer_seeds.apply() == 0
    first, second = IssuerDecision.objects.select_related("document").order_by("pk")[:2]
    IssuerDecision.objects.filter(pk=first.pk).update(confirmed=False)
    withdraw([(second.document.slug, second.code)], None)
    assert issuer_seeds.apply() == 0
    assert not IssuerDecision.objects.get(pk=first.pk).confirmed
    assert not IssuerDecision.objects.filter(document=second.document, code=second.code).exists()


def test_the_shipped_list_finds_papers_by_other_names() -> None:
    name = next(seeds.rows("issuers.tsv"))["paper"]
    known = DocumentType.objects.create(slug="khac", name_vi="Tên khác", aliases=f"Gì đó\n{name}")
    issuer_seeds.apply()
    assert known.issuer_decisions.exists()
    assert not DocumentType.objects.filter(name_vi=name).exists()


def test_the_shipped_list_is_of_the_sample_and_says_each_thing_once() -> None:
    rows = [(row["code"], matching(row["paper"])) for row in seeds.rows("issuers.tsv")]
    assert len(set(rows)) == len(rows)
    sample = seeds.SAMPLE_FILE.read_text(encoding="utf-8")
    for row in seeds.rows("issuers.tsv"):
        assert f'"{row["code"]}"' in sample, row


def test_the_list_is_applied_with_the_others() -> None:
    assert seeding.apply_all()["issuers"] > 40
