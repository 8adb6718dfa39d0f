"""The user, ours from the first migration because it can't be swapped later."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who edits or approves."""

    class Meta(AbstractUser.Meta):
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
