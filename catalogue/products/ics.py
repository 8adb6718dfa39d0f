"""Days in a calendar file, as RFC 5545 wants it: lines of at most 75 octets that end in CRLF."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

LINE: Final = 75
"""Octets of a line, without its end (RFC 5545, 3.1)."""
ESCAPES: Final = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n", "\r": None})


@dataclass(frozen=True)
class Event:
    """A whole ``day``. ``uid`` is the same for the same event; ``told`` is the day it was told."""

    uid: str
    told: date
    day: date
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""


def calendar(events: Iterable[Event], language: str) -> str:
    """Write the events as one calendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Mot Cua//{language.upper()}", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += ["BEGIN:VEVENT", *_lines(event), "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _lines(event: Event) -> Iterator[str]:
    # The day it was told, not the clock: the same question gives the same file.
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.told:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_escaped(event.description)}"
    if event.location:
        yield f"LOCATION:{_escaped(event.location)}"
    if event.url:
        yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"


def _escaped(text: str) -> str:
    return text.translate(ESCAPES)


def _folded(line: str) -> str:
    """Part a long line between characters, never inside one."""
    parts, part, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > LINE:
            parts.append(part)
            part, size = " ", 1
        part, size = part + sign, size + octets
    return "\r\n".join([*parts, part])
