"""Watching videos: tokens sent to the site's own address, by several processes and by one that is killed."""

import time
from datetime import timedelta
from pathlib import Path

from django.test import Client
from django.utils import translation

from portal.home.tree import ensure_site
from portal.news.videos import counting, tokens
from portal.news.videos.models import VideoPage, ViewCount
from portal.news.videos.seeding import ensure_index

READER = "Mozilla/5.0 (Android 10; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0"
WITHOUT_WAIT = timedelta(0)
BY_ADDRESS = 200  # requests of each process; the rest would only measure Django


def make(slugs: list[str]) -> list[int]:
    """Published videos; their primary keys."""
    ensure_site()
    pages = [VideoPage(slug=slug, title=slug, live=False) for slug in slugs]
    with translation.override("vi"):
        for page in pages:
            ensure_index().add_child(instance=page).save_revision().publish()
    return [int(page.pk) for page in pages]


def issue(video: int, many: int, file: str) -> int:
    """Tokens of views, one a line."""
    Path(file).write_text("\n".join(tokens.issue(video) for _ in range(many)), encoding="ascii")
    return many


def send(slug: str, video: int, file: str, start: int, stop: int) -> int:
    """Send some of the tokens, the first ones by the site's address, the others straight to what it calls.

    What is not written yet is written as this process ends.
    """
    tokens.LEAST_AGE = WITHOUT_WAIT
    reader = Client(headers={"User-Agent": READER})
    sent = Path(file).read_text(encoding="ascii").split()[start:stop]
    for token in sent[:BY_ADDRESS]:
        assert reader.post(f"/video/{slug}/da-xem/", {"token": token}).status_code == 204
    for token in sent[BY_ADDRESS:]:
        view = tokens.read(token, video)
        assert view
        counting.count(view)
    return len(sent)


def send_until_killed(slug: str, video: int, log: str) -> None:
    """Send views without end; the log has the moment each was taken, in seconds of the monotonic clock."""
    tokens.LEAST_AGE = WITHOUT_WAIT
    reader = Client(headers={"User-Agent": READER})
    with open(log, "w", buffering=1, encoding="ascii") as moments:
        while True:
            assert reader.post(f"/video/{slug}/da-xem/", {"token": tokens.issue(video)}).status_code == 204
            moments.write(f"{time.monotonic()}\n")


def counted(videos: list[int]) -> list[int]:
    """Views in the database, video by video."""
    found = dict(ViewCount.objects.filter(video__in=videos).values_list("video", "counted"))
    return [found.get(video, 0) for video in videos]
