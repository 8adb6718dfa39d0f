"""Every setting a deployment can change is documented, and read in one place."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
READ = re.compile(r"""\benv(?:\.\w+)?\(\s*["']([A-Z][A-Z0-9_]*)["']""")
ENVIRONMENT = re.compile(r"\bos\.environ\b|\bgetenv\b|\benviron\.Env\b")
# The two places where Django's own convention names the settings module.
DJANGO_CONVENTION = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE"'


def _variables() -> list[str]:
    files = (ROOT / "portal" / "settings").glob("*.py")
    return sorted({name for file in files for name in READ.findall(file.read_text(encoding="utf-8"))})


def _code() -> list[Path]:
    settings = ROOT / "portal" / "settings"
    packages = [path for name in ("portal", "catalogue", "search") for path in (ROOT / name).rglob("*.py")]
    return [path for path in [ROOT / "manage.py", *packages] if settings not in path.parents]


def test_the_settings_read_variables() -> None:
    assert {"DATABASE_URL", "ELASTICSEARCH_URL", "REDIS_URL", "SECRET_KEY", "VAR_DIR"} <= set(_variables())


@pytest.mark.parametrize("name", _variables())
def test_readme_names_every_variable(name: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"`{name}`" in readme, f"README.md does not describe {name}"


@pytest.mark.parametrize("name", _variables())
def test_example_names_every_variable(name: str) -> None:
    example = (ROOT / "deploy" / ".env.example").read_text(encoding="utf-8")
    assert re.search(rf"^#? ?{name}=", example, re.MULTILINE), f"deploy/.env.example does not show {name}"


def test_only_the_settings_read_the_environment() -> None:
    readers = [
        path.relative_to(ROOT).as_posix()
        for path in _code()
        if ENVIRONMENT.search(path.read_text(encoding="utf-8").replace(DJANGO_CONVENTION, ""))
    ]
    assert readers == []
