"""From a fresh copy of the sources to a page, with nothing but Python and make."""

import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.prove

ROOT = Path(__file__).resolve().parents[2]
FIRST_START_SECONDS = 180
SECOND_START_SECONDS = 6
STOP_SECONDS = 10


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The sources as git would clone them, with what is not committed yet."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _serving(sources: Path, port: int, said: Path) -> Iterator[float]:
    """`make serve` until the block is left; gives the seconds to the first page."""
    command = ["make", "serve", f"PORT={port}", f"PYTHON={sys.executable}"]
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(sources)}
    started = time.monotonic()
    with said.open("w") as output:
        server = subprocess.Popen(command, cwd=sources, env=environment, stdout=output, stderr=output)
    try:
        _first_page(server, port, said)
        yield time.monotonic() - started
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(STOP_SECONDS)


def _first_page(server: "subprocess.Popen[bytes]", port: int, said: Path) -> None:
    deadline = time.monotonic() + FIRST_START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, said.read_text()
        if _status(port, "/") == 200:
            return
        time.sleep(0.1)
    pytest.fail(f"no page after {FIRST_START_SECONDS} s:\n{said.read_text()}")


def _status(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def test_two_starts_and_a_clean_end(sources: Path, port: int) -> None:
    said = sources / "said.log"
    with _serving(sources, port, said) as first:
        assert _status(port, "/readyz") == 200
        assert _status(port, "/en/") == 200
    words = said.read_text()
    for promised in (f"http://127.0.0.1:{port}/", f"http://127.0.0.1:{port}/admin/", "bientap", "quantri"):
        assert promised in words
    assert "Traceback" not in words

    again = sources / "again.log"
    with _serving(sources, port, again) as second:
        assert _status(port, "/readyz") == 200
    assert "Traceback" not in again.read_text()
    assert second <= SECOND_START_SECONDS, f"first start {first:.1f} s, second {second:.1f} s"
