"""Counting views: once each, whoever sends them and however often."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.db import DatabaseError, connections
from django.test import Client
from pytest_django import Settings

from portal.news.videos import counting, tokens
from portal.news.videos.models import CountedView, VideoPage, ViewCount

from .making import video, view

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SEEN = "/video/mot-video/da-xem/"
READER = "Mozilla/5.0 (Android 10; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0"


@pytest.fixture
def page() -> VideoPage:
    return video()


@pytest.fixture
def reader() -> Client:
    return Client(enforce_csrf_checks=True, headers={"User-Agent": READER})


def counted(page: VideoPage) -> int:
    counting.flush()
    return sum(ViewCount.objects.filter(video=page).values_list("counted", flat=True))


def aged(page: VideoPage, by: timedelta = tokens.LEAST_AGE) -> str:
    """A token made some time ago."""
    with mock.patch.object(tokens, "datetime", wraps=datetime) as clock:
        clock.now.side_effect = lambda zone=UTC: datetime.now(zone) - by
        return tokens.issue(page.pk)


def test_a_view_counts_once_however_often_it_is_sent(page: VideoPage, reader: Client) -> None:
    token = aged(page)
    assert [reader.post(SEEN, {"token": token}).status_code for _ in range(3)] == [204] * 3
    assert counted(page) == 1
    reader.post(SEEN, {"token": token})
    assert counted(page) == 1
    reader.post("/en" + SEEN, {"token": aged(page)})
    assert counted(page) == 2


def test_token_is_fresh_each_time_and_kept_by_no_cache(page: VideoPage, reader: Client) -> None:
    answers = [reader.get(SEEN) for _ in range(2)]
    assert answers[0].json()["token"] != answers[1].json()["token"]
    assert "no-store" in answers[0].headers["Cache-Control"]
    assert not answers[0].cookies


def test_what_is_no_view_is_refused(page: VideoPage, reader: Client) -> None:
    other = video("khac")
    bad = [
        "",
        "x" * 1000,
        tokens.issue(page.pk),
        aged(page, timedelta(hours=3)),
        aged(other),
        aged(page)[:-1] + "\x00",
    ]
    assert [reader.post(SEEN, {"token": token}).status_code for token in bad] == [400] * len(bad)
    assert reader.post(SEEN).status_code == 400
    assert reader.put(SEEN).status_code == 405
    assert counted(page) == 0


@pytest.mark.parametrize("agent", ["Googlebot/2.1", "curl/8.5", ""])
def test_robots_are_not_counted(agent: str, page: VideoPage, reader: Client) -> None:
    answer = reader.post(SEEN, {"token": aged(page)}, headers={"User-Agent": agent})
    assert answer.status_code == 204
    assert counted(page) == 0


def test_views_of_a_deleted_video_keep_no_other_from_being_counted(page: VideoPage) -> None:
    counting.count(tokens.View(999_999, "a", datetime.now(UTC)))
    counting.count(view(page, "b"))
    assert counted(page) == 1


def test_nothing_is_lost_and_nothing_twice_when_the_database_fails(page: VideoPage) -> None:
    counting.count(view(page, "a"))
    with mock.patch.object(counting, "write", side_effect=DatabaseError), pytest.raises(DatabaseError):
        counting.flush()
    counting.count(view(page, "b"))
    assert counted(page) == 2
    counting.write([view(page, "a"), view(page, "b")])  # written, but the answer did not arrive
    assert counted(page) == 2


def test_expired_numbers_are_forgotten(page: VideoPage) -> None:
    counting.write([tokens.View(page.pk, "old", datetime.now(UTC) - timedelta(seconds=1)), view(page, "new")])
    assert counting.tidy() == 1
    assert [row.number for row in CountedView.objects.all()] == ["new"]
    assert counted(page) == 2


def test_a_full_buffer_holds_no_more(page: VideoPage) -> None:
    with mock.patch.object(counting, "MOST", 2):
        for number in "abc":
            counting.count(view(page, number))
    assert counted(page) == 2


def test_a_forked_child_does_not_count_what_its_parent_holds(page: VideoPage) -> None:
    counting.count(view(page, "a"))
    child = os.fork()
    if not child:
        os._exit(len(counting._buffer.take()))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert counted(page) == 1


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_agree(page: VideoPage) -> None:
    """Four writers; half of the views come to two of them."""

    def write(writer: int) -> None:
        try:
            for batch in range(10):
                shared = [view(page, f"both-{writer // 2}-{batch}-{n}") for n in range(10)]
                own = [view(page, f"own-{writer}-{batch}-{n}") for n in range(10)]
                counting.write([*shared, *own])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert counted(page) == 2 * 100 + 4 * 100


@pytest.mark.django_db(transaction=True)
def test_processes_count_exactly_and_a_kill_loses_only_what_was_not_written(
    page: VideoPage, settings: Settings
) -> None:
    """Four processes; the last is killed when its first half is written and its second is not."""
    settings.VIDEO_VIEWS_FLUSH_SECONDS = 0.05
    connections.close_all()  # a connection can't be shared with a child
    children = [_child(page, number) for number in range(4)]
    ended = [os.waitpid(child, 0)[1] for child in children]
    assert [os.waitstatus_to_exitcode(status) for status in ended] == [0, 0, 0, -signal.SIGKILL]
    assert counted(page) == 3 * 200 + 100


def _child(page: VideoPage, number: int) -> int:
    child = os.fork()
    if child:
        return child
    try:
        for part in range(2):
            for n in range(100):
                counting.count(view(page, f"{number}-{part}-{n}"))
            _until_written(100 * (part + 1), f"{number}-")
            if number == 3:
                counting._writing.acquire()  # the thread can write no more
                counting.count(view(page, "lost"))
                os.kill(os.getpid(), signal.SIGKILL)
        os._exit(0)
    finally:
        os._exit(1)


def _until_written(many: int, prefix: str) -> None:
    deadline = time.monotonic() + 30
    while CountedView.objects.filter(number__startswith=prefix).count() < many:
        assert time.monotonic() < deadline
        time.sleep(0.02)
