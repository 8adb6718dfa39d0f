"""What an import did, for the terminal and for a file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from catalogue.record_diff import SECTION_NAMES, Difference, shortened

from .reading import BadLine


@dataclass
class Change:
    """A procedure whose source says something else than at the last import.

    ``replaced``: sections that follow the source, ``fields`` what differs there; ``kept``: sections an editor or a
    seed holds, ``kept_fields`` what the source says otherwise there. ``notes``: what else happens to the page.
    """

    code: str
    title: str = ""
    replaced: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    fields: list[Difference] = field(default_factory=list)
    kept_fields: list[Difference] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        """Whether a reader or an editor would notice: not so when only the way of reading the source changed."""
        return bool(self.replaced or self.kept or self.notes)

    def summary(self) -> str:
        """The change in one line, by section."""
        parts = [_names(self.replaced) or "–", *self.notes]
        if self.kept:
            parts.append(_("giữ phần biên tập viên đã sửa: %(kept)s") % {"kept": _names(self.kept)})
        return f"{self.code}: {' | '.join(parts)}"

    def lines(self) -> Iterator[str]:
        """The change field by field, long texts shortened around what differs."""
        yield _("Thay đổi: %(code)s %(title)s") % {"code": self.code, "title": self.title}
        yield from (f"  {note}" for note in self.notes)
        yield from (f"  {shortened(one).line}" for one in self.fields)
        for section in self.kept:
            yield "  " + _("Giữ phần “%(section)s” của biên tập viên; nguồn khác ở:") % {
                "section": SECTION_NAMES[section]
            }
            found = (one for one in self.kept_fields if one.section == section)
            yield from (f"    {shortened(one).line}" for one in found)

    def in_short(self) -> dict[str, Any]:
        return {"code": self.code, "replaced": self.replaced, "kept": self.kept, "notes": self.notes}


def _names(sections: list[str]) -> str:
    return "; ".join(SECTION_NAMES[section] for section in sections)


@dataclass
class ImportReport:
    """Counts and lists of one run; ``exit_status`` is 1 when a line was left out.

    ``changed`` of a dry run holds every field. ``new_titles``: by code, of a dry run. ``settled``: findings written
    or closed apart from changed records. ``board``: the address of the findings.
    """

    dry_run: bool = False
    read: int = 0
    new: int = 0
    new_titles: dict[str, str] = field(default_factory=dict)
    versions: int = 0
    settled: int = 0
    unchanged: int = 0
    public: int = 0
    changed: list[Change] = field(default_factory=list)
    drafts: dict[str, str] = field(default_factory=dict)
    findings: Counter[str] = field(default_factory=Counter)
    skipped: list[BadLine] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    board: str = ""
    seconds: float = 0.0

    @property
    def whole(self) -> bool:
        """Whether every line says at least whose it is: else nobody knows what is gone."""
        return all(line.code and not line.cut for line in self.skipped)

    @property
    def exit_status(self) -> int:
        return 1 if self.skipped else 0

    @property
    def wrote(self) -> bool:
        return not self.dry_run and bool(self.new or self.changed or self.settled)

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"findings": dict(self.findings.most_common())}

    def in_short(self) -> dict[str, Any]:
        """The report without the fields of each change: what is kept of a run."""
        changed, self_changed = [change.in_short() for change in self.changed], self.changed
        self.changed = []
        try:
            return self.as_json() | {"changed": changed}
        finally:
            self.changed = self_changed

    def lines(self) -> Iterator[str]:
        """The summary for a reader."""
        if self.dry_run:
            yield _("Chạy thử: không ghi gì.")
        yield _("Đã đọc %(count)d dòng trong %(seconds).1f giây.") % {
            "count": self.read,
            "seconds": self.seconds,
        }
        yield _(
            "Mới: %(new)d · thay đổi: %(changed)d · không đổi: %(same)d · bản công khai mới: %(versions)d"
        ) % {
            "new": self.new,
            "changed": sum(change.says_something for change in self.changed),
            "same": self.unchanged,
            "versions": self.versions,
        }
        yield _("Công khai trong tệp này: %(count)d thủ tục.") % {"count": self.public}
        for reason, codes in sorted(_by_reason(self.drafts).items()):
            yield f"  {reason}: {len(codes)} ({', '.join(codes[:40])}{' …' if len(codes) > 40 else ''})"
        if not self.dry_run:
            yield from (f"  {change.summary()}" for change in self.changed if change.says_something)
        if self.findings:
            yield _("Điều cần xem lại, theo quy tắc:")
            yield from (f"  {rule}: {count}" for rule, count in self.findings.most_common())
        if self.gone:
            yield _("Không còn trong tệp (vẫn giữ): %(codes)s") % {"codes": ", ".join(self.gone)}
        for line in self.skipped:
            yield _("Bỏ qua dòng %(number)d: %(reason)s") % {"number": line.number, "reason": line.reason}
        if self.board:
            yield _("Xem và quyết định các phát hiện: %(address)s") % {"address": self.board}


def _by_reason(drafts: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, reason in drafts.items():
        found.setdefault(reason, []).append(code)
    return found
