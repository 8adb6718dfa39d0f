"""Folders of the embedded index: one in use, named by a pointer file; one being built beside it.

index/current          name of the folder in use, replaced in one step
index/building         name of the folder being filled, while a rebuild runs
index/<name>/          a tantivy index, and in `vocabulary` the words of its documents
index/<name>.changed   refs written to the index in use while <name> is filled; replayed before the swap
index/write.lock       one writer at a time, freed by the system when its holder dies
index/rebuild.lock     one rebuild at a time
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from search.engines.base import EngineError

#: Raised with each change of the index schema: an index of another version is built anew.
SCHEMA_VERSION = 2
LOCK_WAIT_SECONDS = 20.0
#: File of the vocabulary in an index folder.
VOCABULARY = "vocabulary"


class IndexFolders:
    """The pointer, the locks and the list of changes under one root folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> str:
        """Name of the folder in use, empty when there is none."""
        return self._read("current")

    def usable(self, name: str) -> bool:
        """Whether `name` is an index of this version of the code."""
        return name.startswith(f"v{SCHEMA_VERSION}-") and (self.root / name / "meta.json").exists()

    def new(self) -> Path:
        """A fresh, empty folder."""
        path = self.root / f"v{SCHEMA_VERSION}-{int(time.time())}-{secrets.token_hex(3)}"
        path.mkdir(parents=True)
        return path

    def swap(self, name: str) -> None:
        """Point to `name` in one step. The folder used so far stays until the next swap, for readers that
        have just looked at the pointer; older ones are removed."""
        before = self.current()
        self._write("current", name)
        self._remove_others(keep={name, before})

    def start_building(self, name: str) -> None:
        """Tell writers to note what they change while `name` is filled."""
        (self.root / f"{name}.changed").touch()
        self._write("building", name)

    def stop_building(self) -> None:
        """Writers need not note changes any more."""
        (self.root / "building").unlink(missing_ok=True)

    def note_changes(self, refs: Iterable[tuple[str, int]]) -> None:
        """Called by a writer that holds the write lock: remember what a running rebuild has to replay."""
        name = self._read("building")
        journal = self.root / f"{name}.changed"
        if not name or not journal.exists():
            return
        with journal.open("a", encoding="utf-8") as out:
            out.writelines(f"{seq}\t{ref}\n" for ref, seq in refs)

    def changes(self, name: str) -> dict[str, int]:
        """What was written while `name` was filled: ref to greatest seq."""
        changed: dict[str, int] = {}
        for line in (self.root / f"{name}.changed").read_text(encoding="utf-8").splitlines():
            seq, _, ref = line.partition("\t")
            changed[ref] = max(int(seq), changed.get(ref, 0))
        return changed

    @contextmanager
    def lock(self, name: str, wait: float = LOCK_WAIT_SECONDS) -> Iterator[None]:
        """Hold the named lock across processes and threads. Raises EngineError after `wait` seconds."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / f"{name}.lock").open("w") as handle:
            deadline = time.monotonic() + wait
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= deadline:
                        raise EngineError(f"the {name} lock of the search index is held") from None
                    time.sleep(0.02)
            yield

    def _read(self, pointer: str) -> str:
        try:
            return (self.root / pointer).read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return ""

    def _write(self, pointer: str, name: str) -> None:
        new = self.root / f"{pointer}.{secrets.token_hex(3)}.new"
        with new.open("w", encoding="ascii") as out:
            out.write(name)
            out.flush()
            os.fsync(out.fileno())
        new.replace(self.root / pointer)

    def _remove_others(self, keep: set[str]) -> None:
        for path in self.root.iterdir():
            if path.name.startswith("v") and path.is_dir() and path.name not in keep:
                shutil.rmtree(path, ignore_errors=True)
            elif path.suffix in (".changed", ".new"):
                path.unlink(missing_ok=True)
