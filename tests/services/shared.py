"""One server for several test processes: the first to ask starts it, the last to leave stops it."""

import fcntl
import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil

STOP_SECONDS = 20


@dataclass
class Running:
    """A started server: process group leader, address, scratch folder, and the test processes that use it."""

    pid: int
    url: str
    folder: str
    holders: list[int] = field(default_factory=list)


def services_folder() -> Path:
    """A folder for unpacked servers, outside the home folder: an unprivileged user must reach it."""
    folder = Path(tempfile.gettempdir()) / f"mot-cua-services-{os.getuid()}"
    folder.mkdir(mode=0o755, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to somebody else")
    return folder


@contextmanager
def shared_server(name: str, start: Callable[[], Running]) -> Iterator[str]:
    """The address of the server `name`, which lives while any process is in this block."""
    state = services_folder() / f"{name}.json"
    with _locked(state):
        running = _read(state)
        if running is None:
            running = start()
        running.holders.append(os.getpid())
        state.write_text(json.dumps(asdict(running)))
    try:
        yield running.url
    finally:
        with _locked(state):
            _leave(state)


@contextmanager
def _locked(state: Path) -> Iterator[None]:
    with state.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _read(state: Path) -> Running | None:
    """The running server with the holders that still live; None when there is none, or it died."""
    try:
        running = Running(**json.loads(state.read_text()))
    except (OSError, ValueError, TypeError):
        return None
    if not _lives(running.pid):
        return None
    running.holders = [pid for pid in running.holders if _lives(pid)]
    return running


def _leave(state: Path) -> None:
    running = _read(state)
    if running is None:
        return
    if os.getpid() in running.holders:
        running.holders.remove(os.getpid())
    if running.holders:
        state.write_text(json.dumps(asdict(running)))
        return
    stop(running.pid)
    shutil.rmtree(running.folder, ignore_errors=True)
    state.unlink(missing_ok=True)


def stop(pid: int) -> None:
    """End the process group: politely, then by force after STOP_SECONDS."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while _lives(pid) and time.monotonic() < deadline:
        _reap(pid)
        time.sleep(0.1)
    if _lives(pid):
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        _reap(pid)


def _lives(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _reap(pid: int) -> None:
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
