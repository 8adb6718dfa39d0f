"""Reading a file of records line by line: plain, gzip or xz, never more than one bounded line in memory.

A line that is no record is handed on with the reason; a file that can't be read at all raises UnreadableFile.
"""

import gzip
import json
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

LONGEST_LINE = 20 * 1024 * 1024
"""Bytes of one line after decompression. The longest line of the national file has under 1 MiB."""

CHUNK = 1024 * 1024
DAMAGED = (EOFError, gzip.BadGzipFile, lzma.LZMAError, zlib.error)


class UnreadableFile(Exception):
    """The file is missing, a folder, or may not be read; the message is for a reader."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line that holds a JSON object with a code; ``raw`` is the line as it was."""

    number: int
    raw: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is left out, and why; ``number`` counts from 1."""

    number: int
    reason: str


def read_source(path: Path) -> Iterator[SourceLine | BadLine]:
    """Yield every line of ``path``; raises UnreadableFile when there is nothing to read."""
    with _open(path) as stream:
        number = 0
        for number, line in enumerate(_lines(stream), start=1):
            if isinstance(line, str):
                yield BadLine(number, line)
            elif line.strip():
                yield _parsed(number, line)
        if number == 0:
            raise UnreadableFile(_("Tệp trống: %(path)s") % {"path": path})


def _open(path: Path) -> BufferedIOBase:
    """Open by content, not by name: a renamed archive still reads."""
    if path.is_dir():
        raise UnreadableFile(_("Đây là thư mục, không phải tệp: %(path)s") % {"path": path})
    try:
        with path.open("rb") as probe:
            head = probe.read(6)
    except FileNotFoundError as error:
        raise UnreadableFile(_("Không tìm thấy tệp: %(path)s") % {"path": path}) from error
    except OSError as error:
        raise UnreadableFile(_("Không đọc được tệp: %(path)s") % {"path": path}) from error
    if head.startswith(b"\x1f\x8b"):
        return gzip.open(path, "rb")
    if head == b"\xfd7zXZ\x00":
        return lzma.open(path, "rb")
    return path.open("rb")


def _lines(stream: BufferedIOBase) -> Iterator[bytes | str]:
    """Yield lines, or a text saying why one is not given: too long, or the archive is damaged there."""
    rest, skipping = b"", False
    try:
        while chunk := stream.read1(CHUNK):
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                yield _too_long() if skipping else line
                skipping = False
            if len(rest) > LONGEST_LINE:
                rest, skipping = b"", True
            elif skipping:
                rest = b""
    except (*DAMAGED, OSError):
        yield _("Tệp nén bị cắt ngang hoặc hỏng từ đây; các dòng sau không đọc được.")
        return
    if rest or skipping:
        yield _too_long() if skipping else rest


def _too_long() -> str:
    return _("Dòng dài quá %(limit)s MB.") % {"limit": LONGEST_LINE // 1024 // 1024}


def _parsed(number: int, line: bytes) -> SourceLine | BadLine:
    try:
        raw = line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        data = json.loads(raw)
    except UnicodeDecodeError:
        return BadLine(number, _("Dòng không phải chữ UTF-8."))
    except (ValueError, RecursionError):
        return BadLine(number, _("Dòng không phải JSON, hoặc bị cắt ngang."))
    if not isinstance(data, dict):
        return BadLine(number, _("Dòng không phải một bản ghi (đối tượng JSON)."))
    code = data.get("code")
    if not isinstance(code, str) or not code.strip():
        return BadLine(number, _("Bản ghi thiếu mã thủ tục (code)."))
    return SourceLine(number, raw, data)
