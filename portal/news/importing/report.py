"""What an import of news did or would do, in words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Remark:
    """Something to know of one entry: where it stands in the file, which field, what is the matter."""

    where: str
    field: str
    words: str

    def __str__(self) -> str:
        return f"{self.where}, trường {self.field}: {self.words}"


@dataclass
class Report:
    """Counts of articles; ``errors`` keep everything from being written, ``warnings`` do not."""

    dry_run: bool = False
    read: int = 0
    new: int = 0
    updated: int = 0
    same: int = 0
    kept: int = 0
    redirects: int = 0
    errors: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        yield from (f"Lỗi: {remark}" for remark in self.errors)
        yield from (f"Lưu ý: {remark}" for remark in self.warnings)
        if self.errors:
            yield f"Có {len(self.errors)} lỗi nên không ghi gì. Sửa tệp rồi chạy lại."
            return
        done = "Sẽ ghi" if self.dry_run else "Đã ghi"
        yield (
            f"Đọc {self.read} bài. {done}: {self.new} bài mới, {self.updated} bài đổi, {self.redirects} địa chỉ cũ. "
            f"Không đổi: {self.same}. Giữ bản của biên tập viên: {self.kept}."
        )

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        counts = ("dry_run", "read", "new", "updated", "same", "kept", "redirects")
        return {
            **{name: getattr(self, name) for name in counts},
            **{name: [vars(one) for one in getattr(self, name)] for name in ("errors", "warnings")},
        }
