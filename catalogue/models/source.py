"""What an import leaves beside the page: the raw source, and what it could not place."""

import zlib

from django.db import models
from django.utils import timezone


class ImportedSource(models.Model):
    """The raw source of one procedure and a hash of what the import wrote to each section."""

    code = models.CharField(max_length=60, unique=True)
    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+")
    compressed = models.BinaryField()
    raw_hash = models.CharField(max_length=64)
    section_hashes = models.JSONField(default=dict)
    imported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "bản gốc quốc gia"

    def __str__(self) -> str:
        return self.code

    @property
    def raw(self) -> str:
        """The line of the source file, as it was."""
        return zlib.decompress(bytes(self.compressed)).decode()


class Finding(models.Model):
    """Something in a source that an editor should look at."""

    STATES = [("open", "chưa xem"), ("accepted", "chấp nhận"), ("dismissed", "bỏ qua")]

    code = models.CharField("mã thủ tục", max_length=60, db_index=True)
    rule = models.CharField("quy tắc", max_length=60, db_index=True)
    place = models.CharField("chỗ", max_length=200, blank=True)
    source_text = models.TextField("văn bản nguồn", blank=True)
    state = models.CharField("tình trạng", max_length=10, choices=STATES, default="open")
    reason = models.CharField("lý do", max_length=255, blank=True)
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "rule", "place"], name="finding_once")]
        ordering = ["code", "rule"]
        verbose_name = "phát hiện"
        verbose_name_plural = "phát hiện"

    def __str__(self) -> str:
        return f"{self.code} {self.rule}"
