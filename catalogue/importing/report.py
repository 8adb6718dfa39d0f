"""What an import did, for the terminal and for a file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .reading import BadLine


@dataclass
class Change:
    """A procedure whose source says something else than at the last import."""

    code: str
    replaced: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@dataclass
class ImportReport:
    """Counts and lists of one run; ``exit_status`` is 1 when a line was left out."""

    dry_run: bool = False
    read: int = 0
    new: int = 0
    versions: int = 0
    unchanged: int = 0
    public: int = 0
    changed: list[Change] = field(default_factory=list)
    drafts: dict[str, str] = field(default_factory=dict)
    findings: Counter[str] = field(default_factory=Counter)
    skipped: list[BadLine] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def exit_status(self) -> int:
        return 1 if self.skipped else 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"findings": dict(self.findings.most_common())}

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
            "changed": len(self.changed),
            "same": self.unchanged,
            "versions": self.versions,
        }
        yield _("Công khai trong tệp này: %(count)d thủ tục.") % {"count": self.public}
        for reason, codes in sorted(_by_reason(self.drafts).items()):
            yield f"  {reason}: {len(codes)} ({', '.join(codes[:40])}{' …' if len(codes) > 40 else ''})"
        for change in self.changed[:50]:
            yield f"  {change.code}: {', '.join(change.replaced) or '–'}" + (
                " | " + _("giữ phần biên tập viên đã sửa: %(kept)s") % {"kept": ", ".join(change.kept)}
                if change.kept
                else ""
            )
        if self.findings:
            yield _("Điều cần xem lại, theo quy tắc:")
            yield from (f"  {rule}: {count}" for rule, count in self.findings.most_common())
        if self.gone:
            yield _("Không còn trong tệp (vẫn giữ): %(codes)s") % {"codes": ", ".join(self.gone)}
        for line in self.skipped:
            yield _("Bỏ qua dòng %(number)d: %(reason)s") % {"number": line.number, "reason": line.reason}


def _by_reason(drafts: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, reason in drafts.items():
        found.setdefault(reason, []).append(code)
    return found
