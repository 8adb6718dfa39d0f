"""An edition from the counter to the shelf: drafted aside, made whole, then put in place in one step."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.db.models import Count, Max, Sum
from django.utils import timezone, translation

from catalogue import counter
from catalogue.models import CounterEntry
from catalogue.record import SCHEMA_VERSION, Text
from portal.core.context_processors import centre

from .dcat import describe
from .drafting import STATE, Draft
from .shelf import LATEST, Edition, editions, measure, read, write_manifest

CHUNK: Final = 200  # records held at once
KEEP: Final = 7  # editions
BUILDING: Final = ".building"
DCAT: Final = "dcat.ttl"
VERSION: Final = 1
"""Of what is written: raise it when the same records are to be written otherwise."""


class Busy(Exception):
    """Another run is publishing into the same folder."""


def publish(
    root: Path,
    base: str,
    licence: str = "",
    keep: int = KEEP,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Edition:
    """Write an edition of everything public into ``root`` and make it the latest.

    A run that was killed is taken up when the catalogue has not changed since, and begun anew when it has.
    ``progress`` is called with the records done and their total. Raises Busy and OSError.
    """
    root.mkdir(parents=True, exist_ok=True)
    with _alone(root):
        codes = _public_codes()
        with Draft(root / BUILDING, _stamp(base), base) as draft:
            _fill(draft, codes, progress)
        edition = _finish(root, draft, base, licence)
        _point(root, edition.folder)
        _prune(root, max(keep, 1))
    return edition


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    with (root / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(str(root)) from error
        yield


def _public_codes() -> list[str]:
    return list(CounterEntry.objects.filter(public=True).order_by("code").values_list("code", flat=True))


def _stamp(base: str) -> str:
    """What a half-written edition depends on: each change of the counter raises a number here."""
    entries = CounterEntry.objects.aggregate(Count("pk"), Sum("seq"), Max("seq"))
    said = [
        VERSION,
        SCHEMA_VERSION,
        base,
        counter.today().isoformat(),
        *(entries[key] for key in sorted(entries)),
    ]
    return sha256(json.dumps(said).encode()).hexdigest()


def _fill(draft: Draft, codes: list[str], progress: Callable[[int, int], None]) -> None:
    rest = [code for code in codes if code > draft.after]
    progress(len(codes) - len(rest), len(codes))
    for start in range(0, len(rest), CHUNK):
        chunk = rest[start : start + CHUNK]
        draft.add(_records(chunk))
        draft.note(after=chunk[-1])
        progress(len(codes) - len(rest) + start + len(chunk), len(codes))


def _records(codes: list[str]) -> dict[str, str]:
    """The stored records in force of those codes that are public now, in order."""
    public = set(CounterEntry.objects.filter(code__in=codes, public=True).values_list("code", flat=True))
    versions = counter.versions_in_force(public)
    return {code: versions[code].record for code in codes if code in versions}


def _finish(root: Path, draft: Draft, base: str, licence: str) -> Edition:
    """Describe the files, give them their day, and rename the folder; until then nobody saw it."""
    published = _free_moment(root)
    target = root / f"{published:%Y-%m-%dT%H%M%S}"
    (draft.folder / STATE).unlink(missing_ok=True)
    (draft.folder / DCAT).unlink(missing_ok=True)
    data = tuple(measure(path) for path in sorted(draft.folder.iterdir()) if path.suffix in SHOWN)
    described = describe(base, target.name, published, data, licence, _publisher())
    (draft.folder / DCAT).write_text(described, encoding="utf-8")
    files = (*data, measure(draft.folder / DCAT))
    counts = {name: draft.counts[name] for name in sorted(draft.counts)}
    write_manifest(Edition(draft.folder, published, licence, counts, files))
    for path in draft.folder.iterdir():
        os.utime(path, (published.timestamp(), published.timestamp()))
    draft.folder.rename(target)
    edition = read(target)
    if edition is None:
        raise OSError(f"{target}: not whole")
    return edition


SHOWN: Final = (".jsonl", ".csv", ".ttl")


def _free_moment(root: Path) -> datetime:
    """Now in Vietnam's time, to the second; a second after the last edition where that is not earlier."""
    now = timezone.localtime().replace(microsecond=0)
    last = next(editions(root), None)
    if last is None:
        return now
    named = timezone.make_aware(datetime.strptime(last.name, "%Y-%m-%dT%H%M%S"))
    return max(now, named + timedelta(seconds=1))


def _publisher() -> Text:
    names = {}
    for language in ("vi", "en"):
        with translation.override(language):
            names[language] = centre().name
    return Text(vi=names["vi"] or "Một Cửa", en=names["en"] or None)


def _point(root: Path, folder: Path) -> None:
    """Make ``folder`` the latest: a rename over the old link is one step for every reader."""
    beside = root / f".{LATEST}"
    beside.unlink(missing_ok=True)
    beside.symlink_to(folder.name)
    beside.replace(root / LATEST)


def _prune(root: Path, keep: int) -> None:
    for old in list(editions(root))[keep:]:
        shutil.rmtree(old, ignore_errors=True)
