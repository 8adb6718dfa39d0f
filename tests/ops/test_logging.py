"""A log line is JSON and names nobody."""

import json
import logging
import sys
from types import SimpleNamespace

import pytest

from portal.ops.logging import JsonFormatter, scrub


def _line(message: str, *args: object, **extra: object) -> dict[str, object]:
    record = logging.makeLogRecord(
        {"name": "test", "levelname": "INFO", "msg": message, "args": args, **extra}
    )
    written = JsonFormatter().format(record)
    assert "\n" not in written
    return dict(json.loads(written))


def test_a_line_has_time_level_logger_and_message() -> None:
    line = _line("đã nhập %d thủ tục", 20)
    assert (line["level"], line["logger"], line["message"]) == ("INFO", "test", "đã nhập 20 thủ tục")
    assert str(line["time"]).endswith("+00:00")


def test_plain_extra_values_are_kept() -> None:
    assert _line("done", topic="search", count=3)["count"] == 3


@pytest.mark.parametrize("name", ["user", "ip", "username", "user_agent", "query", "email", "sql"])
def test_fields_with_personal_names_are_dropped(name: str) -> None:
    assert name not in _line("request", **{name: "anything"})


def test_objects_are_dropped() -> None:
    assert "request" not in _line("Not Found", request=SimpleNamespace(user="somebody"), status_code=404)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("login from 203.0.113.7 failed", "203.0.113.7"),
        ("login from 2001:db8::7:1 failed", "2001:db8::7:1"),
        ("mail to nguoi.dan@example.org refused", "nguoi.dan@example.org"),
        ("Not Found: /tim-kiem/?q=benh+cua+toi", "benh"),
        ("Not Found: /thu-tuc/001099012345/", "001099012345"),
    ],
)
def test_text_is_scrubbed(text: str, secret: str) -> None:
    assert secret not in str(_line(text)["message"])


@pytest.mark.parametrize(
    "text",
    [
        "1.001193 đã xuất bản",
        "wagtail 8.0.1",
        "lúc 08:30:00",
        "http://127.0.0.1:8000",
        "/thu-tuc/1-001193-dang-ky-khai-sinh/",
        "đủ chưa?",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert scrub(text) == text


def test_an_error_has_its_trace_scrubbed() -> None:
    try:
        raise ValueError("no mailbox a@example.org")
    except ValueError:
        line = _line("failed", exc_info=sys.exc_info())
    assert "ValueError" in str(line["trace"])
    assert "a@example.org" not in str(line["trace"])


def test_a_field_cannot_forge_a_line() -> None:
    assert _line('x"}\n{"level": "ERROR"')["level"] == "INFO"
