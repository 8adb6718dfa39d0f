"""What the groups of the desk may do with categories, recordings, series and places of the rollout.

Granted after each ``migrate``, when all permissions exist. Changing one of these changes what is public at once, so
only reviewers do; a new recording is seen by nobody until a page that uses it is published.
"""

from typing import Any, Final

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from catalogue.permissions import EDITORS, REVIEWERS

_REVIEWED: Final = ("view", "add", "change")
GRANTS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    EDITORS: {
        "news.newscategory": ("view",),
        "videos.videoseries": ("view",),
        "videos.videoupload": ("view", "add"),
        "rollout.locality": ("view",),
    },
    REVIEWERS: {
        "news.newscategory": _REVIEWED,
        "videos.videoseries": _REVIEWED,
        "videos.videoupload": _REVIEWED,
        "rollout.locality": _REVIEWED,
    },
}


def grant() -> None:
    """Give the groups that exist what they need; safe to run again."""
    for group in Group.objects.filter(name__in=GRANTS):
        wanted = Q(pk=None)
        for label, actions in GRANTS[group.name].items():
            app, model = label.split(".")
            names = [f"{action}_{model}" for action in actions]
            wanted |= Q(content_type__app_label=app, codename__in=names)
        group.permissions.add(*Permission.objects.filter(wanted))


def grant_after_migrate(app_config: Any = None, **kwargs: Any) -> None:
    """Receiver of ``post_migrate``: run once, at the last app."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if app_config is last:
        grant()
