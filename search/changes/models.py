"""How often a thing has changed: what the engines' versions are made of."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ChangeNumber(models.Model):
    """One row a ref that has changed since it could be found; it stays when the thing goes."""

    objects: ClassVar[models.Manager[ChangeNumber]] = models.Manager()

    ref = models.CharField(max_length=200, unique=True)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.ref} {self.number}"
