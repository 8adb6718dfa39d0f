"""Methods, caches, limits, unknown addresses and failures: every refusal is a problem (RFC 9457)."""

import json

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from portal.api import limits, procedures
from portal.api.limits import Limiter, address_of
from tests.api.rows import CODE, filled

HERE = f"/api/v1/procedures/{CODE}"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    procedures.kept_answers.clear()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1/x", "/api/v2/procedures", "/en/api/v1/a/b", "/api/v1/procedures/"]
)
def test_unknown_addresses_are_problems(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["type"] == "#not-found"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_is_written(method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(HERE)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["Content-Type"] == "application/problem+json"


def test_options_for_pages_of_other_sites(client: Client) -> None:
    response = client.options(HERE)
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]


@pytest.mark.django_db
def test_head_is_get_without_content(client: Client) -> None:
    filled()
    asked, head = client.get(HERE), client.head(HERE)
    assert head.content == b""
    assert head.headers["Content-Length"] == str(len(asked.content))
    assert head.headers["ETag"] == asked.headers["ETag"]


@pytest.mark.django_db
def test_who_has_it_gets_304(client: Client) -> None:
    filled()
    first = client.get(HERE)
    for name in ("If-None-Match", "If-Modified-Since"):
        sent = {"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"}[name]
        again = client.get(HERE, headers={name: first.headers[sent]})
        assert (again.status_code, again.content) == (304, b""), name
        assert again.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.django_db
def test_if_match_that_fails_is_a_problem(client: Client) -> None:
    filled()
    response = client.get(HERE, headers={"If-Match": '"x"'})
    assert (response.status_code, response.headers["Content-Type"]) == (412, "application/problem+json")


def test_a_failure_is_a_problem_and_says_nothing_of_itself(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(procedures, "public_entry", broken)
    response = client.get(HERE)
    assert (response.status_code, response.headers["Content-Type"]) == (500, "application/problem+json")
    assert b"secret" not in response.content


def test_limit_fills_again() -> None:
    now = [0.0]
    limiter = Limiter(a_second=1, at_once=2, clock=lambda: now[0])
    assert [limiter.wait("192.0.2.1") for _ in range(3)] == [0, 0, 1]
    assert limiter.wait("192.0.2.2") == 0
    now[0] = 1.0
    assert [limiter.wait("192.0.2.1") for _ in range(2)] == [0, 1]


def test_one_network_of_ipv6_is_one_address() -> None:
    limiter = Limiter(a_second=1, at_once=1)
    assert [limiter.wait("2001:db8::1"), limiter.wait("2001:db8::2"), limiter.wait("2001:db8:0:1::1")] == [
        0,
        1,
        0,
    ]


def test_addresses_are_not_kept_in_clear() -> None:
    limiter = Limiter()
    limiter.wait("192.0.2.77")
    assert "192.0.2.77" not in repr(vars(limiter))
    assert bytes([192, 0, 2, 77]) not in list(limiter._left)


def test_who_asks_too_often_waits(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "limiter", Limiter(a_second=0.5, at_once=1))
    asked = [client.get("/api/v1/openapi.json", REMOTE_ADDR="192.0.2.1") for _ in range(2)]
    assert [response.status_code for response in asked] == [200, 429]
    assert asked[1].headers["Retry-After"] == "2"
    assert asked[1].headers["Content-Type"] == "application/problem+json"
    assert client.get("/api/v1/openapi.json", REMOTE_ADDR="192.0.2.2").status_code == 200


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.1", "192.0.2.1"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "", None),
        ("172.18.0.1", "198.51.100.1", "198.51.100.1"),
        ("odd", "198.51.100.1", "odd"),
    ],
)
def test_address_is_the_one_the_proxy_wrote(
    settings: Settings, peer: str, forwarded: str, address: str | None
) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.0/8", "::1", "172.16.0.0/12"]
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == address


def test_nul_in_an_address_is_a_problem(client: Client, settings: Settings) -> None:
    wanted = "portal.api.middleware.Problems"
    settings.MIDDLEWARE = [wanted, *(name for name in settings.MIDDLEWARE if name != wanted)]
    response = Client().get("/api/v1/procedures?name=%00")
    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")
    assert Client().get("/thu-tuc/?ten=%00").headers["Content-Type"].startswith("text/plain")
