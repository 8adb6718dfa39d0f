"""The counter's tables: what the public reads. Rules 1, 2 and 10 of the counter: docs/architecture.md."""

from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.db import models


class AppendOnlyQuerySet(models.QuerySet["ProcedureVersion"]):
    """Refuses what would change history; the database refuses it too."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise PermissionDenied("A published version is never changed.")

    def delete(self) -> NoReturn:
        raise PermissionDenied("A published version is never deleted.")

    bulk_update = update


class ProcedureVersion(models.Model):
    """An immutable record, in force from a date, because of an act."""

    BASES = [("act", "theo văn bản"), ("recorded", "ghi nhận")]
    KINDS = [("publication", "xuất bản"), ("relink", "đổi tên liên kết")]

    code = models.CharField(max_length=40, db_index=True)
    number = models.PositiveIntegerField()
    record = models.TextField()
    record_hash = models.CharField(max_length=64)
    in_force_from = models.DateField(null=True)
    basis = models.CharField(max_length=10, choices=BASES, default="recorded")
    kind = models.CharField(max_length=12, choices=KINDS, default="publication")
    caused_by = models.CharField(max_length=255, blank=True)
    note = models.TextField(blank=True)
    published_at = models.DateTimeField()
    redacted = models.BooleanField(default=False)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="version_number_once")]
        indexes = [models.Index(fields=["code", "-in_force_from", "-number"], name="version_in_force")]
        verbose_name = "phiên bản"
        verbose_name_plural = "phiên bản"

    def __str__(self) -> str:
        return f"{self.code} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise PermissionDenied("A published version is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise PermissionDenied("A published version is never deleted.")


class Redaction(models.Model):
    """The log of the one exception: a version whose record had to be taken away, by whom and why."""

    version = models.OneToOneField(ProcedureVersion, on_delete=models.PROTECT)
    by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL)
    reason = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "xóa nội dung phiên bản"

    def __str__(self) -> str:
        return str(self.version)


class CounterEntry(models.Model):
    """One row a code: whether the public may read it, where, and the number of its newest change (``seq``)."""

    REASONS = [
        ("unpublished", "chưa hoặc thôi xuất bản"),
        ("expired", "hết hạn đăng"),
        ("restricted", "hạn chế xem"),
        ("ended", "thủ tục đã hết hiệu lực"),
    ]

    code = models.CharField(max_length=40, unique=True)
    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+")
    slug = models.SlugField(max_length=255, db_index=True)
    public = models.BooleanField(default=False, db_index=True)
    reason = models.CharField(max_length=12, choices=REASONS, blank=True)
    replaced_by = models.CharField(max_length=40, blank=True)
    seq = models.BigIntegerField(default=0)
    title = models.TextField(blank=True)
    title_en = models.TextField(blank=True)
    sort_key = models.CharField(max_length=200, blank=True, db_index=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "mục ở quầy"
        verbose_name_plural = "mục ở quầy"

    def __str__(self) -> str:
        return self.code


class CounterFacet(models.Model):
    """A value of the record in force by which lists are filtered: a copy, rebuilt whenever the record changes."""

    entry = models.ForeignKey(CounterEntry, on_delete=models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=12)
    value = models.CharField(max_length=160)
    label = models.TextField()
    label_en = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["facet", "value", "entry"], name="facet_value")]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"
