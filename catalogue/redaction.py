"""The one exception to "a version is never changed": what must not stay public is taken out, and logged (rule 1)."""

import logging
from typing import Any

from django.db import models, transaction

from catalogue.models.counter import ProcedureVersion, Redaction

from . import counter
from .record import ProcedureRecord, Text, read_record

logger = logging.getLogger(__name__)


@transaction.atomic
def redact(code: str, number: int, reason: str, by: Any = None) -> Redaction:
    """Take the content out of one version, keep its code, titles and dates, and log who and why.

    Raises ProcedureVersion.DoesNotExist when there is none, ValueError without a reason or a second time.
    """
    version = ProcedureVersion.objects.get(code=code, number=number)
    if not reason.strip():
        raise ValueError("A redaction needs a reason.")
    if version.redacted:
        raise ValueError(f"{version} is redacted already.")
    log = Redaction.objects.create(version=version, by=by, reason=reason)
    emptied = _emptied(read_record(version.record))
    models.QuerySet(ProcedureVersion).filter(pk=version.pk).update(
        record=emptied.to_json(), record_hash=emptied.hash, redacted=True
    )
    counter.touch([code])
    logger.warning("version redacted", extra={"code": code, "number": number})
    return log


def _emptied(record: ProcedureRecord) -> ProcedureRecord:
    return ProcedureRecord(
        code=record.code,
        title=record.title,
        official_title=record.official_title,
        agencies=record.agencies,
        publication=record.publication,
        note=Text(vi="Nội dung của bản này đã được gỡ.", en="The content of this version was removed."),
    )
