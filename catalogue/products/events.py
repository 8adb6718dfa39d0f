"""The due days of a pack as events of a calendar."""

from collections.abc import Iterable
from hashlib import sha256

from portal.core.slugs import cut
from portal.core.words import gettext

from .ics import Event
from .sheet import Sheet


def events(sheets: Iterable[Sheet], host: str) -> list[Event]:
    """One event for each sheet whose due day can be counted."""
    return [_event(sheet, host) for sheet in sheets if sheet.due]


def _event(sheet: Sheet, host: str) -> Event:
    assert sheet.due is not None
    mark = sha256(f"{sheet.code} {sheet.query} {sheet.filed}".encode()).hexdigest()[:16]
    office = sheet.offices[0] if sheet.offices else None
    return Event(
        uid=f"{mark}@{host}",
        told=sheet.today,
        day=sheet.due,
        summary=gettext("Hạn trả kết quả: %(title)s") % {"title": cut(sheet.title.text, 120)},
        description="\n".join((sheet.due_words, *sheet.times.doubts, sheet.version_words)),
        location=", ".join((office.name.text, office.address.text)) if office and office.address.text else "",
        url=sheet.place.short,
    )
