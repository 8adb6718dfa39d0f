"""Which procedure issues which paper: what an editor decided about a link that names alone propose."""

from django.conf import settings
from django.db import models

from .shared import DocumentType


class IssuerDecision(models.Model):
    """The word of an editor on "procedure ``code`` issues ``document``"; without one the link is only proposed."""

    document = models.ForeignKey(
        DocumentType, on_delete=models.CASCADE, related_name="issuer_decisions", verbose_name="giấy tờ"
    )
    code = models.CharField("mã thủ tục", max_length=40, db_index=True)
    confirmed = models.BooleanField("đúng là thủ tục cấp giấy này")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, verbose_name="người xét"
    )
    decided_at = models.DateTimeField("xét lúc", auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "code"], name="issuer_decided_once")]
        verbose_name = "nơi cấp giấy tờ"
        verbose_name_plural = "nơi cấp giấy tờ"

    def __str__(self) -> str:
        return f"{self.code} → {self.document_id}"
