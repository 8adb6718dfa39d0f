"""An edition: the same records as the counter in every form, put in place whole, taken up after a kill."""

import csv
import fcntl
import json
import os
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings
from rdflib import DCTERMS, RDF, Graph, Literal, Namespace

from catalogue.models import CounterEntry
from catalogue.opendata import publishing, shelf
from catalogue.opendata.publishing import Busy, publish
from catalogue.opendata.tables import cell
from catalogue.record import read_record
from tests.catalogue.factories import publish as publish_page
from tests.catalogue.factories import published
from tests.catalogue.one_of_each import birth_registration, new_agency, new_topic

from .turtle_files import graphs, violations

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BASE = "https://mot-cua.example"
CPSV = Namespace("http://purl.org/vocab/cpsv#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DATA = ("procedures.jsonl", "procedures.ttl", "procedures.csv", "papers.csv", "fees.csv", "channels.csv")


class Killed(BaseException):
    """Stands for the end of the process: nothing of ours catches it."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "open-data"


@pytest.fixture
def three() -> None:
    birth_registration(new_topic(), new_agency())
    published("1.000002", title="Đăng ký khai tử")
    published("1.000003", title='-Đăng ký "kết hôn"')


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    content = (folder / name).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(content.decode("utf-8-sig").splitlines()))


def killed_after(chunks: int):  # type: ignore[no-untyped-def]
    calls = iter(range(100))

    def progress(done: int, total: int) -> None:
        if next(calls) == chunks:
            raise Killed

    return progress


@pytest.mark.usefixtures("three")
def test_every_form_holds_what_the_counter_holds(root: Path) -> None:
    edition = publish(root, BASE)
    lines = (edition.folder / "procedures.jsonl").read_text(encoding="utf-8").splitlines()
    records = [read_record(line) for line in lines]
    assert [record.code for record in records] == ["1.000002", "1.000003", "1.001193"]
    assert [row["code"] for row in rows(edition.folder, "procedures.csv")] == [r.code for r in records]
    assert len(rows(edition.folder, "papers.csv")) == edition.counts["papers"] == 4
    assert [row["amount"] for row in rows(edition.folder, "fees.csv")] == ["8000", "8000", "8000"]
    assert len(rows(edition.folder, "channels.csv")) == sum(len(record.channels) for record in records)
    assert edition.counts["procedures"] == 3
    assert edition.counts["fees_with_amount"] == 3


@pytest.mark.usefixtures("three")
def test_the_turtle_conforms_to_our_shapes(root: Path) -> None:
    edition = publish(root, BASE)
    (graph,) = graphs(edition.folder / "procedures.ttl", 10)
    assert violations(graph) == ""
    assert len(set(graph.subjects(RDF.type, CPSV.PublicService))) == 3


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("licence", ["", "https://licence.example/1.0/", 'Giấy phép "riêng"'])
def test_the_description_conforms_and_states_the_licence_it_was_given(root: Path, licence: str) -> None:
    edition = publish(root, BASE, licence)
    graph = Graph().parse(edition.folder / "dcat.ttl")
    assert violations(graph) == ""
    assert len(set(graph.subjects(RDF.type, DCAT.Distribution))) == len(DATA)
    stated = graph.subjects(RDF.type, DCTERMS.LicenseDocument)
    assert [graph.value(one, DCTERMS.title) for one in stated] == ([Literal(licence)] if licence else [])


@pytest.mark.usefixtures("three")
def test_checksums_and_dates(root: Path) -> None:
    folder = publish(root, BASE).folder
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(sums) == {path.name for path in folder.iterdir()} - {"SHA256SUMS"}
    assert all(sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in sums.items())
    assert len({path.stat().st_mtime for path in folder.iterdir()}) == 1


@pytest.mark.usefixtures("three")
def test_what_is_not_public_is_not_there(root: Path) -> None:
    CounterEntry.objects.filter(code="1.000002").update(public=False)
    folder = publish(root, BASE).folder
    for name in DATA:
        assert b"1.000002" not in (folder / name).read_bytes(), name


@pytest.mark.usefixtures("three")
def test_a_killed_run_goes_on_where_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "CHUNK", 1)
    whole = publish(root / "whole", BASE)
    with pytest.raises(Killed):
        publish(root, BASE, progress=killed_after(2))
    assert shelf.latest(root) is None
    for name in DATA:
        with (root / publishing.BUILDING / name).open("ab") as file:
            file.write(b"half a record")
    seen: list[tuple[int, int]] = []
    edition = publish(root, BASE, progress=lambda done, total: seen.append((done, total)))
    assert seen[0] == (2, 3)
    assert edition.counts == whole.counts
    for name in DATA:
        assert (edition.folder / name).read_bytes() == (whole.folder / name).read_bytes(), name


@pytest.mark.usefixtures("three")
def test_a_killed_run_begins_anew_when_the_catalogue_changed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "CHUNK", 1)
    with pytest.raises(Killed):
        publish(root, BASE, progress=killed_after(2))
    page = published("1.000000", title="Đăng ký nuôi con nuôi")
    publish_page(page, title="Nhận con nuôi")
    edition = publish(root, BASE)
    codes = [row["code"] for row in rows(edition.folder, "procedures.csv")]
    assert codes == ["1.000000", "1.000002", "1.000003", "1.001193"]


@pytest.mark.usefixtures("three")
def test_a_state_that_cannot_be_read_is_begun_anew(root: Path) -> None:
    building = root / publishing.BUILDING
    building.mkdir(parents=True)
    (building / "state.json").write_text("[1")
    assert publish(root, BASE).counts["procedures"] == 3


@pytest.mark.usefixtures("three")
def test_readers_see_the_old_edition_until_the_new_is_whole(root: Path) -> None:
    old = publish(root, BASE)
    seen: list[shelf.Edition | None] = []
    new = publish(root, BASE, progress=lambda done, total: seen.append(shelf.latest(root)))
    assert {edition and edition.name for edition in seen} == {old.name}
    assert shelf.latest(root) == new != old
    assert os.readlink(root / "latest") == new.name


@pytest.mark.usefixtures("three")
def test_only_the_last_editions_are_kept(root: Path) -> None:
    names = [publish(root, BASE, keep=2).name for _ in range(4)]
    assert [folder.name for folder in shelf.editions(root)] == names[:1:-1]


def test_two_runs_do_not_write_into_each_other(root: Path) -> None:
    root.mkdir()
    with (root / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Busy):
            publish(root, BASE)
        with pytest.raises(CommandError, match="đang chạy"):
            call_command("publish_open_data", to=root, verbosity=0)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="file"):
        call_command("publish_open_data", to=tmp_path / "file" / "inside", verbosity=0)


def test_an_empty_catalogue_is_published_too(root: Path, settings: Settings) -> None:
    settings.OPEN_DATA_ROOT = root
    call_command("publish_open_data", verbosity=0)
    edition = shelf.latest(root)
    assert edition is not None
    assert json.loads((edition.folder / "manifest.json").read_text())["counts"] == {}


@pytest.mark.parametrize("text", ["=1+1", "+84", "-Đơn", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert cell("Đơn") == "Đơn"
