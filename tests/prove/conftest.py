"""The portals that proofs share, and the table of what they measured."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.prove.portals import Portal, Ran

FILE = Path(settings.NATIONAL_DATA) / "national_procedures.jsonl.xz"
ABSENT = "the national records are not beside the repository (NATIONAL_DATA)"
FEW = 600  # records: enough for every kind of row, imported in seconds

Figure = Callable[[str, object], None]
_figures: list[tuple[str, str, str]] = []


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print every figure, proof by proof."""
    if not _figures:
        return
    terminalreporter.section("figures")
    wide = max(len(name) for _, name, _ in _figures)
    for proof in dict.fromkeys(proof for proof, *_ in _figures):
        terminalreporter.write_line(f"\n{proof}")
        for name, value in [(name, value) for of, name, value in _figures if of == proof]:
            terminalreporter.write_line(f"  {name:<{wide}}  {value}")


@pytest.fixture(scope="module")
def figure(request: pytest.FixtureRequest) -> Figure:
    """Notes a figure of this module's proof for the table at the end."""
    proof = (request.module.__doc__ or request.module.__name__).strip().splitlines()[0]

    def note(name: str, value: object) -> None:
        words = f"{value:.1f}" if isinstance(value, float) else str(value)
        _figures.append((proof, name, words))

    return note


@dataclass(frozen=True)
class Imported:
    """The national file in a portal of its own, imported twice."""

    portal: Portal
    first: Ran
    second: Ran
    report: dict[str, Any]
    again: dict[str, Any]
    checksums: tuple[str, str]


@pytest.fixture(scope="session")
def national_file() -> Path:
    if not FILE.exists():
        pytest.skip(ABSENT)
    return FILE


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """For the portals that proofs share; a national one takes some 300 MB, so none is kept."""
    made = tmp_path_factory.mktemp("portals")
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(autouse=True)
def _keep_no_copy(tmp_path: Path) -> Iterator[None]:
    yield
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture(scope="session")
def empty(folder: Path) -> Portal:
    """A portal with a migrated, empty database; copy it."""
    portal = Portal(folder / "empty")
    portal.folder.mkdir()
    portal.manage("migrate", "-v0")
    return portal


@pytest.fixture(scope="session")
def national(empty: Portal, national_file: Path, folder: Path) -> Imported:
    """The whole national file in an empty database; never change it, copy it."""
    portal = empty.copy(folder / "national")
    runs, reports, checksums = [], [], []
    for name in ("first", "second"):
        report = portal.folder / f"{name}.json"
        runs.append(portal.run("manage.py", "import_national", str(national_file), "--report", str(report)))
        assert report.exists(), runs[-1].said[-4000:]
        reports.append(json.loads(report.read_text(encoding="utf-8")))
        checksums.append(portal.ask("state.versions_checksum"))
    return Imported(portal, runs[0], runs[1], reports[0], reports[1], (checksums[0], checksums[1]))


@pytest.fixture(scope="session")
def national_site(national: Imported, folder: Path) -> Portal:
    """The national records with the sample site's front pages and news, found by search."""
    site = national.portal.copy(folder / "site")
    site.manage("load_sample")
    site.manage("search_rebuild", "-v0")
    return site


@pytest.fixture(scope="session")
def few(empty: Portal, national_file: Path, folder: Path) -> Portal:
    """The first national records, indexed; copy it."""
    portal = empty.copy(folder / "few")
    portal.manage("import_national", str(national_file), "--limit", str(FEW), "-v0")
    portal.ask("publishing.drain")
    return portal


@pytest.fixture
def copied(few: Portal, tmp_path: Path) -> Portal:
    """A copy of the few records, for one test to work on."""
    return few.copy(tmp_path / "portal")
