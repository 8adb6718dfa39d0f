"""The list of videos, one video, the seeded ones, what programs read of them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from portal.home.tree import ensure_site
from portal.news.videos import listing
from portal.news.videos.models import VideoIndexPage, VideoPage, VideoSeries, ViewCount
from portal.news.videos.seeding import seed
from portal.news.videos.structured import video_object

from .making import MP4, VTT, YOUTUBE, upload, video

pytestmark = pytest.mark.django_db

SEEDED = [
    ("Phóng sự: Quảng Nam bảo vệ rừng cho mục tiêu phát triển bền vững", "25/12/2023", "Đã xem: 19.752"),
    ("Chuyên mục chi trả dịch vụ môi trường rừng số 6 năm 2023", "14/11/2023", "Đã xem: 13.912"),
    ("Chuyên mục chính sách chi trả dịch vụ môi trường rừng số 5 (tháng 9-2023)", "", ""),
    ("Chuyên mục chi trả dịch vụ môi trường rừng số 4 (tháng 8-2023)", "", "Đã xem: 19.121"),
    ("Chuyên mục chi trả dịch vụ môi trường rừng số 3 (tháng 7-2023)", "", ""),
]
FRAME = "https://www.youtube-nocookie.com"


@pytest.fixture
def _seeded() -> None:
    ensure_site()
    seed()


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.usefixtures("_seeded")
def test_side_list_says_what_is_known_and_no_more() -> None:
    assert [(card.title, card.date_line, card.views_words) for card in listing.latest(5)] == SEEDED
    with translation.override("en"):
        first = listing.latest(1)[0]
    assert (first.date_line, first.lang) == ("25 December 2023", "en")
    assert "19,752" in first.views_words
    assert first.address == "/en/video/phong-su-quang-nam-bao-ve-rung/"


@pytest.mark.usefixtures("_seeded")
def test_seeding_again_writes_nothing_and_keeps_what_an_editor_changed() -> None:
    VideoPage.objects.filter(slug="chuyen-muc-so-6-nam-2023").update(title="Đã sửa")
    assert seed() == 0
    assert VideoPage.objects.filter(title="Đã sửa").exists()
    assert VideoPage.objects.count() == len(SEEDED)


@pytest.mark.usefixtures("_seeded")
def test_list_prints_title_date_and_views(client: Client) -> None:
    found = text(client, "/video/")
    assert '<time datetime="2023-12-25">25/12/2023</time> · Đã xem: 19.752' in found
    for title, _, views in SEEDED:
        assert title in found
        assert views in found
    assert found.count("Đã xem") == 3


@pytest.mark.usefixtures("_seeded")
def test_list_of_one_series(client: Client) -> None:
    found = text(client, "/video/?loat=phong-su")
    assert SEEDED[0][0] in found
    assert SEEDED[1][0] not in found
    assert '<a href="/video/?loat=phong-su" aria-current="true">Phóng sự</a>' in found
    text(client, "/video/?loat=khong-co", 404)
    text(client, "/video/?trang=9", 404)


@pytest.mark.usefixtures("_seeded")
@pytest.mark.parametrize(
    "path",
    ["/video/", "/en/video/", "/video/chuyen-muc-so-6-nam-2023/", "/en/video/chuyen-muc-so-6-nam-2023/"],
)
def test_pages_are_cheap_and_set_no_cookie(
    path: str, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(path)
    with django_assert_max_num_queries(7):
        response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.usefixtures("_seeded")
def test_video_without_a_file_says_so(client: Client) -> None:
    found = text(client, "/video/chuyen-muc-so-5-thang-9-2023/")
    assert "Chưa có tệp video" in found
    assert "Chưa rõ ngày phát" in found
    assert "<video" not in found
    assert "video.js" not in found
    assert "trang tin của tỉnh Quảng Nam" in text(client, "/video/chuyen-muc-so-6-nam-2023/")


def test_recording_kept_here_has_a_player_with_captions(client: Client) -> None:
    made = upload(captions=VTT)
    video(upload=made)
    found = text(client, "/video/mot-video/")
    assert 'data-seen="/video/mot-video/da-xem/"' in found
    assert 'type="video/mp4"' in found
    assert 'kind="captions"' in found
    assert "chưa có phụ đề" not in found
    VideoPage.objects.get().upload.captions_vi.delete()
    assert "Video này chưa có phụ đề" in text(client, "/video/mot-video/")


def test_nothing_of_a_provider_is_loaded_before_the_reader_agrees(client: Client) -> None:
    video(provider_link=YOUTUBE)
    response = client.get("/video/mot-video/")
    found = response.content.decode()
    assert "<iframe" not in found
    assert f'src="{FRAME}' not in found
    assert "frame-src" not in response.headers["Content-Security-Policy"]
    assert 'href="/video/mot-video/?xem=1#xem"' in found
    assert "Đồng ý và mở trình phát" in found


def test_agreeing_loads_the_player_on_that_page_only(client: Client) -> None:
    video(provider_link=YOUTUBE)
    video("video-khac")
    response = client.get("/video/mot-video/?xem=1")
    assert f'src="{FRAME}/embed/abcdefghijk"' in response.content.decode()
    assert f"frame-src {FRAME}" in response.headers["Content-Security-Policy"]
    assert "sandbox=" in response.content.decode()
    assert not response.cookies
    other = client.get("/video/video-khac/?xem=1")
    assert "frame-src" not in other.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"provider_link": "https://player.example/v/1"}, "provider_link"),
        ({"imported_views": 5}, "views_source_vi"),
    ],
)
def test_what_an_editor_may_not_enter(fields: dict[str, object], where: str) -> None:
    with pytest.raises(ValidationError) as refused:
        VideoPage(title="Một", slug="mot", path="00019999", depth=2, **fields).clean()
    assert where in refused.value.message_dict


def test_file_and_link_together_are_refused() -> None:
    page = video(upload=upload())
    page.provider_link = YOUTUBE
    with pytest.raises(ValidationError):
        page.clean()


def test_unpublished_and_restricted_are_not_there(client: Client) -> None:
    video(live=False)
    text(client, "/video/mot-video/", 404)
    text(client, "/video/mot-video/da-xem/", 404)
    page = video("kin")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/video/kin/").status_code != 200
    assert listing.latest(5) == []
    VideoIndexPage.objects.get().unpublish()
    text(client, "/video/mot-video/", 404)


def test_views_are_those_brought_along_and_those_counted() -> None:
    page = video(imported_views=19_752, views_source_vi="trang cũ")
    assert page.views_words == "Đã xem: 19.752"
    ViewCount.objects.create(video=page, counted=248)
    assert VideoPage.objects.get().views_words == "Đã xem: 20.000"


def test_program_reads_only_what_is_known() -> None:
    known = video(upload=upload(MP4), date=date(2023, 12, 25), imported_views=7, views_source_vi="cũ")
    told = video_object(known, "https://portal.example/video/mot-video/", "vi")
    assert told["uploadDate"] == "2023-12-25"
    assert told["contentUrl"].startswith("https://portal.example/video/tep/")
    assert told["interactionStatistic"]["userInteractionCount"] == 7
    bare = video_object(video("tron"), "https://portal.example/video/tron/", "vi")
    assert set(bare) == {"@context", "@type", "url", "name"}


def test_page_hands_its_structured_data_to_the_template() -> None:
    page = video(series=VideoSeries.objects.create(slug="phong-su", name_vi="Phóng sự", name_en="Reports"))
    told = page.get_context(RequestFactory().get("/video/mot-video/"))["structured"][0]
    assert told["isPartOf"]["name"] == "Phóng sự"
    assert told["url"] == "http://testserver/video/mot-video/"
