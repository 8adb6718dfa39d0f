"""`manage.py serve` says plainly why it does not start."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from portal.ops import preparation
from portal.ops.server import port_is_free


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_busy_port_is_one_clear_sentence_in_two_languages(
    busy_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("serve", port=str(busy_port))
    said = capsys.readouterr().err
    assert ended.value.code == 1
    assert f"Cổng {busy_port}" in said
    assert f"Port {busy_port} is in use" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("port", ["0", "65536", "tám", "-1", "", "８０００"])
def test_what_is_no_port_is_said(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("serve", port=port)
    assert ended.value.code == 1
    assert "65535" in capsys.readouterr().err


def test_a_port_is_free_again_when_its_server_has_left(busy_port: int) -> None:
    assert not port_is_free(busy_port)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        free = server.getsockname()[1]
    assert port_is_free(free)


def test_a_step_that_failed_is_done_again(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR_DIR = tmp_path
    done: list[str] = []

    def fail(say: preparation.Say) -> None:
        done.append("second")
        raise RuntimeError

    steps = (
        preparation.Step("first", "một", lambda: "1", lambda say: done.append("first")),
        preparation.Step("second", "hai", lambda: "2", fail),
    )
    monkeypatch.setattr(preparation, "STEPS", steps)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            preparation.prepare(lambda text: None)
    assert done == ["first", "second", "second"]
    assert [step.name for step in preparation.outdated_steps()] == ["second"]
