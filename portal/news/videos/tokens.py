"""Tokens of views: signed, of one video, of some age, good once. Nothing in them is of the reader.

A token is asked for when playing starts and sent back after some seconds of it. It is not printed in the page: pages
are kept by caches and shown to many readers, and a token counts once.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing

SALT = "portal.news.videos.view"
LEAST_AGE = timedelta(seconds=5)  # less is no watching; also slows down what only counts
MOST_AGE = timedelta(hours=2)


@dataclass(frozen=True)
class View:
    """One view: its video's key, the random number that makes it count once, until when it could come again."""

    video: int
    number: str
    until: datetime


def issue(video: int) -> str:
    """A new token for a view of the video with this primary key."""
    made = int(datetime.now(UTC).timestamp() * 1000)
    return signing.dumps([video, secrets.token_hex(12), made], salt=SALT)


def read(token: str, video: int) -> View | None:
    """The view a token stands for; None when it is not ours, of another video, too young or too old."""
    try:
        of, number, made = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    issued = datetime.fromtimestamp(made / 1000, UTC)
    age = datetime.now(UTC) - issued
    if of != video or not LEAST_AGE <= age <= MOST_AGE:
        return None
    return View(of, number, issued + MOST_AGE)
