"""Two accounts to try the site with on one's own machine: an editor and an administrator."""

import secrets
from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

EDITOR = "bientap"
ADMINISTRATOR = "quantri"
EDITOR_GROUPS = ("Biên tập", "Duyệt")


def create_development_accounts(say: Callable[[str], None]) -> None:
    """Make the accounts that are missing; each random password is said here and stored nowhere else."""
    users = get_user_model().objects
    if not users.filter(username=EDITOR).exists():
        password = secrets.token_urlsafe(12)
        editor = users.create_user(username=EDITOR, password=password)
        editor.groups.set(Group.objects.filter(name__in=EDITOR_GROUPS))
        say(f"    {EDITOR} (biên tập và duyệt / editor):  {password}")
    if not users.filter(username=ADMINISTRATOR).exists():
        password = secrets.token_urlsafe(12)
        users.create_superuser(username=ADMINISTRATOR, password=password)
        say(f"    {ADMINISTRATOR} (quản trị / administrator): {password}")
