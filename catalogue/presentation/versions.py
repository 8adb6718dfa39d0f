"""What a page says of its version: since when, because of what, and which others there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.core.words import gettext

from .wording import day_html

Place = Literal["today", "past", "future"]


class Version(Protocol):
    """What a page needs to know of a version."""

    @property
    def pk(self) -> int: ...
    @property
    def in_force_from(self) -> date | None: ...
    @property
    def basis(self) -> str: ...
    @property
    def caused_by(self) -> str: ...
    @property
    def note(self) -> str: ...


@dataclass(frozen=True)
class VersionLine:
    """One version in the list of versions."""

    since: SafeString
    note: str
    as_of: str
    place: Place
    shown: bool


@dataclass(frozen=True)
class VersionsView:
    """The version shown among its siblings; ``coming`` is the next one that changes it, if announced."""

    shown: VersionLine
    lines: list[VersionLine]
    coming: VersionLine | None


def since_html(version: Version) -> SafeString:
    """Say since when: in force only because of an act, otherwise only recorded by us."""
    if version.in_force_from is None:
        return format_html("{}", gettext("chưa rõ ngày có hiệu lực"))
    words = gettext("có hiệu lực từ") if version.basis == "act" else gettext("ghi nhận từ")
    since = format_html("{} {}", words, day_html(version.in_force_from))
    if version.basis == "act" and version.caused_by:
        return format_html("{} {} {}", since, gettext("theo"), version.caused_by)
    return since


def versions_view(versions: Sequence[Version], shown: Version, today: date) -> VersionsView:
    """Prepare the versions (the newest first) around the one ``shown``."""
    current = next((v for v in versions if v.in_force_from is None or v.in_force_from <= today), None)
    corrected = _corrected(versions)
    dated = [v.in_force_from for v in versions if v.in_force_from]
    before = (min(dated) - timedelta(days=1)).isoformat() if dated else ""
    lines = {
        v.pk: _line(v, current, shown, before, today)
        for v in versions
        if v.pk not in corrected or v.pk == shown.pk
    }
    coming = [v for v in versions if v.in_force_from and v.in_force_from > today and v.pk in lines]
    return VersionsView(
        shown=lines[shown.pk],
        lines=list(lines.values()),
        coming=lines[coming[-1].pk] if coming and current is not None and shown.pk == current.pk else None,
    )


def _corrected(versions: Sequence[Version]) -> set[int]:
    """Versions that a later one of the same day put right: they were never in force."""
    seen: set[date | None] = set()
    found = set()
    for version in versions:
        if version.in_force_from in seen:
            found.add(version.pk)
        seen.add(version.in_force_from)
    return found


def _line(
    version: Version,
    current: Version | None,
    shown: Version,
    before: str,
    today: date,
) -> VersionLine:
    starts = version.in_force_from
    place: Place = "past"
    if current is not None and version.pk == current.pk:
        place = "today"
    elif starts and starts > today:
        place = "future"
    return VersionLine(
        since=since_html(version),
        note=version.note,
        as_of=starts.isoformat() if starts else before,
        place=place,
        shown=version.pk == shown.pk,
    )
