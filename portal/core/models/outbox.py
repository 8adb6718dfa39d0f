"""The outbox's one table; see portal.core.outbox."""

from django.db import models
from django.utils import timezone


class OutboxEntry(models.Model):
    """A piece of work written in the transaction that made it necessary.

    `last_error` is the kind of the last error only: its text may hold addresses. `dead_since` is set when it has
    failed by itself so often that somebody should look; it is still tried once an hour.
    """

    topic = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    seq = models.BigIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    dead_since = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], name="outbox_due"),
            models.Index(fields=["topic", "key"], name="outbox_key"),
        ]
        verbose_name = "việc chờ"
        verbose_name_plural = "việc chờ"

    def __str__(self) -> str:
        return f"{self.topic}:{self.key}@{self.seq}"
