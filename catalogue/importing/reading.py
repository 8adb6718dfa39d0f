"""Reading a file of records line by line: plain, gzip or xz, never more than one bounded line in memory.

A line that is no record is handed on with the reason; a file that can't be read at all raises UnreadableFile.
"""

import gzip
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from django.utils.translation import gettext as _

from .checking import Refused, parsed, shown

LONGEST_LINE = 4 * 1024 * 1024
"""Bytes of one line after decompression. The longest line of the national file has 190,220."""

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes of all lines after decompression. The national file has 80 million."""

MOST_LINES = 100_000
"""Lines of one file, blank ones too. The national file has 5,665."""

MOST_MEMORY: Final = 128 * 1024 * 1024
"""Bytes an xz archive may ask for to be unpacked; ``xz -9`` asks for 65 MiB, a header may claim 4 GiB."""

CHUNK = 1024 * 1024
DAMAGED = (EOFError, gzip.BadGzipFile, lzma.LZMAError, zlib.error, OSError)
OTHER_ARCHIVES: Final = {
    b"PK\x03\x04": "zip",
    b"BZh": "bzip2",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"7z\xbc\xaf": "7z",
}


class UnreadableFile(Exception):
    """The file is missing, a folder, or may not be read; the message is for a reader."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line that holds a JSON object with a code; ``raw`` is the line as it was."""

    number: int
    raw: str
    data: dict[str, Any]

    @property
    def code(self) -> str:
        return str(self.data["code"]).strip()


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is left out, and why; ``number`` counts from 1.

    ``code``: of which procedure, where that can still be read. ``cut``: no line after it was read.
    """

    number: int
    reason: str
    code: str = ""
    cut: bool = False


class Stream(Protocol):
    """What is read from: at most ``size`` bytes at a time, none at the end."""

    def read1(self, size: int, /) -> bytes: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Broken:
    """Stands in the place of a line that can't be given."""

    reason: str
    cut: bool = False


def read_source(path: Path) -> Iterator[SourceLine | BadLine]:
    """Yield every line of ``path``; raises UnreadableFile when there is nothing to read."""
    stream = _open(path)
    try:
        number = 0
        for number, line in enumerate(_lines(stream), start=1):
            if isinstance(line, _Broken):
                yield BadLine(number, line.reason, cut=line.cut)
            elif line.strip():
                yield _parsed(number, line)
        if number == 0:
            raise UnreadableFile(_("Tệp trống: %(path)s") % {"path": path})
    finally:
        stream.close()


def plain_text(path: Path, most: int) -> str:
    """Return the text of a file of at most ``most`` bytes unpacked; raises UnreadableFile."""
    stream, found = _open(path), bytearray()
    try:
        while (chunk := stream.read1(CHUNK)) and len(found) <= most:
            found += chunk
        text = found.decode("utf-8-sig")
    except (*DAMAGED, UnicodeDecodeError) as error:
        raise UnreadableFile(_("Tệp hỏng hoặc không phải chữ UTF-8: %(path)s") % {"path": path}) from error
    finally:
        stream.close()
    if len(found) > most:
        reason = _("Tệp lớn quá %(limit)s MB: %(path)s")
        raise UnreadableFile(reason % {"limit": most // 1024 // 1024, "path": path})
    if not text.strip():
        raise UnreadableFile(_("Tệp trống: %(path)s") % {"path": path})
    return text


def _open(path: Path) -> Stream:
    """Open by content, not by name: a renamed archive still reads."""
    head = _head(path)
    for magic, kind in OTHER_ARCHIVES.items():
        if head.startswith(magic):
            reason = _("Tệp nén kiểu %(kind)s không đọc được, hãy giải nén hoặc dùng .gz, .xz: %(path)s")
            raise UnreadableFile(reason % {"kind": kind, "path": path})
    if head.startswith(b"\x1f\x8b"):
        return gzip.open(path, "rb")
    return Xz(path) if head == b"\xfd7zXZ\x00" else path.open("rb")


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableFile(_("Đây là thư mục, không phải tệp: %(path)s") % {"path": path})
        if path.exists() and not path.is_file():
            raise UnreadableFile(_("Đây không phải tệp thường: %(path)s") % {"path": path})
        with path.open("rb") as probe:
            return probe.read(6)
    except FileNotFoundError as error:
        raise UnreadableFile(_("Không tìm thấy tệp: %(path)s") % {"path": path}) from error
    except (OSError, ValueError) as error:
        raise UnreadableFile(_("Không đọc được tệp: %(path)s") % {"path": path}) from error


class Xz:
    """An xz file unpacked piece by piece, with a limit on memory that ``lzma.open`` can't be given."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("rb")
        self.close = self.file.close
        self.engine = self._engine()

    @staticmethod
    def _engine() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MOST_MEMORY)

    def read1(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes; raises EOFError when the archive is cut, LZMAError when it is damaged."""
        packed = b""
        while True:
            if self.engine.eof:
                packed = self._next_stream()
                if not packed:
                    return b""
                self.engine = self._engine()
            elif self.engine.needs_input:
                packed = self.file.read(CHUNK)
                if not packed:
                    raise EOFError
            found = self.engine.decompress(packed, size)
            packed = b""
            if found:
                return found

    def _next_stream(self) -> bytes:
        """What follows the end of a stream: another one, or nothing but padding."""
        packed = self.engine.unused_data.lstrip(b"\0")
        while not packed and (more := self.file.read(CHUNK)):
            packed = more.lstrip(b"\0")
        return packed


def _lines(stream: Stream) -> Iterator[bytes | _Broken]:
    """Yield lines, or why one is not given: too long, too many, or the archive is damaged there."""
    rest, skipping, size, count = b"", False, 0, 0
    while True:
        try:
            chunk = stream.read1(CHUNK)
        except DAMAGED:
            yield _Broken(_("Tệp nén bị cắt ngang hoặc hỏng từ đây; các dòng sau không đọc được."), cut=True)
            return
        size += len(chunk)
        if not chunk or size > LARGEST_FILE:
            break
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            count += 1
            if count > MOST_LINES:
                yield _too_many()
                return
            yield _too_long() if skipping or len(line) > LONGEST_LINE else line
            skipping = False
        if skipping or len(rest) > LONGEST_LINE:
            rest, skipping = b"", True
    if size > LARGEST_FILE:
        yield _too_large()
    elif rest or skipping:
        yield _too_long() if skipping else rest


def _too_long() -> _Broken:
    return _Broken(_("Dòng dài quá %(limit)s MB.") % {"limit": LONGEST_LINE // 1024 // 1024})


def _too_large() -> _Broken:
    reason = _("Tệp bung ra quá %(limit)s MB; dừng đọc từ dòng này.")
    return _Broken(reason % {"limit": LARGEST_FILE // 1024 // 1024}, cut=True)


def _too_many() -> _Broken:
    return _Broken(_("Tệp có quá %(limit)d dòng; dừng đọc từ dòng này.") % {"limit": MOST_LINES}, cut=True)


def _parsed(number: int, line: bytes) -> SourceLine | BadLine:
    try:
        raw = line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
    except UnicodeDecodeError:
        return BadLine(number, _("Dòng không phải chữ UTF-8."))
    try:
        data = parsed(raw)
    except Refused as error:
        return BadLine(number, str(error))
    code = data.get("code")
    if not isinstance(code, str) or not code.strip():
        return BadLine(number, _("Bản ghi thiếu mã thủ tục (code)."))
    if not data.get("detail"):
        return BadLine(number, _("Bản ghi thiếu phần nội dung (detail)."), shown(code.strip()))
    return SourceLine(number, raw, data)
