"""The access log says what was asked and how it went, and not by whom."""

import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from portal.ops.middleware import AccessLog


def _answer(path: str, caplog: pytest.LogCaptureFixture, status: int = 200) -> list[logging.LogRecord]:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(b"abc", status=status)

    with caplog.at_level(logging.INFO, logger="portal.access"):
        AccessLog(view)(RequestFactory().get(path, REMOTE_ADDR="203.0.113.7", HTTP_USER_AGENT="a browser"))
    return caplog.records


def test_a_request_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    (record,) = _answer("/tim-kiem/?q=khai+sinh", caplog)
    said = vars(record)
    assert (said["method"], said["place"], said["status"], said["bytes"]) == ("GET", "/tim-kiem/", 200, 3)
    assert said["ms"] >= 0
    assert not {"khai+sinh", "203.0.113.7", "a browser"} & {str(value) for value in said.values()}


def test_an_unknown_address_is_not_repeated(caplog: pytest.LogCaptureFixture) -> None:
    (record,) = _answer("/so-can-cuoc-cua-toi/", caplog, status=404)
    assert vars(record)["place"] == "(not found)"


def test_the_admin_is_named_by_route(caplog: pytest.LogCaptureFixture) -> None:
    (record,) = _answer("/admin/password_reset/confirm/MQ/secret-token/", caplog)
    assert "secret-token" not in vars(record)["place"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_are_not_logged(path: str, caplog: pytest.LogCaptureFixture) -> None:
    assert _answer(path, caplog) == []
