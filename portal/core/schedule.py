"""Publishing and taking down on the hour an editor chose; run each minute by the worker or in process.

Wagtail's own command stops at the first page that fails and runs all of them in no transaction.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)

# Sent with ``page`` and ``error`` after a due page could not be published or taken down.
publication_failed = Signal()


def run_due(now: datetime | None = None) -> int:
    """Publish and take down what is due at ``now``; return how many pages were done.

    Each page has its own transaction: one that fails is reported by ``publication_failed``, is tried again at
    the next run (an editor may have repaired it), and never stops the others.
    """
    now = now or timezone.now()
    return _expire(now) + _publish(now)


def _publish(now: datetime) -> int:
    due = Revision.page_revisions.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")
    return sum(_attempt(_publish_one, pk) for pk in list(due.values_list("pk", flat=True)))


def _expire(now: datetime) -> int:
    due = Page.objects.filter(live=True, expire_at__lte=now).order_by("expire_at", "pk")
    return sum(_attempt(_expire_one, pk, now) for pk in list(due.values_list("pk", flat=True)))


def _publish_one(pk: int) -> Page | None:
    """Publish unless another worker has; return the page when there was something to do."""
    revision = Revision.objects.select_for_update().filter(pk=pk, approved_go_live_at__isnull=False).first()
    if revision is None:
        return None
    revision.publish(log_action="wagtail.publish.scheduled")
    return revision.content_object


def _expire_one(pk: int, now: datetime) -> Page | None:
    page = Page.objects.select_for_update().filter(pk=pk, live=True, expire_at__lte=now).first()
    if page is None:
        return None
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return page


def _attempt(job: Callable[..., Page | None], pk: int, *args: object) -> bool:
    try:
        with transaction.atomic():
            return job(pk, *args) is not None
    except Exception as error:
        logger.warning("scheduled change failed", extra={"error": type(error).__name__})
        publication_failed.send_robust(sender=job, page=_page_of(job, pk), error=error)
        return False


def _page_of(job: Callable[..., object], pk: int) -> Page | None:
    if job is _expire_one:
        return Page.objects.filter(pk=pk).first()
    revision = Revision.objects.filter(pk=pk).first()
    return revision.content_object if revision else None
