"""Files that are huge, or become so when unpacked: little memory and bounded time, each in a process of its own."""

import gzip
import json
import lzma
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalogue.importing import reading

from .records import record

MEGABYTE = 1024 * 1024

SCRIPT = """
import resource, sys, time
from pathlib import Path
import django
django.setup()
from catalogue.importing.reading import read_source
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begun = time.perf_counter()
bad = [line for line in read_source(Path(sys.argv[1])) if hasattr(line, "reason")]
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print((after - before) // 1024, round(time.perf_counter() - begun, 1), len(bad), bad[-1].reason)
"""


def _long_line(path: Path) -> None:
    """100 MB on one line, written piece by piece."""
    with path.open("wb") as stream:
        stream.write(b'{"code": "1.900009", "name": "')
        for _ in range(100):
            stream.write(b"x" * MEGABYTE)
        stream.write(b'"}\n' + json.dumps(record()).encode())


def _bomb(opener: Callable[..., Any], block: bytes, megabytes: int, **level: int) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with opener(path, "wb", **level) as stream:
            for _ in range(megabytes):
                stream.write(block * (MEGABYTE // len(block)))

    return write


@pytest.mark.parametrize(
    ("write", "word"),
    [
        pytest.param(_long_line, "dài quá", id="line-of-100-MB"),
        pytest.param(_bomb(gzip.open, b"0", 2048, compresslevel=1), "bung ra quá", id="gzip-bomb"),
        pytest.param(_bomb(lzma.open, b"0", 600, preset=0), "bung ra quá", id="xz-bomb"),
        pytest.param(_bomb(gzip.open, b"\n", 64), "dòng", id="bomb-of-blank-lines"),
        pytest.param(_bomb(gzip.open, b"[]\n0", 64), "dòng", id="bomb-of-bad-lines"),
    ],
)
def test_what_is_huge_takes_little_memory_and_time(
    write: Callable[[Path], None], word: str, tmp_path
) -> None:
    path = tmp_path / "huge"
    write(path)
    root = Path(reading.__file__).parents[2]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "-c", SCRIPT, str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=root, env=environment, check=True)
    megabytes, seconds, _bad, reason = ran.stdout.strip().split(" ", 3)
    assert int(megabytes) < 100
    assert float(seconds) < 60
    assert word in reason
