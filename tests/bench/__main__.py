"""`make bench`: what pages, cases and searches cost, as ratios to a bare Django view measured in the same run.

`python -m tests.bench searching` runs that part alone; with `--portal FOLDER` on the portal in FOLDER (a VAR_DIR)
instead of one made for the occasion.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import AbstractContextManager, nullcontext
from typing import Final

PARTS: Final = ("pages", "searching")
ALONE: Final = (*PARTS, "programs")


def main() -> int:
    """Measure one part after the other; the exit status of the first that fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(ALONE)}")
    parser.add_argument("--portal", default="", help="a VAR_DIR; without it a portal is made and removed")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(ALONE):
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    return next((code for part in asked.parts or PARTS if (code := _run(part, asked.portal))), 0)


def _run(part: str, portal: str) -> int:
    """Each in a process of its own, whose threads have ended before the folder under them goes."""
    made: AbstractContextManager[str] = tempfile.TemporaryDirectory(prefix="mot-cua-bench-")
    with nullcontext(portal) if portal else made as folder:
        settings = {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings.development"}
        command = [sys.executable, "-m", f"tests.bench.{part}"]
        return subprocess.run(command, env={**os.environ, **settings}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
