"""What the groups of the desk may teach the search. Granted after each ``migrate``, when all permissions exist."""

from __future__ import annotations

from typing import Any, Final

from django.apps import apps
from django.contrib.auth.models import Group, Permission

_ALL: Final = ("view", "add", "change", "delete")
#: Group: {model: actions}. A result put first concerns everybody who asks, so only reviewers decide it.
GRANTS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "Biên tập": {
        "synonym": _ALL,
        "abbreviation": _ALL,
        "askphrase": _ALL,
        "pinnedresult": ("view",),
        "queryday": ("view",),
    },
    "Duyệt": {
        "synonym": _ALL,
        "abbreviation": _ALL,
        "askphrase": _ALL,
        "pinnedresult": _ALL,
        "queryday": ("view",),
    },
}


def grant() -> None:
    """Give the groups that exist what they need; safe to run again."""
    for group in Group.objects.filter(name__in=GRANTS):
        names = [f"{do}_{model}" for model, actions in GRANTS[group.name].items() for do in actions]
        found = Permission.objects.filter(content_type__app_label="search", codename__in=names)
        group.permissions.add(*found)


def grant_after_migrate(app_config: Any = None, **kwargs: Any) -> None:
    """Receiver of ``post_migrate``: run once, at the last app."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if app_config is last:
        grant()
