"""A real Elasticsearch 8.19 for tests: the bare distribution from Maven Central, with this machine's JDK.

`python -m tests.services.elasticsearch` starts one and prints its address until Ctrl+C.
"""

import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.services.availability import UnavailableError
from tests.services.shared import Running, services_folder, shared_server, stop

VERSION = "8.19.21"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
OLDEST_JAVA = 17
DOWNLOAD_SECONDS = 300
START_SECONDS = 120


@contextlib.contextmanager
def elasticsearch() -> Iterator[str]:
    """The address of a running Elasticsearch, shared with other test processes; raises UnavailableError."""
    with shared_server("elasticsearch", _start) as url:
        yield url


def _start() -> Running:
    java = _java_home()
    home = _home()
    run = Path(tempfile.mkdtemp(prefix="run-", dir=services_folder()))
    port = _free_port()
    owner = _owner(home, run)
    command = [str(home / "bin" / "elasticsearch"), *_settings(run, port)]
    environment = {
        "ES_JAVA_HOME": str(java),
        "ES_JAVA_OPTS": "-Xms512m -Xmx512m",
        "ES_TMPDIR": str(run),
        "HOME": str(run),
        "PATH": os.defpath,
    }
    with (run / "output").open("w") as output:
        server = subprocess.Popen(
            command, cwd=run, env=environment, stdout=output, stderr=output, start_new_session=True, **owner
        )
    url = f"http://127.0.0.1:{port}"
    _wait(server, url, run / "output")
    return Running(server.pid, url, str(run))


def _settings(run: Path, port: int) -> list[str]:
    values = {
        "discovery.type": "single-node",
        "xpack.security.enabled": "false",
        "network.host": "127.0.0.1",
        "http.port": port,
        "transport.port": _free_port(),
        "path.data": run / "data",
        "path.logs": run / "logs",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
    }
    return [part for name, value in values.items() for part in ("-E", f"{name}={value}")]


def _wait(server: "subprocess.Popen[bytes]", url: str, output: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise UnavailableError(f"Elasticsearch ended at its start: {output.read_text()[-2000:]}")
        if _healthy(url):
            return
        time.sleep(0.2)
    stop(server.pid)
    raise UnavailableError(f"no answer within {START_SECONDS} s: {output.read_text()[-2000:]}")


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_cluster/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def _owner(*folders: Path) -> dict[str, Any]:
    """Elasticsearch refuses to run as root: then it gets the folders, and runs, as `nobody`."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    for folder in folders:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _home() -> Path:
    """The unpacked distribution; fetched through Maven the first time (about 107 MB)."""
    home = services_folder() / f"elasticsearch-{VERSION}"
    if not home.is_dir():
        with tempfile.TemporaryDirectory(dir=services_folder()) as scratch:
            _unpack(_distribution(), Path(scratch))
            (Path(scratch) / home.name).rename(home)
    return home


def _unpack(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as files:
        for member in files.infolist():
            path = Path(files.extract(member, folder))
            mode = member.external_attr >> 16
            if mode:
                path.chmod(mode)


def _distribution() -> Path:
    repository = Path.home() / ".m2" / "repository" / "org" / "elasticsearch" / "distribution"
    archive = repository / "integ-test-zip" / "elasticsearch" / VERSION / f"elasticsearch-{VERSION}.zip"
    if archive.is_file():
        return archive
    maven = shutil.which("mvn")
    if maven is None:
        raise UnavailableError("Elasticsearch is fetched by Maven, and there is no `mvn` here")
    command = [maven, "-q", "-B", "dependency:get", f"-Dartifact={ARTIFACT}", "-Dtransitive=false"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=DOWNLOAD_SECONDS, check=False)
    if done.returncode or not archive.is_file():
        raise UnavailableError(f"Maven could not fetch Elasticsearch: {done.stdout[-1000:]}")
    return archive


def _java_home() -> Path:
    found = shutil.which("java")
    candidates = [Path(found).resolve().parent.parent] if found else []
    for home in [*candidates, *sorted(Path("/usr/lib/jvm").glob("*"))]:
        if _java_version(home) >= OLDEST_JAVA:
            return home
    raise UnavailableError(f"Elasticsearch needs a Java {OLDEST_JAVA} or newer, and there is none here")


def _java_version(home: Path) -> int:
    java = home / "bin" / "java"
    if not java.is_file():
        return 0
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    return int(version[1]) if version else 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    with elasticsearch() as address:
        print(address, flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
