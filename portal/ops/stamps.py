"""Which preparation was done, and for what: a fingerprint a step under VAR_DIR/stamps."""

import fcntl
import hashlib
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_SKIPPED = frozenset({"__pycache__", ".DS_Store"})


def fingerprint(texts: Iterable[str] = (), files: Iterable[Path] = ()) -> str:
    """SHA-256 of the texts, and of the names and contents of the files, in the order given."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode() + b"\0")
    for file in files:
        digest.update(str(file).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def files_under(folders: Iterable[Path], pattern: str = "*") -> list[Path]:
    """Every file below the folders that matches the pattern, sorted; folders that are not there have none."""
    found = (file for folder in folders for file in folder.rglob(pattern))
    return sorted(file for file in found if file.is_file() and not _SKIPPED & set(file.parts))


def installed_packages() -> list[str]:
    """Names with versions of what is installed in this environment."""
    return sorted(folder.name for folder in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))


class Stamps:
    """One small file a step; its text is the fingerprint of what the step was last done for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def is_current(self, step: str, value: str) -> bool:
        """Whether the step was done for this fingerprint."""
        file = self.folder / step
        return file.is_file() and file.read_text() == value

    def put(self, step: str, value: str) -> None:
        """Record that the step was done for this fingerprint."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / step).write_text(value)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder, so that two starts on one VAR_DIR prepare one after the other."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
