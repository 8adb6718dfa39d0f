"""schema.org's VideoObject: only what is known of a video, nothing filled in."""

from typing import Any
from urllib.parse import urljoin

from .files import address_of
from .models import VideoPage

PICTURE = "max-1200x1200|format-jpeg"


def video_object(page: VideoPage, url: str, language: str) -> dict[str, Any]:
    """JSON-LD of a video at ``url`` (absolute) for readers of ``language``; uploadDate only when the day is known.

    ``userInteractionCount`` is the number that the page prints: what was brought along and what was counted here.
    """
    summary, written_in = page.read("summary")
    known = {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "url": url,
        "name": page.title_en if language == "en" and page.title_en else page.title,
        "description": summary if written_in == language else "",
        "uploadDate": page.machine_date,
        "thumbnailUrl": _picture(page, url),
        **_where(page, url),
        **_series(page),
        **_watched(page.views),
    }
    return {key: value for key, value in known.items() if value}


def _picture(page: VideoPage, url: str) -> str:
    return urljoin(url, page.poster.get_rendition(PICTURE).url) if page.poster else ""


def _where(page: VideoPage, url: str) -> dict[str, str]:
    if page.upload:
        address = urljoin(url, address_of(page.upload.file))
        return {"contentUrl": address, "encodingFormat": page.upload.content_type}
    return {"embedUrl": page.player.address} if page.player else {}


def _series(page: VideoPage) -> dict[str, Any]:
    if not page.series:
        return {}
    return {"isPartOf": {"@type": "CreativeWorkSeries", "name": page.series.display_name[0]}}


def _watched(views: int | None) -> dict[str, Any]:
    if views is None:
        return {}
    kind = {"@type": "WatchAction"}
    statistic = {"@type": "InteractionCounter", "interactionType": kind, "userInteractionCount": views}
    return {"interactionStatistic": statistic}
