"""Production refuses to start without what it can't guess, and Django finds nothing to warn of."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
GOOD = {"SECRET_KEY": "Hx7" * 25 + "qW3-zR5_kLp", "ALLOWED_HOSTS": "mot-cua.example"}


def check(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(
        [*command, "--settings", "portal.settings.production"],
        cwd=ROOT,
        env={**clean, "VAR_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_deployment_check_is_clean(tmp_path):
    done = check(tmp_path, **GOOD)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "broken", [{"SECRET_KEY": ""}, {"SECRET_KEY": "short"}, {"ALLOWED_HOSTS": ""}, {"ALLOWED_HOSTS": "*"}]
)
def test_production_refuses_to_start_without_a_key_and_names(tmp_path, broken):
    done = check(tmp_path, **GOOD | broken)
    assert done.returncode != 0
    assert next(iter(broken)) in done.stderr
