"""What may be uploaded, and how it is sent in parts."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import Settings

from portal.news.videos.files import address_of, asked_part
from portal.news.videos.models import VideoPage, VideoUpload
from portal.news.videos.providers import player

from .making import MP4, VTT, WEBM, upload, video

SIZE = len(MP4)


@pytest.fixture
def address(db: None) -> str:
    page = video(upload=upload(captions=VTT))
    return address_of(page.upload.file)


def body(response: object) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=10-19", 10, 19),
        ("bytes=100-", 100, SIZE - 1),
        ("bytes=-7", SIZE - 7, SIZE - 1),
    ],
)
def test_a_part(header: str, first: int, last: int, address: str, client: Client) -> None:
    response = client.get(address, headers={"Range": header})
    assert response.status_code == 206
    assert response.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response.headers["Content-Length"] == str(last - first + 1)
    assert body(response) == MP4[first : last + 1]


@pytest.mark.parametrize("header", ["", "bytes=5-2", "bytes=0-1,4-5", "lines=1-2", "bytes=-", "bytes=a-b"])
def test_what_is_no_single_part_gets_the_whole(header: str, address: str, client: Client) -> None:
    response = client.get(address, headers={"Range": header})
    assert response.status_code == 200
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["Content-Type"] == "video/mp4"
    assert body(response) == MP4


@pytest.mark.parametrize("header", [f"bytes={SIZE}-", "bytes=999999-1000000", "bytes=-0"])
def test_a_part_outside_is_refused(header: str, address: str, client: Client) -> None:
    response = client.get(address, headers={"Range": header})
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{SIZE}"


def test_nginx_is_told_where_a_recording_lies(address: str, client: Client, settings: Settings) -> None:
    settings.MEDIA_ACCEL = "/noi-bo/media/"
    response = client.get(address, headers={"Range": "bytes=0-3"})
    assert (response.status_code, body(response)) == (200, b"")
    assert response.headers["X-Accel-Redirect"] == address.replace("/video/tep/", "/noi-bo/media/videos/")
    assert response.headers["Content-Type"] == "video/mp4"
    VideoPage.objects.get().unpublish()
    assert client.get(address).status_code == 404


def test_a_longer_part_ends_with_the_file() -> None:
    assert asked_part("bytes=0-999", 10) == (0, 9)
    assert asked_part("bytes=-999", 10) == (0, 9)


def test_if_range_and_if_none_match(address: str, client: Client) -> None:
    whole = client.get(address)
    etag, changed = whole.headers["ETag"], whole.headers["Last-Modified"]
    for same in (etag, changed):
        assert client.get(address, headers={"Range": "bytes=0-1", "If-Range": same}).status_code == 206
    assert client.get(address, headers={"Range": "bytes=0-1", "If-Range": '"other"'}).status_code == 200
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_head_tells_the_size_without_the_content(address: str, client: Client) -> None:
    response = client.head(address)
    assert response.headers["Content-Length"] == str(SIZE)
    assert not body(response)


def test_captions_are_sent_as_text(address: str, client: Client) -> None:
    response = client.get(address_of(VideoUpload.objects.get().captions_vi))
    assert response.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert body(response) == VTT


def test_file_of_an_unpublished_video_is_not_sent(address: str, client: Client) -> None:
    VideoPage.objects.get().unpublish()
    assert client.get(address).status_code == 404
    assert client.get("/video/tep/khong/co.mp4").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.mov", MP4, "kind"),
        ("a.mp4", b"<html><script>alert(1)</script></html>", "content"),
        ("a.mp4", WEBM, "content"),
        ("a.webm", MP4, "content"),
        ("a.mp4", b"\x00\x00\x00\x18ftypqt  " + b"0" * 50, "content"),
        ("a.mp4", b"", "empty"),
    ],
)
def test_recordings_that_are_not_taken(name: str, content: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        VideoUpload(title="Thử", file=ContentFile(content, name=name)).clean()
    assert refused.value.error_dict["file"][0].code == code


@pytest.mark.parametrize(
    "content", [b"1\n00:00 --> 00:01\nA", b"WEBVTTX", b"WEBVTT\n\xff\xfe", b"WEBVTT\n\x00"]
)
def test_captions_that_are_not_taken(content: bytes) -> None:
    made = VideoUpload(title="Thử", file=ContentFile(WEBM, name="a.webm"))
    made.captions_vi = ContentFile(content, name="a.vtt")
    with pytest.raises(ValidationError) as refused:
        made.clean()
    assert "captions_vi" in refused.value.error_dict


@pytest.mark.parametrize(
    ("link", "frame"),
    [
        (
            "https://www.youtube.com/watch?v=abcdefghijk&t=3",
            "https://www.youtube-nocookie.com/embed/abcdefghijk",
        ),
        ("https://youtu.be/abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://www.youtube.com/shorts/abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://vimeo.com/12345", "https://player.vimeo.com/video/12345?dnt=1"),
    ],
)
def test_known_providers(link: str, frame: str) -> None:
    found = player(link)
    assert found is not None
    assert found.address == frame


@pytest.mark.parametrize(
    "link",
    [
        "http://www.youtube.com/watch?v=abcdefghijk",
        "https://youtube.com.example/watch?v=abcdefghijk",
        "https://www.youtube.com@example.vn/watch?v=abcdefghijk",
        "https://www.youtube.com:8443/watch?v=abcdefghijk",
        "https://www.youtube.com/watch?v=../../x",
        "https://vimeo.com/channels/x",
        "https://[youtube",
        "javascript:alert(1)",
    ],
)
def test_everything_else_is_refused(link: str) -> None:
    assert player(link) is None
