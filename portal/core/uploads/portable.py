"""PDF without scripts, launched programs, embedded files or passwords (ISO 32000-1, 7 and 12.6).

No PDF library reads the file: names of what runs are looked for in all its bytes and in all it has compressed,
after the escapes that hide them are undone. Objects packed in a way that can't be read here are refused.
"""

import re
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .refused import Refused, active, bomb, broken, embedded, locked

MOST_UNPACKED = 200 * 1024 * 1024  # bytes
TAIL = 2048  # bytes in which the end mark must stand
HEAD = 4096  # bytes before a stream in which its dictionary is looked for

STREAM = re.compile(rb"\bstream\r?\n?")
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
ACTIVE = re.compile(
    rb"/(JavaScript|Launch|RichMedia|Rendition|SubmitForm|ImportData|GoToE)\b"
    rb"|/(JS)\s*(?:\(|<|\d+\s+\d+\s+R\b)|/(XFA)\s*(?:\[|\d|<)"
)
EMBEDDED = re.compile(rb"/(EmbeddedFiles?|FileAttachment|Collection)\b")
LOCKED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R\b|<<)")
OBJECTS = re.compile(rb"/ObjStm\b")
UNREADABLE = re.compile(
    rb"/(?:ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL|Crypt)\b"
    rb"|/Predictor\s*(?:[2-9]|1\d|\d+\s+\d+\s+R)|/(?:Filter|DecodeParms)\s*\d|/F\s*[(<\d]"
)


def check(content: bytes) -> None:
    """Raise Refused unless ``content`` is a harmless PDF."""
    if b"%%EOF" not in content[-TAIL:]:
        raise broken()
    _look(_plain(content))
    packed_objects = len(OBJECTS.findall(_plain(content)))
    for before, unpacked, whole in _streams(content):
        _look(_plain(unpacked))
        packed_objects -= _count_objects(before, whole)
    if packed_objects > 0:
        raise _hidden()


def _plain(content: bytes) -> bytes:
    """The same with the escapes of names undone: "/J#53" is "/JS"."""
    return ESCAPE.sub(lambda found: bytes([int(found.group(1), 16)]), content)


def _look(plain: bytes) -> None:
    if LOCKED.search(plain):
        raise locked()
    if found := ACTIVE.search(plain):
        raise active((found.group(1) or found.group(2) or found.group(3)).decode())
    if found := EMBEDDED.search(plain):
        raise embedded(found.group(1).decode())


def _streams(content: bytes) -> Iterator[tuple[bytes, bytes, bool]]:
    """Each stream: what stands before it, what it unpacks to, and whether that is all of it.

    Raises Refused when all of them unpack to more than a file of this kind needs.
    """
    left = MOST_UNPACKED
    for found in STREAM.finditer(content):
        end = content.find(b"endstream", found.end())
        unpacked, whole = _unpack(content[found.end() : end if end >= 0 else len(content)], left)
        left -= len(unpacked)
        if left <= 0:
            raise bomb()
        yield content[max(0, found.start() - HEAD) : found.start()], unpacked, whole


def _unpack(packed: bytes, most: int) -> tuple[bytes, bool]:
    unpacking = zlib.decompressobj()
    try:
        unpacked = unpacking.decompress(packed, most)
    except zlib.error:
        return b"", False
    return unpacked, unpacking.eof


def _count_objects(before: bytes, whole: bool) -> int:
    """How many streams of objects the dictionary before a stream announces; raises Refused when they stay unread."""
    dictionary = _plain(before).rpartition(b"obj")[2]
    announced = len(OBJECTS.findall(dictionary))
    if announced and (UNREADABLE.search(dictionary) or (b"/Filter" in dictionary and not whole)):
        raise _hidden()
    return announced


def _hidden() -> Refused:
    return Refused("hidden", _("Tệp PDF nén theo cách không kiểm tra được. In lại thành PDF rồi tải lên."))
