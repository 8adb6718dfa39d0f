"""From a file to drafts: mapped one by one, then looked at together for codes that two lines share."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from catalogue.problems import CODE

from .checking import wrong_type
from .fitting import overlong
from .mapping.node import WrongType
from .mapping.overlay import Overlay, apply_overlay
from .mapping.procedure import Lists, map_record
from .mapping.shapes import ProcedureDraft
from .reading import BadLine, SourceLine, read_source
from .report import ImportReport
from .seeds import load_aliases, load_event_names, load_life_events, load_titles
from .sources import Source, source_of

INTERNAL_SUFFIX: Final = "-NB"
Progress = Callable[[str, int, int], None]
"""Told the name of a stage, how much is done, and of how much (0: not known)."""


@dataclass(slots=True)
class Collected:
    """A draft, what it was made of, and the line it stood on."""

    draft: ProcedureDraft
    source: Source
    number: int


@cache
def shipped_lists() -> Lists:
    """The lists that ship with the portal, read once."""
    names = frozenset(event.name for event in load_life_events())
    return Lists(load_titles(), load_event_names(), names)


def collect(
    path: Path,
    report: ImportReport,
    *,
    origin: str,
    limit: int | None,
    overlay: Mapping[str, Overlay],
    progress: Progress,
) -> list[Collected]:
    """Map all lines; what is no record is noted in the report and left out."""
    found: list[Collected] = []
    for line in islice(read_source(path), limit):
        report.read += 1
        made = line if isinstance(line, BadLine) else _map(line, origin, overlay)
        if isinstance(made, BadLine):
            report.skipped.append(made)
        else:
            found.append(made)
        progress("read", report.read, limit or 0)
    return list(_each_code_once(found, report))


def _map(line: SourceLine, origin: str, overlays: Mapping[str, Overlay]) -> Collected | BadLine:
    try:
        draft = map_record(line.data, shipped_lists())
    except WrongType as error:
        return BadLine(line.number, wrong_type(error), line.code)
    if not CODE.match(draft.code) or draft.code != draft.source_code:
        return BadLine(line.number, _("Mã thủ tục không hợp lệ: %(code)s") % {"code": draft.source_code[:60]})
    overlay = overlays.get(draft.code)
    if overlay:
        apply_overlay(draft, overlay)
    if not draft.title:
        return BadLine(line.number, _("Bản ghi thiếu tên thủ tục (name)."), draft.code)
    too_long = overlong(draft)
    if too_long:
        return BadLine(line.number, too_long, draft.code)
    extra: list[Any] = [load_titles().get(draft.code), load_event_names().get(draft.code), overlay]
    return Collected(
        draft, source_of(line.raw, extra, origin, load_aliases().get(draft.code, [])), line.number
    )


def _each_code_once(found: list[Collected], report: ImportReport) -> Iterator[Collected]:
    """A code shared by an internal and a public line stays the public one's; of equals the first counts."""
    public = {one.draft.code for one in found if not one.draft.internal}
    taken: dict[str, Collected] = {}
    for one in found:
        draft = one.draft
        if draft.internal and draft.code in public:
            draft.find("code-shared", "code", draft.source_code)
            draft.code = f"{draft.code}{INTERNAL_SUFFIX}"[:40]
        first = taken.setdefault(draft.code, one)
        if first is one:
            yield one
        else:
            reason = _("Mã %(code)s đã có ở dòng %(number)d; chỉ dòng đầu được nhập.")
            said = reason % {"code": draft.code, "number": first.number}
            report.skipped.append(BadLine(one.number, said, draft.code))
