"""Pages kept in memory: bounded in bytes, and none outlives a change of what it says."""

from collections.abc import Callable

import pytest
from django.test import Client

from catalogue import redaction
from catalogue.models import Agency, CounterEntry
from catalogue.views.kept import OVERHEAD, KeptPage, KeptPages, kept_pages
from portal.core import outbox
from portal.core.models import CentreSettings

from .factories import AgencyFactory, TopicFactory, publish
from .factories import published as desk_page

CODE = "1.000001"


@pytest.fixture(autouse=True)
def _no_kept_page() -> None:
    kept_pages.clear()


def page(client: Client) -> str:
    """The page, asked for twice: the second time it comes from memory when it may."""
    path = f"/thu-tuc/{CounterEntry.objects.get(code=CODE).slug}/"
    first = client.get(path).content.decode()
    assert client.get(path).content.decode() == first
    return first


def retitled(desk: object) -> None:
    publish(desk, title="Đăng ký khai tử")  # type: ignore[arg-type]


def settings_saved(desk: object) -> None:
    CentreSettings.objects.create(phone="0123 456 789")


def agency_renamed(desk: object) -> None:
    agency = Agency.objects.get(slug="so-cu")
    agency.name_vi = "Sở mới"
    agency.save()
    outbox.drain()


def redacted(desk: object) -> None:
    redaction.redact(CODE, 1, "Có thông tin riêng")


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (retitled, "Đăng ký khai sinh", "Đăng ký khai tử"),
        (settings_saved, "chưa có thông tin", "0123 456 789"),
        (agency_renamed, "Sở cũ", "Sở mới"),
        (redacted, "Giấy tờ", "Nội dung bản này đã được gỡ"),
    ],
)
def test_a_change_is_seen_by_the_next_reader(
    client: Client, change: Callable[[object], None], before: str, after: str
) -> None:
    agency = AgencyFactory(slug="so-cu", name_vi="Sở cũ")
    desk = desk_page(CODE, "Đăng ký khai sinh", agency=agency, topic=TopicFactory())
    old = page(client)
    assert before in old
    assert after not in old
    change(desk)
    assert after in page(client)


@pytest.mark.django_db
def test_what_was_redacted_does_not_linger_in_memory(client: Client) -> None:
    desk_page(CODE, "Đăng ký khai sinh")
    page(client)
    redaction.redact(CODE, 1, "Có thông tin riêng")
    page(client)
    assert len(kept_pages) == 1


@pytest.mark.django_db
def test_a_withdrawn_page_is_not_served_from_memory(client: Client) -> None:
    desk = desk_page(CODE, "Đăng ký khai sinh")
    page(client)
    path = f"/thu-tuc/{CounterEntry.objects.get(code=CODE).slug}/"
    desk.unpublish()
    assert client.get(path).status_code == 404


def kept(size: int) -> KeptPage:
    return KeptPage(b"x" * size, '"etag"')


def test_store_never_holds_more_bytes_than_it_may() -> None:
    store = KeptPages(3 * (1_000 + OVERHEAD))
    for name in "abc":
        store.put(name, 1, kept(1_000))
    assert store.get("a", 1)
    store.put("d", 1, kept(1_000))
    assert store.get("b", 1) is None, "the one not asked for longest"
    assert store.get("a", 1)
    assert store.size == 3 * (1_000 + OVERHEAD)
    store.put("e", 1, kept(100_000))
    assert (len(store), store.size) == (0, 0)


def test_another_state_of_a_page_takes_the_place_of_the_old() -> None:
    store = KeptPages(1_000_000)
    store.put("a", 1, kept(10))
    assert store.get("a", 2) is None
    assert (len(store), store.size) == (0, 0)
    store.put("a", 2, kept(20))
    store.put("a", 3, kept(30))
    assert (len(store), store.size) == (1, 30 + OVERHEAD)
