"""Videos for tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import translation

from portal.home.tree import ensure_site
from portal.news.videos import tokens
from portal.news.videos.models import VideoPage, VideoUpload
from portal.news.videos.seeding import ensure_index

MP4 = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 4
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\x82\x84webm" + b"\x00" * 64
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nXin chào\n".encode()
YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"


def video(slug: str = "mot-video", live: bool = True, **fields: Any) -> VideoPage:
    ensure_site()
    page = VideoPage(slug=slug, live=False, **{"title": "Một video", **fields})
    with translation.override("vi"):
        ensure_index().add_child(instance=page)
        if live:
            page.save_revision().publish()
    return VideoPage.objects.get(pk=page.pk)


def upload(content: bytes = MP4, name: str = "quay.mp4", captions: bytes = b"") -> VideoUpload:
    made = VideoUpload(title="Quay thử", file=ContentFile(content, name=name))
    if captions:
        made.captions_vi = ContentFile(captions, name="loi.vtt")
    made.full_clean()
    made.save()
    return made


def view(page: VideoPage, number: str) -> tokens.View:
    return tokens.View(page.pk, number, datetime.now(UTC) + timedelta(hours=1))
