"""A zip archive read with bounds, and its XML parts read without following anything."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from .refused import bomb, broken, embedded, locked

MOST_PARTS = 3_000
MOST_UNPACKED = 200 * 1024 * 1024  # bytes
MOST_RATIO = 200  # times its packed size; text of Office files stays below 60
SMALL = 1024 * 1024  # bytes: below this no ratio is suspicious
ENCRYPTED = 0x1
USUAL = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the only ways these formats are packed
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    KeyError,
    ValueError,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
)
FILES_INSIDE = {
    b"\xd0\xcf\x11\xe0": "OLE",
    b"MZ": "exe",
    b"PK\x03\x04": "zip",
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
}

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]


class Archive:
    """The parts of a zip archive; raises Refused when it is broken, locked, a bomb or names parts oddly."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except DAMAGE as error:
            raise broken() from error
        infos = self._zip.infolist()
        self.names = [info.filename for info in infos]
        _measure(infos)
        if any(info.flag_bits & ENCRYPTED for info in infos):
            raise locked()
        if any(info.compress_type not in USUAL for info in infos) or _ambiguous(self.names):
            raise broken()

    def read(self, name: str) -> bytes:
        """A part's content, never more than it declares; raises Refused when it is missing or broken."""
        try:
            with self._zip.open(name) as part:
                return part.read(MOST_UNPACKED)
        except DAMAGE as error:
            raise broken() from error

    def openings(self) -> Iterator[tuple[str, bytes]]:
        """The first bytes of every part."""
        for name in self.names:
            if not name.endswith("/"):
                yield name, self.read(name)[:8]

    def refuse_files_inside(self) -> None:
        for name, opening in self.openings():
            for magic, kind in FILES_INSIDE.items():
                if opening.startswith(magic):
                    raise embedded(f"{kind}: {name}")


def _measure(infos: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(info.file_size for info in infos)
    greedy = any(
        info.file_size > SMALL and info.file_size > MOST_RATIO * max(1, info.compress_size) for info in infos
    )
    if len(infos) > MOST_PARTS or unpacked > MOST_UNPACKED or greedy:
        raise bomb()


def _ambiguous(names: list[str]) -> bool:
    """Whether two parts have one name, which programs read differently, or a name leads out of the archive."""
    return len({name.lower() for name in names}) != len(names) or any(map(_odd, names))


def _odd(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or "\x00" in name


def read_xml(content: bytes, start: Start, text: Callable[[str], None] | None = None) -> None:
    """Call ``start`` with each element's local name and attributes (local names too).

    A document type is refused: Office files have none, and entities hide text and blow up. Raises Refused.
    An empty part is no XML and does no harm: LibreOffice writes some.
    """
    if not content:
        return
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, given: start(
        _local(name), {_local(k): v for k, v in given.items()}
    )
    parser.StartDoctypeDeclHandler = _no_doctype
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise broken() from error


def _no_doctype(*_args: object) -> None:
    raise broken()


def _local(name: str) -> str:
    return name.rpartition(":")[2]
