"""/du-lieu-mo/: the latest files with size, date, checksum and licence; and the files themselves."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from catalogue.opendata.publishing import publish
from catalogue.opendata.shelf import Edition
from tests.catalogue.factories import published
from tests.seo.reading import things

pytestmark = pytest.mark.django_db
PAGE = "/du-lieu-mo/"


@pytest.fixture
def edition(tmp_path: Path, settings: Settings) -> Edition:
    settings.OPEN_DATA_ROOT = tmp_path / "open-data"
    published()
    return publish(settings.OPEN_DATA_ROOT, "https://mot-cua.example")


def test_before_the_first_edition_the_page_says_so(
    client: Client, tmp_path: Path, settings: Settings
) -> None:
    settings.OPEN_DATA_ROOT = tmp_path / "nothing"
    answer = client.get(PAGE)
    assert answer.status_code == 200
    assert "Chưa có lần xuất nào" in answer.content.decode()
    assert client.get(f"{PAGE}moi-nhat/procedures.csv").status_code == 404


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_lists_every_file(client: Client, edition: Edition, prefix: str) -> None:
    answer = client.get(prefix + PAGE)
    page = answer.content.decode()
    for file in edition.files:
        assert f'href="{prefix}{PAGE}{edition.name}/{file.name}"' in page
        assert file.sha256 in page.replace("<wbr>", "")
    assert edition.published.isoformat() in page
    assert not answer.cookies
    assert "Last-Modified" in answer
    assert client.get(prefix + PAGE, headers={"If-None-Match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_programs_read_the_same_of_the_dataset(client: Client, edition: Edition, prefix: str) -> None:
    (said,) = things(client.get(prefix + PAGE).content.decode())["Dataset"]
    assert (said["version"], said["dateModified"]) == (edition.name, edition.published.isoformat())
    assert "license" not in said
    listed = {one["contentUrl"]: (one["contentSize"], one["sha256"]) for one in said["distribution"]}
    assert listed == {
        f"http://testserver{prefix}{PAGE}{edition.name}/{file.name}": (str(file.size), file.sha256)
        for file in edition.files
    }


def test_no_licence_is_guessed(client: Client, edition: Edition, settings: Settings) -> None:
    assert "Chưa có thông tin" in client.get(PAGE).content.decode()
    publish(settings.OPEN_DATA_ROOT, "https://mot-cua.example", "Giấy phép <của> trung tâm")
    assert "Giấy phép &lt;của&gt; trung tâm" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("which", ["moi-nhat", "dated"])
def test_files_are_served_whole_and_once(client: Client, edition: Edition, which: str) -> None:
    folder = edition.name if which == "dated" else which
    for file in edition.files:
        path = f"{PAGE}{folder}/{file.name}"
        answer = client.get(path)
        assert b"".join(answer.streaming_content) == (edition.folder / file.name).read_bytes()  # type: ignore[attr-defined]
        assert int(answer["Content-Length"]) == file.size
        again = client.get(path, headers={"If-None-Match": answer["ETag"]})
        since = client.get(path, headers={"If-Modified-Since": answer["Last-Modified"]})
        assert (again.status_code, since.status_code) == (304, 304)
        assert not answer.cookies


@pytest.mark.parametrize(
    "path",
    [
        "moi-nhat/none.csv",
        "moi-nhat/..%2f..%2fdb.sqlite3",
        ".building/procedures.csv",
        "..%2fopen-data/manifest.json",
        "2020-01-01T000000/procedures.csv",
        "latest/procedures.csv",
    ],
)
def test_nothing_else_is_served(client: Client, edition: Edition, path: str) -> None:
    assert client.get(PAGE + path).status_code == 404
