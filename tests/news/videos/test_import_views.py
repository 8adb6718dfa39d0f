"""Old counts are brought along whole, or not at all."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from portal.news.videos.models import VideoPage

from .making import video

pytestmark = pytest.mark.django_db


def bring(folder: Path, text: bytes, *options: str) -> None:
    file = folder / "views.csv"
    file.write_bytes(text)
    call_command("import_video_views", str(file), "--source", "trang cũ", *options, verbosity=0)


def test_numbers_are_written_once_and_stay_when_a_draft_is_published(tmp_path: Path) -> None:
    page = video()
    for _ in range(2):
        bring(tmp_path, b"\xef\xbb\xbfslug,views\nmot-video,19752\n")
    page.refresh_from_db()
    assert page.views_words == "Đã xem: 19.752"
    page.get_latest_revision().publish()
    assert VideoPage.objects.get().imported_views == 19_752
    assert VideoPage.objects.get().views_source_vi == "trang cũ"


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    video()
    bring(tmp_path, b"slug,views\nmot-video,5\n", "--dry-run")
    assert VideoPage.objects.get().imported_views is None


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"a,b\n",
        b"slug,views\nmot-video,19.752\n",
        b"slug,views\nmot-video,-1\n",
        b"slug,views\nmot-video,5\nmot-video,6\n",
        b"slug,views\nmot-video,5\nkhac,6\n",
        b"slug,views\nmot-video,99999999999999\n",
        b'slug,views\n"mot-video,5\n',
        b"slug,views\n\xff\xfe,1\n",
        b"slug,views\nmot-video\n",
    ],
)
def test_bad_files_change_nothing(text: bytes, tmp_path: Path) -> None:
    video()
    with pytest.raises(CommandError):
        bring(tmp_path, text)
    assert VideoPage.objects.get().imported_views is None
