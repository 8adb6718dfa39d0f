"""The folder of published editions: where it is, what stands in it, and which edition is the latest."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

LATEST: Final = "latest"
"""A symbolic link to the latest whole edition; it is only ever replaced, so a reader sees the old or the new."""
MANIFEST: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"
EDITION: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{6}")


@dataclass(frozen=True)
class File:
    """A published file: its name, size in bytes, and SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Edition:
    """A published folder: ``name`` is its moment of publishing, ``counts`` what it holds."""

    folder: Path
    published: datetime
    licence: str
    counts: dict[str, int]
    files: tuple[File, ...]

    @property
    def name(self) -> str:
        return self.folder.name

    def find(self, name: str) -> File | None:
        return next((file for file in self.files if file.name == name), None)


def measure(path: Path) -> File:
    with path.open("rb") as content:
        return File(path.name, path.stat().st_size, file_digest(content, "sha256").hexdigest())


def write_manifest(edition: Edition) -> None:
    said: dict[str, Any] = {
        "published": edition.published.isoformat(),
        "licence": edition.licence,
        "counts": edition.counts,
        "files": [vars(file) for file in edition.files],
    }
    text = json.dumps(said, ensure_ascii=False, indent=1)
    (edition.folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    sums = [*edition.files, measure(edition.folder / MANIFEST)]
    lines = "".join(f"{file.sha256}  {file.name}\n" for file in sums)
    (edition.folder / SUMS).write_text(lines, encoding="utf-8")


def read(folder: Path) -> Edition | None:
    """The edition in ``folder``; None when there is none that is whole."""
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        extra = (measure(folder / name) for name in (MANIFEST, SUMS))
        return Edition(
            folder,
            datetime.fromisoformat(said["published"]),
            said["licence"],
            said["counts"],
            (*(File(**file) for file in said["files"]), *extra),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def latest(root: Path) -> Edition | None:
    """The latest edition, by its own folder: what is read of it stays one edition when another comes."""
    try:
        return read((root / LATEST).resolve(strict=True))
    except OSError:
        return None


def editions(root: Path) -> Iterator[Path]:
    """The folders of whole editions, the newest first."""
    names = sorted((path.name for path in root.iterdir() if EDITION.fullmatch(path.name)), reverse=True)
    return (root / name for name in names)
