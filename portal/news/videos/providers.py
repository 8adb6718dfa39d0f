"""Which sites may show a recording here, and where their player is. Pure: nothing is asked of anybody."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlsplit

YOUTUBE_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com"}
YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
YOUTUBE_PATH = re.compile(r"/(?:embed|shorts|live)/([A-Za-z0-9_-]{11})/?")
VIMEO_PATH = re.compile(r"/(?:video/)?(\d{1,12})/?")
NAMES = "YouTube, Vimeo"


@dataclass(frozen=True)
class Player:
    """A provider's player: its name, the origin a frame may load, the address of the frame."""

    provider: str
    origin: str
    address: str


def player(link: str) -> Player | None:
    """The player of a recording's public link; None when the link is of no provider on the list."""
    try:
        parts = urlsplit(link.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme != "https" or port or parts.username is not None:
        return None
    return _youtube(parts) or _vimeo(parts)


def _youtube(parts: SplitResult) -> Player | None:
    identity = _youtube_id(parts)
    if not YOUTUBE_ID.fullmatch(identity):
        return None
    origin = "https://www.youtube-nocookie.com"
    return Player("YouTube", origin, f"{origin}/embed/{identity}")


def _youtube_id(parts: SplitResult) -> str:
    if parts.hostname == "youtu.be":
        return parts.path.strip("/")
    if parts.hostname not in YOUTUBE_HOSTS:
        return ""
    if parts.path == "/watch":
        return parse_qs(parts.query).get("v", [""])[0]
    found = YOUTUBE_PATH.fullmatch(parts.path)
    return found[1] if found else ""


def _vimeo(parts: SplitResult) -> Player | None:
    found = VIMEO_PATH.fullmatch(parts.path)
    if parts.hostname not in {"vimeo.com", "www.vimeo.com", "player.vimeo.com"} or not found:
        return None
    origin = "https://player.vimeo.com"
    return Player("Vimeo", origin, f"{origin}/video/{found[1]}?dnt=1")
