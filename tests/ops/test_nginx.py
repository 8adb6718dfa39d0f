"""The shipped nginx file before a running portal: recordings in parts, nothing unpublished, uploads, limits."""

import http.client
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as configured

from catalogue.opendata.dcat import FORMATS
from portal.news.videos.files import address_of
from portal.news.videos.models import VideoPage
from tests.news.videos.making import MP4, VTT, upload, video
from tests.services.availability import missing

CONFIG = Path(configured.BASE_DIR) / "deploy" / "nginx.conf"
EDITION = "2026-11-24T095120"
TURTLE = "<a> <b> <c> .\n" * 200
DEADLINE = 20  # seconds
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin") or ""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Site:
    """nginx on a port of this machine, with the folders it sends from."""

    port: int

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        trusting = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection("localhost", self.port, timeout=DEADLINE, context=trusting)
        connection.request(
            method, path, body, {name.replace("_", "-"): value for name, value in headers.items()}
        )
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer


@pytest.fixture(autouse=True)
def _installed() -> None:
    if not (NGINX and shutil.which("openssl")):
        missing("nginx or openssl is not installed")


@pytest.fixture
def site(tmp_path: Path, live_server, settings) -> Iterator[Site]:
    settings.MEDIA_ACCEL = "/noi-bo/media/"
    settings.OPEN_DATA_ROOT = tmp_path / "open-data"
    _shelve(tmp_path / "open-data")
    port = _free_port()
    command = [
        NGINX,
        "-p",
        str(tmp_path),
        "-c",
        str(_written(tmp_path, port, live_server.url)),
        "-e",
        "stderr",
    ]
    subprocess.run([*command, "-t"], check=True, capture_output=True, text=True, timeout=DEADLINE)
    with subprocess.Popen(command) as server:
        _wait_for(port)
        yield Site(port)
        server.terminate()


def _written(folder: Path, port: int, portal: str) -> Path:
    """The shipped file with this test's port, folders and certificate, in an http block of its own."""
    text = CONFIG.read_text(encoding="utf-8")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{_free_port()};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
        "server 127.0.0.1:8000;": f"server {portal.removeprefix('http://')};",
        "/etc/ssl/portal.example": str(folder),
        "/var/log/nginx": str(folder),
        "/var/cache/nginx": str(folder),
        "/var/lib/mot-cua/media": configured.MEDIA_ROOT,
        "/var/lib/mot-cua": folder,
    }
    for shipped, here in changes.items():
        assert shipped in text
        text = text.replace(shipped, str(here))
    _certify(folder)
    kept = "".join(
        f"{kind}_temp_path {folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = folder / "nginx.conf"
    types = "include /etc/nginx/mime.types;"
    head = f"daemon off; master_process off; pid {folder}/pid; events {{}}"
    path.write_text(f"{head}\nhttp {{ {types} {kept}\n{text}\n}}\n", encoding="utf-8")
    return path


def _certify(folder: Path) -> None:
    made = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", *made]
    subprocess.run(command, check=True, capture_output=True, timeout=DEADLINE)


def _shelve(root: Path) -> None:
    (root / EDITION).mkdir(parents=True)
    (root / EDITION / "procedures.ttl").write_text(TURTLE, encoding="utf-8")
    (root / ".building").mkdir()
    (root / ".building" / "procedures.ttl").write_text("half", encoding="utf-8")
    (root / "latest").symlink_to(EDITION)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + DEADLINE
    while time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("nginx did not start")


def published() -> tuple[VideoPage, str]:
    page = video(upload=upload(captions=VTT))
    return page, address_of(page.upload.file)


@pytest.mark.django_db(transaction=True)
def test_a_recording_is_sent_in_parts_until_it_is_taken_down(site: Site) -> None:
    page, address = published()
    part = site.ask(address, Range="bytes=10-19")
    assert (part.status, part.body) == (206, MP4[10:20])
    assert part.headers["Content-Type"] == "video/mp4"
    assert part.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    whole = site.ask("/en" + address)
    assert (whole.status, whole.body, whole.headers["Accept-Ranges"]) == (200, MP4, "bytes")
    assert site.ask(address, If_None_Match=whole.headers["ETag"]).status == 304
    assert site.ask(address, Range="bytes=999999-").status == 416
    captions = site.ask(address_of(page.upload.captions_vi))
    assert (captions.status, captions.body) == (200, VTT)
    assert captions.headers["Content-Type"] == "text/vtt; charset=utf-8"
    stored = page.upload.file.name
    assert site.ask(f"/media/{stored}").status == 403
    assert site.ask(f"/noi-bo/media/{stored}").status == 404
    page.unpublish()
    assert site.ask(address).status == 404


@pytest.mark.django_db(transaction=True)
def test_open_data_comes_from_the_folder_of_whole_editions(site: Site) -> None:
    for folder in (EDITION, "moi-nhat"):
        answer = site.ask(f"/du-lieu-mo/{folder}/procedures.ttl")
        assert (answer.status, answer.body.decode()) == (200, TURTLE)
        assert answer.headers["Content-Type"] == "text/turtle; charset=utf-8"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="procedures.ttl"'
    small = site.ask("/en/du-lieu-mo/moi-nhat/procedures.ttl", Accept_Encoding="gzip")
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.body) < len(TURTLE) / 10
    for path in (".building/procedures.ttl", "latest/procedures.ttl", "moi-nhat/nothing.ttl"):
        assert site.ask(f"/du-lieu-mo/{path}").status == 404


@pytest.mark.django_db(transaction=True)
def test_counting_is_limited_and_only_recordings_may_be_large(site: Site) -> None:
    with ThreadPoolExecutor(120) as readers:
        answers = list(readers.map(lambda _: site.ask("/video/khong-co/da-xem/"), range(120)))
    assert {answer.status for answer in answers} == {404, 429}
    large = b"x" * (25 * 1024 * 1024)
    assert site.ask("/admin/images/add/", "POST", large).status == 413
    assert site.ask("/admin/snippets/videos/videoupload/add/", "POST", large).status != 413


def test_kinds_of_open_data_are_those_of_the_portal() -> None:
    text = CONFIG.read_text(encoding="utf-8")
    for extension, kind in FORMATS.items():
        assert f"{kind.media_type} {extension};" in " ".join(text.split())
