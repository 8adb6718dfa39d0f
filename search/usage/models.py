"""Counts of questions by day. Nothing in them leads to a person: no address, no time of day, no order."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class QueryDay(models.Model):
    """One normalised question on one day: how often it was asked, how many results it had, what was opened."""

    day = models.DateField(_("ngày"))
    query = models.CharField(_("câu hỏi"), max_length=200)
    asked = models.PositiveIntegerField(_("số lần hỏi"), default=0)
    results = models.PositiveIntegerField(_("số kết quả"), default=0, help_text=_("Lần hỏi gần nhất."))
    empty = models.PositiveIntegerField(_("số lần không có kết quả"), default=0)
    opened = models.PositiveIntegerField(_("số lần mở kết quả"), default=0)
    ranks = models.PositiveBigIntegerField(_("tổng thứ hạng đã mở"), default=0)

    class Meta:
        verbose_name = _("câu hỏi trong ngày")
        verbose_name_plural = _("câu hỏi trong ngày")
        constraints = [models.UniqueConstraint(fields=["day", "query"], name="query_day_once")]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.day}: {self.query}"


class OpenedDay(models.Model):
    """How often a result was opened from the search on one day, by its ref."""

    day = models.DateField(_("ngày"))
    ref = models.CharField(_("kết quả"), max_length=200)
    times = models.PositiveIntegerField(_("số lần"), default=0)

    class Meta:
        verbose_name = _("kết quả được mở trong ngày")
        verbose_name_plural = _("kết quả được mở trong ngày")
        constraints = [models.UniqueConstraint(fields=["day", "ref"], name="opened_day_once")]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day}: {self.ref}"
