"""What the page of one video shows: the recording, or the way to it, or that it is not here."""

from typing import Any

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from .files import address_of
from .listing import latest
from .models import VideoPage
from .structured import video_object
from .wording import grouped

AGREED = "xem"  # ?xem=1: the reader wants the player of another site


def watching(video: VideoPage, request: HttpRequest) -> dict[str, Any]:
    """The context beside the page itself."""
    agreed = request.GET.get(AGREED) == "1"
    language = translation.get_language() or "vi"
    return {
        "texts": {field: video.read(field) for field in ("summary", "views_source")},
        "series_name": video.series.display_name if video.series else None,
        "recording": address_of(video.upload.file) if video.upload else "",
        "tracks": tracks(video),
        "player": video.player,
        "shown_player": video.player if agreed else None,
        "old_views": grouped(video.imported_views) if video.imported_views is not None else "",
        "others": latest(5, but=video),
        "structured": [video_object(video, request.build_absolute_uri(video.address), language)],
    }


def tracks(video: VideoPage) -> list[dict[str, str]]:
    """The captions of a recording kept here: language, its name, address."""
    names = {"vi": _("Tiếng Việt"), "en": _("Tiếng Anh")}
    held = video.upload.tracks if video.upload else []
    return [{"lang": lang, "name": names[lang], "address": address_of(file)} for lang, file in held]
