"""An entry of a file as an article: checked, cleaned, ready to be written. Pure."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from wagtail.contrib.redirects.models import Redirect

from portal.core.slugs import cut

from .cleaning import clean, plain
from .reading import MOST_TEXT, Entry, moment
from .report import Remark

LENGTHS: Final = {"guid": 500, "title": 255, "title_en": 255, "category": 200, "author": 200, "address": 1000}
MOST_PATH: Final = 255  # characters of an old address
MOST_SOURCE: Final = 255
MOST_TAGS: Final = 20
MOST_TAG: Final = 100
OURS: Final = ("/", "/tin-tuc", "/en", "/en/tin-tuc")

Blocks = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Article:
    """What will be written of one entry."""

    where: str
    guid: str
    title: str
    title_en: str
    date: datetime
    has_time: bool
    lead: str
    lead_en: str
    body: Blocks
    body_en: Blocks
    source: str
    source_en: str
    author: str
    category: str
    tags: tuple[str, ...]
    old_path: str
    lost: tuple[str, ...] = ()


def problems(entry: Entry) -> Iterator[Remark]:
    """What keeps an entry from being written."""
    for name in ("guid", "title", "date"):
        if not entry[name].strip():
            yield Remark(entry.where, name, "bắt buộc phải có")
    for name, text in entry.texts.items():
        if len(text) > LENGTHS.get(name, MOST_TEXT):
            yield Remark(entry.where, name, f"dài hơn {LENGTHS.get(name, MOST_TEXT)} ký tự")
        if not all(map(_sayable, text)):
            yield Remark(entry.where, name, "có ký tự không phải chữ")
    if entry["title"].strip() and not plain(entry["title"]):
        yield Remark(entry.where, "title", "không có chữ nào")
    if (
        any(len(tag) > MOST_TAG or not all(map(_sayable, tag)) for tag in entry.tags)
        or len(entry.tags) > MOST_TAGS
    ):
        yield Remark(entry.where, "tags", f"nhiều nhất {MOST_TAGS} thẻ, mỗi thẻ {MOST_TAG} ký tự")
    if entry["date"].strip() and not _dated(entry["date"]):
        yield Remark(entry.where, "date", f"không hiểu ngày “{cut(entry['date'], 60)}”")
    if entry["address"] and not old_path(entry["address"]):
        yield Remark(entry.where, "address", "không phải địa chỉ http(s) hay đường dẫn, hoặc quá dài")


def twice(entries: Iterable[Entry]) -> Iterator[Remark]:
    """Entries that name what an earlier one named: the same guid, the same old address."""
    seen: dict[tuple[str, str], str] = {}
    for entry in entries:
        for name in ("guid", "address"):
            value = entry[name].strip() if name == "guid" else old_path(entry[name])
            if value and (first := seen.setdefault((name, value), entry.where)) != entry.where:
                yield Remark(entry.where, name, f"trùng với {first}")


def _sayable(sign: str) -> bool:
    """Whether a database, XML and a page can hold a character: no half of a pair, no control sign but blanks."""
    return sign in "\t\n\r" or unicodedata.category(sign) not in ("Cs", "Cc")


def _dated(said: str) -> bool:
    try:
        moment(said)
    except ValueError:
        return False
    return True


def old_path(address: str) -> str:
    """The path of an old address as Wagtail's redirects keep it, or "" when it is none."""
    address = address.strip()
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        if parts.scheme not in ("", "http", "https") or not (parts.path.startswith("/") or parts.netloc):
            return ""
        path = str(Redirect.normalise_path(address))
    except ValueError:
        return ""
    return path if len(path) <= MOST_PATH else ""


def article(entry: Entry) -> Article:
    """The article of an entry without problems."""
    date, has_time = moment(entry["date"])
    body, body_en = clean(_nfc(entry["body"])), clean(_nfc(entry["body_en"]))
    path = old_path(entry["address"])
    return Article(
        where=entry.where,
        guid=entry["guid"].strip(),
        **{
            name: _plain(entry[name])
            for name in ("title", "title_en", "lead", "lead_en", "author", "category")
        },
        **{name: cut(_plain(entry[name]), MOST_SOURCE) for name in ("source", "source_en")},
        date=date,
        has_time=has_time,
        body=body.blocks,
        body_en=body_en.blocks,
        tags=tuple(dict.fromkeys(tag for tag in map(_plain, entry.tags) if tag)),
        old_path="" if path in OURS else path,
        lost=(*body.lost, *body_en.lost),
    )


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _plain(text: str) -> str:
    return plain(_nfc(text))
