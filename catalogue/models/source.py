"""What an import leaves beside the page: the raw source, and what it could not place."""

import zlib

from django.conf import settings
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


class ImportRun(models.Model):
    """One import that has written: when, from which file, and its report."""

    begun_at = models.DateTimeField("bắt đầu", default=timezone.now)
    file_name = models.CharField("tệp", max_length=255)
    report = models.JSONField("báo cáo", default=dict)

    class Meta:
        ordering = ["-begun_at"]
        verbose_name = "lần nhập"
        verbose_name_plural = "lần nhập"

    def __str__(self) -> str:
        return f"{self.file_name} {self.begun_at:%Y-%m-%d %H:%M}"


class Finding(models.Model):
    """Something in a source that an editor should look at.

    ``place``: the path in the source, or the section of the page. ``proposal``: a fee rule read from the text, in
    the shape of ``record.FeeRule``; it becomes part of a draft only when an editor accepts it. "closed" is set by
    the import when the source no longer says so.
    """

    STATES = [
        ("open", "chưa xem"),
        ("accepted", "chấp nhận"),
        ("dismissed", "bỏ qua"),
        ("closed", "nguồn không còn"),
    ]

    code = models.CharField("mã thủ tục", max_length=60, db_index=True)
    rule = models.CharField("quy tắc", max_length=60, db_index=True)
    place = models.CharField("chỗ", max_length=200, blank=True)
    source_text = models.TextField("văn bản nguồn", blank=True)
    proposal = models.JSONField("đề xuất", null=True, blank=True)
    state = models.CharField("tình trạng", max_length=10, choices=STATES, default="open")
    reason = models.CharField("lý do", max_length=255, blank=True)
    found_at = models.DateTimeField("phát hiện lúc", default=timezone.now)
    decided_at = models.DateTimeField("xem lúc", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="người xem",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "rule", "place"], name="finding_once")]
        indexes = [models.Index(fields=["state", "rule"], name="finding_board")]
        ordering = ["code", "rule", "place"]
        verbose_name = "phát hiện"
        verbose_name_plural = "phát hiện"

    def __str__(self) -> str:
        return f"{self.code} {self.rule}"
