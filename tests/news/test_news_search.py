"""Articles are found while anybody may read them."""

from datetime import date
from typing import Any

import pytest
from wagtail.models import Page, PageViewRestriction

from portal.core.models import OutboxEntry
from portal.news.models import NewsIndexPage
from portal.news.search_source import NewsSource

from .test_news import article

pytestmark = [pytest.mark.django_db, pytest.mark.database]
source = NewsSource()


def ref(page: Page) -> str:
    return f"news:{page.pk}"


def queued(page: Page) -> list[int]:
    rows = OutboxEntry.objects.filter(topic="search", key=ref(page)).order_by("id")
    return list(rows.values_list("seq", flat=True))


def public(page: Page) -> bool:
    document = source.document(ref(page))
    return bool(document and document.public)


def test_a_published_article_is_found_and_shown(django_assert_num_queries: Any) -> None:
    page = article()
    document = source.document(ref(page))
    assert document is not None
    assert (document.public, document.title_vi) == (True, "Thí điểm một cửa")
    assert ("summary", "Ba nơi được chọn.") in document.body
    assert list(source.documents()) == [document]
    assert queued(page)[-1] == document.seq
    with django_assert_num_queries(1):
        card = source.cards([ref(page)], frozenset(), "en", page.date.date())[ref(page)]
    assert (card.url, card.title_lang, card.summary_lang) == ("/en/tin-tuc/thi-diem/", "vi", "vi")
    assert [one.url for one in source.titles("vi")] == ["/tin-tuc/thi-diem/"]


def test_a_draft_is_not_found() -> None:
    page = article(live=False)
    assert not public(page)
    assert list(source.documents()) == []


@pytest.mark.parametrize("how", ["unpublish", "delete", "list", "restrict"])
def test_what_is_not_public_any_more_is_hidden(how: str) -> None:
    page = article()
    before = source.document(ref(page))
    assert before is not None
    if how == "list":
        NewsIndexPage.objects.get().unpublish()
    elif how == "restrict":
        PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    else:
        getattr(page, how)()
    gone = source.document(ref(page))
    assert gone is not None
    assert (gone.public, gone.title_vi, gone.seq > before.seq) == (False, "", True)
    assert queued(page)[-1] == gone.seq
    assert source.cards([ref(page)], frozenset(), "vi", page.date.date()) == {}


@pytest.mark.parametrize("odd", ["news:x", "news:", "news:²", "news:99999"])
def test_odd_refs_are_nothing(odd: str) -> None:
    document = source.document(odd)
    assert document is None or not document.public
    assert source.cards([odd], frozenset(), "vi", date(2026, 1, 1)) == {}
