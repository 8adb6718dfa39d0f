"""What a site needs before its first page: tables, sample content, index, static files, accounts.

Each step is done again only when what it depends on has changed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command

from portal.ops.accounts import create_development_accounts
from portal.ops.stamps import Stamps, files_under, fingerprint, installed_packages

Say = Callable[[str], None]


@dataclass(frozen=True)
class Step:
    """A piece of preparation: `key` says what it depends on, `evidence` whether its result is still there."""

    name: str
    label: str
    key: Callable[[], str]
    run: Callable[[Say], object]  # returns False: not wholly done, to be done again next time
    evidence: Callable[[], bool] = lambda: True


def stamps() -> Stamps:
    """The stamps of this VAR_DIR."""
    return Stamps(Path(settings.VAR_DIR) / "stamps")


def outdated_steps() -> list[Step]:
    """The steps to do now, in order. Opens neither the database nor the index."""
    return [step for step in STEPS if not _is_done(step)]


def prepare(say: Say) -> None:
    """Do what is to do, saying each step; raises what a step raises: that step is done again next time."""
    done = stamps()
    with done.locked():
        for step in outdated_steps():
            say(f"· {step.label}")
            if step.run(say) is not False:
                done.put(step.name, step.key())


def _is_done(step: Step) -> bool:
    return step.evidence() and stamps().is_current(step.name, step.key())


def _own_apps() -> Iterator[Path]:
    base = Path(settings.BASE_DIR)
    for config in apps.get_app_configs():
        path = Path(config.path)
        if path.is_relative_to(base) and "site-packages" not in path.parts:
            yield path


def _database() -> str:
    database = settings.DATABASES["default"]
    return "|".join(str(database.get(part, "")) for part in ("ENGINE", "HOST", "PORT", "NAME"))


def _database_is_there() -> bool:
    database = settings.DATABASES["default"]
    if database["ENGINE"] != "django.db.backends.sqlite3":
        return True
    file = Path(database["NAME"])
    return file.is_file() and file.stat().st_size > 0


def _migrations_key() -> str:
    folders = (app / "migrations" for app in _own_apps())
    return fingerprint([_database(), *installed_packages()], files_under(folders, "*.py"))


def _sample_key() -> str:
    seeds = files_under(app / name for app in _own_apps() for name in ("seed", "sample"))
    return fingerprint([_migrations_key()], seeds + files_under(_own_apps(), "load_sample.py"))


def _index_key() -> str:
    search = Path(apps.get_app_config("search").path)
    return fingerprint([_sample_key(), settings.ELASTICSEARCH_URL], files_under([search], "*.py"))


def _index_is_there() -> bool:
    # Built beside Elasticsearch too: it answers when that is away.
    return (Path(settings.VAR_DIR) / "index" / "current").is_file()


def _rebuild_index(say: Say) -> bool:
    quiet = {"verbosity": 0, "stdout": StringIO(), "stderr": StringIO()}
    call_command("search_rebuild", engine="embedded", **quiet)
    if not settings.ELASTICSEARCH_URL:
        return True
    try:
        call_command(
            "search_rebuild", engine="elasticsearch", verbosity=0, stdout=StringIO(), stderr=StringIO()
        )
    except CommandError:
        say("  Elasticsearch chưa trả lời; tạm tìm bằng chỉ mục nhúng / Elasticsearch is away for now")
        return False
    return True


def _static_key() -> str:
    folders = [*map(Path, settings.STATICFILES_DIRS), *(app / "static" for app in _own_apps())]
    return fingerprint(installed_packages(), files_under(folders))


def _static_is_there() -> bool:
    return Path(settings.STATIC_ROOT).is_dir()


STEPS = (
    Step(
        "migrations",
        "Chuẩn bị cơ sở dữ liệu / Database",
        _migrations_key,
        lambda say: call_command("migrate", interactive=False, verbosity=0),
        _database_is_there,
    ),
    Step(
        "sample",
        "Nạp nội dung mẫu / Sample content",
        _sample_key,
        lambda say: call_command("load_sample", verbosity=0),
        _database_is_there,
    ),
    Step(
        "index",
        "Lập chỉ mục tìm kiếm / Search index",
        _index_key,
        _rebuild_index,
        lambda: _database_is_there() and _index_is_there(),
    ),
    Step(
        "static",
        "Thu thập tệp tĩnh / Static files",
        _static_key,
        lambda say: call_command("collectstatic", interactive=False, verbosity=0),
        _static_is_there,
    ),
    Step(
        "accounts",
        "Tạo tài khoản phát triển / Development accounts",
        _database,
        create_development_accounts,
        _database_is_there,
    ),
)
