"""Files of a portal that is left behind: RSS 2.0, Atom, or our JSON lines. Nothing is fetched, no entity is read."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, tostring
from zoneinfo import ZoneInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .report import Remark

VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")
MOST_BYTES: Final = 100 * 1024 * 1024
MOST_ENTRIES: Final = 50_000
MOST_TEXT: Final = 1_000_000  # characters of one field
ATOM: Final = "{http://www.w3.org/2005/Atom}"
CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR: Final = "{http://purl.org/dc/elements/1.1/}creator"

# The documented form of a JSON line. Required: guid, title, date.
TEXTS: Final = (
    "guid",
    "title",
    "title_en",
    "date",
    "address",
    "lead",
    "lead_en",
    "body",
    "body_en",
    "category",
    "author",
    "source",
    "source_en",
)


class UnreadableFile(Exception):
    """The whole file can't be read; the message says why, in Vietnamese."""


@dataclass(frozen=True)
class Entry:
    """One article as the file gives it. ``where`` names its place in the file; fields not given are empty."""

    where: str
    texts: dict[str, str]
    tags: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")


def read(path: Path) -> tuple[list[Entry], list[Remark]]:
    """All entries of a file and what is wrong with them; raises UnreadableFile."""
    readers: dict[str, Callable[[bytes], Iterator[Entry | Remark]]] = {".jsonl": _lines, ".xml": _xml}
    if path.suffix.lower() not in readers:
        raise UnreadableFile("Chỉ đọc tệp .jsonl hoặc .xml (RSS 2.0, Atom).")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableFile(f"Tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB.")
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"Không mở được tệp: {error.strerror}.") from error
    entries: list[Entry] = []
    remarks: list[Remark] = []
    for found in readers[path.suffix.lower()](raw):
        if isinstance(found, Remark):
            remarks.append(found)
        else:
            entries.append(found)
        if len(entries) + len(remarks) > MOST_ENTRIES:
            raise UnreadableFile(f"Tệp có hơn {MOST_ENTRIES} bài.")
    return entries, remarks


def moment(said: str) -> tuple[datetime, bool]:
    """A date of ISO 8601 or RFC 822, and whether it has an hour; Vietnam time when it names no zone.

    Raises ValueError.
    """
    said = said.strip()
    if len(said) == 10:
        return datetime.combine(date.fromisoformat(said), time(), VIETNAM), False
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        found = _rfc822(said)
    if found.tzinfo is None:
        return found.replace(tzinfo=VIETNAM), True
    try:
        return found.astimezone(VIETNAM), True
    except OverflowError as error:
        raise ValueError(said) from error


def _rfc822(said: str) -> datetime:
    try:
        return parsedate_to_datetime(said)
    except (TypeError, IndexError, OverflowError) as error:
        raise ValueError(said) from error


def _lines(raw: bytes) -> Iterator[Entry | Remark]:
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            yield from _line(f"Dòng {number}", line)


def _line(where: str, line: bytes) -> Iterator[Entry | Remark]:
    try:
        found = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        yield Remark(where, "–", "không phải JSON viết bằng UTF-8")
        return
    if not isinstance(found, dict):
        yield Remark(where, "–", "phải là một đối tượng JSON")
        return
    tags = found.pop("tags", [])
    wrong = [Remark(where, str(name)[:60], "không có trường này") for name in found if name not in TEXTS]
    texts = {name: value for name, value in found.items() if name in TEXTS and value is not None}
    wrong += [
        Remark(where, name, "phải là chuỗi") for name, value in texts.items() if not isinstance(value, str)
    ]
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        wrong.append(Remark(where, "tags", "phải là danh sách chuỗi"))
    if wrong:
        yield from wrong
    else:
        yield Entry(where, texts, tuple(tags))


def _xml(raw: bytes) -> Iterator[Entry | Remark]:
    try:
        root = fromstring(raw, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnreadableFile("Tệp XML có khai báo DTD hoặc thực thể: không đọc.") from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableFile(f"Không phải XML đúng cú pháp: {error}.") from error
    if root.tag == "rss":
        found, entry_of, name = root.iterfind("channel/item"), _rss, "item"
    elif root.tag == f"{ATOM}feed":
        found, entry_of, name = root.iterfind(f"{ATOM}entry"), _atom, "entry"
    else:
        raise UnreadableFile("Tệp XML không phải RSS 2.0 hay Atom.")
    for number, item in enumerate(found, 1):
        yield entry_of(f"Mục <{name}> thứ {number}", item)


def _rss(where: str, item: Element) -> Entry:
    full, summary = _text(item, CONTENT), _text(item, "description")
    texts = {
        "guid": _text(item, "guid") or _text(item, "link"),
        "title": _text(item, "title"),
        "date": _text(item, "pubDate"),
        "address": _text(item, "link"),
        "lead": summary if full else "",
        "body": full or summary,
        "category": _text(item, "category"),
        "author": _text(item, CREATOR),
        "source": _text(item, "source"),
    }
    others = tuple(tag.text or "" for tag in item.findall("category")[1:])
    return Entry(where, texts, others)


def _atom(where: str, item: Element) -> Entry:
    full, summary = _atom_text(item, "content"), _atom_text(item, "summary")
    links = [link for link in item.iterfind(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    categories = [one.get("label") or one.get("term") or "" for one in item.iterfind(f"{ATOM}category")]
    texts = {
        "guid": _text(item, f"{ATOM}id"),
        "title": _atom_text(item, "title"),
        "date": _text(item, f"{ATOM}published") or _text(item, f"{ATOM}updated"),
        "address": links[0].get("href", "") if links else "",
        "lead": summary if full else "",
        "body": full or summary,
        "category": categories[0] if categories else "",
        "author": _text(item, f"{ATOM}author/{ATOM}name"),
    }
    return Entry(where, texts, tuple(categories[1:]))


def _text(item: Element, path: str) -> str:
    return (item.findtext(path) or "").strip()


def _atom_text(item: Element, name: str) -> str:
    """A text construct as HTML: plain text is escaped, XHTML is written out."""
    found: Any = item.find(f"{ATOM}{name}")
    if found is None:
        return ""
    if found.get("type") == "xhtml":
        for element in found.iter():
            element.tag = element.tag.rpartition("}")[2]
        return "".join(tostring(child, encoding="unicode") for child in found)
    text = (found.text or "").strip()
    return text if found.get("type") == "html" else text.replace("&", "&amp;").replace("<", "&lt;")
