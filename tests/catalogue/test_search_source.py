"""Rule 7: what search shows is read at the counter, and what is not public is absent."""

from datetime import date, timedelta

import pytest

from catalogue import counter
from catalogue.models import CounterEntry, Fee, LifeEvent
from catalogue.search_source import ProcedureSource
from portal.core import outbox
from portal.core.models import OutboxEntry

from .factories import LegalActFactory, draft, publish, published

pytestmark = [pytest.mark.django_db, pytest.mark.database]
REF = "procedure:1.000001"
source = ProcedureSource()


def card(asked: str = "fee", language: str = "vi", on: date | None = None):
    return source.cards([REF], frozenset([asked]), language, on or counter.today()).get(REF)


def test_a_document_is_made_of_the_record_and_carries_the_entry_s_seq():
    published(everyday_names="làm khai sinh\nkhai sinh trễ")
    document = source.document(REF)
    assert document.seq == CounterEntry.objects.get().seq
    assert document.aliases == ("làm khai sinh", "khai sinh trễ")
    assert (document.title_vi, document.public) == ("Đăng ký khai sinh", True)
    assert list(source.documents()) == [document]
    assert source.count() == 1


def test_what_is_not_public_is_hidden_and_absent():
    page = published()
    page.unpublish()
    assert source.document(REF).public is False
    assert source.document(REF).title_vi == ""
    assert list(source.documents()) == []
    assert card() is None
    assert source.document("procedure:9.9") is None
    assert list(source.titles("vi")) == []


def test_a_draft_that_was_never_published_is_hidden():
    draft()
    assert source.document(REF).public is False


@pytest.mark.parametrize(
    ("fee", "status"),
    [
        ({"status": "unknown"}, "unknown"),
        ({"status": "amount", "amount": 8000}, "amount"),
        ({"status": "council"}, "council"),
        ({"status": "free", "description_vi": "Miễn lệ phí"}, "free"),
    ],
)
def test_the_fee_on_a_result_keeps_its_status(fee, status):
    page = draft()
    page.fees.set([Fee(**fee)])
    publish(page)
    [answer] = card().answers
    assert answer.status == status
    assert ("Miễn" in answer.value) == (status == "free")


def test_no_fee_at_all_is_unknown_not_free():
    page = draft()
    page.fees.set([])
    publish(page)
    [answer] = card().answers
    assert (answer.status, "không có nghĩa là miễn phí" in answer.value) == ("unknown", True)


def test_a_result_shows_what_is_in_force_on_the_day():
    page = published()
    day = counter.today() + timedelta(days=9)
    publish(page, title="Tên sắp tới", next_in_force_from=day)
    assert card().title == "Đăng ký khai sinh"
    assert card(on=day).title == "Tên sắp tới"


def test_cards_cost_two_queries_however_many(django_assert_num_queries):
    codes = [f"1.00000{n}" for n in range(5)]
    for code in codes:
        published(code)
    with django_assert_num_queries(2):
        found = source.cards([f"procedure:{code}" for code in codes], frozenset(), "vi", counter.today())
    assert len(found) == 5


@pytest.mark.parametrize("asked", ["fee", "time", "papers", "place", "online", "form", "conditions"])
def test_every_asked_field_has_a_card_in_both_languages(asked):
    published(title_en="Register a birth")
    assert card(asked).url == "/thu-tuc/1-000001-dang-ky-khai-sinh/"
    english = card(asked, "en")
    assert (english.title, english.url) == (
        "Register a birth",
        "/en/thu-tuc/1-000001-dang-ky-khai-sinh/",
    )


def test_publishing_and_unpublishing_queue_the_document_at_its_seq():
    page = published()
    page.unpublish()
    seqs = OutboxEntry.objects.filter(topic="search", key=REF).values_list("seq", flat=True)
    assert max(seqs) == CounterEntry.objects.get().seq


def test_publishing_does_not_wait_for_search(monkeypatch):
    monkeypatch.setitem(outbox._consumers, "search", lambda entries: 1 / 0)
    published()
    outbox.drain()
    assert OutboxEntry.objects.filter(topic="search").exists()
    assert CounterEntry.objects.get().public


def test_the_source_of_a_fee_is_named_by_kind_number_and_date():
    act = LegalActFactory(
        kind="Thông tư", number="75/2022/TT-BTC", slug="75-2022-tt-btc", issued=date(2022, 12, 22)
    )
    page = draft()
    page.fees.set([Fee(status="amount", amount=20_000, source_act=act)])
    publish(page)
    [answer] = card().answers
    assert answer.source == "Thông tư 75/2022/TT-BTC, 22/12/2022"


def test_what_is_offered_when_nothing_was_found_is_for_everyday_life():
    everyday = draft("1.000002", "Đăng ký kết hôn", levels=["commune"])
    everyday.life_events.set(
        [LifeEvent.objects.create(slug="hon-nhan", name_vi="Hôn nhân", audience="citizen")]
    )
    publish(everyday)
    published("1.000001", "Cấp phép lạ", levels=["commune"])
    assert [offered.text for offered in source.popular("vi", 5)] == ["Đăng ký kết hôn"]


@pytest.mark.parametrize(
    ("fees", "expected"),
    [
        ([], ("unknown",)),
        ([{"status": "unknown", "amount": None}], ("unknown",)),
        ([{"status": "amount", "amount": 8000}], ("known",)),
        (
            [{"status": "amount", "amount": 8000}, {"status": "free", "description_vi": "Miễn lệ phí"}],
            ("known", "free"),
        ),
        ([{"status": "council"}], ("council",)),
    ],
)
def test_the_fee_filter_calls_nothing_free_that_no_source_calls_so(fees, expected):
    page = draft()
    page.fees.set([Fee(**fee) for fee in fees])
    publish(page)
    assert source.document(REF).facets["fee"] == expected


@pytest.mark.parametrize(("online", "expected"), [("full", ("full",)), ("none", ("none",)), ("unknown", ())])
def test_the_online_filter_is_filled_from_the_record(online, expected):
    published(online=online)
    assert source.document(REF).facets["online"] == expected


def test_the_family_of_a_result_is_offered_as_far_as_it_is_public():
    base, again = "1.001193", "1.004884"  # two of the shipped families
    published(base, "Đăng ký khai sinh")
    assert ProcedureSource().related(f"procedure:{again}", "vi") != ()
    other = published(again, "Đăng ký lại khai sinh")
    assert [found.text for found in ProcedureSource().related(f"procedure:{base}", "vi")] == [other.title]
    other.unpublish()
    assert ProcedureSource().related(f"procedure:{base}", "vi") == []
