"""Videos and the rollout are found like articles: while anybody may see them."""

from datetime import date
from typing import Any

import pytest
from wagtail.models import Page

from portal.core.models import OutboxEntry
from portal.news.findable import PageSource
from portal.news.rollout.search_source import RolloutSource
from portal.news.videos.models import VideoSeries
from portal.news.videos.search_source import VideoSource
from tests.news.rollout import rows
from tests.news.videos.making import video

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ON = date(2026, 11, 10)


def made(kind: str) -> tuple[PageSource, Page]:
    if kind == "page":
        page: Page = rows.published([rows.milestone(title_vi="Khai trương ở Tam Kỳ")], lead_vi="Từ ba nơi.")
        return RolloutSource(), page
    series = VideoSeries.objects.create(name_vi="Phóng sự ngắn", slug="phong-su-ngan")
    return VideoSource(), video(series=series, summary_vi="Một ngày ở quầy.", date=date(2017, 5, 4))


@pytest.mark.parametrize(
    ("kind", "summary", "inside"),
    [("page", "Từ ba nơi.", "Khai trương ở Tam Kỳ"), ("video", "Một ngày ở quầy.", "Phóng sự ngắn")],
)
def test_what_is_public_is_found_and_shown(kind: str, summary: str, inside: str) -> None:
    source, page = made(kind)
    document = source.document(source.ref(page))
    assert document is not None
    assert document.public
    assert document.title_vi == page.title
    body = dict(document.body)
    assert body["summary"] == summary
    assert inside in body["text"]
    assert list(source.documents()) == [document]
    assert source.count() == 1
    card = source.cards([source.ref(page)], frozenset(), "en", ON)[source.ref(page)]
    assert card.url == f"/en{page.address if kind == 'video' else '/thi-diem/'}"
    assert (card.title_lang, card.summary, card.summary_lang) == ("vi", summary, "vi")


@pytest.mark.parametrize("kind", ["page", "video"])
@pytest.mark.parametrize("how", ["unpublish", "above", "delete"])
def test_what_is_taken_down_is_hidden_at_once(kind: str, how: str) -> None:
    source, page = made(kind)
    ref = source.ref(page)
    before: Any = source.document(ref)
    if how == "above":
        page.get_parent().specific.unpublish()
    else:
        getattr(page, how)()
    after: Any = source.document(ref)
    assert (after.public, after.seq > before.seq) == (False, True)
    assert list(source.cards([ref], frozenset(), "vi", ON)) == []
    assert OutboxEntry.objects.filter(topic="search", key=ref, seq=after.seq).exists()
