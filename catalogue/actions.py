"""Every way of publishing, one transaction (rule 3).

``Revision.publish`` reaches ``Page.publish``, but the editor's own "Publish", the page that unpublishes and
the API of the admin call Wagtail's actions directly, past an override of ``ProcedurePage.publish``. So both
actions are wrapped.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction

from .models import ProcedurePage
from .publishing import publish

Execute = Callable[..., Any]
WRAPPED = "_one_transaction_for_procedures"


def install() -> None:
    """Wrap the actions; harmless when they are wrapped already."""
    _wrap(PublishPageRevisionAction, _publishing)
    _wrap(UnpublishPageAction, _unpublishing)


def _wrap(action: type, around: Callable[[Execute], Execute]) -> None:
    if not getattr(action.execute, WRAPPED, False):  # type: ignore[attr-defined]
        action.execute = around(action.execute)  # type: ignore[attr-defined]
        setattr(action.execute, WRAPPED, True)


def _publishing(execute: Execute) -> Execute:
    @wraps(execute)
    def run(action: Any, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(action.object, ProcedurePage):
            return execute(action, *args, **kwargs)
        with transaction.atomic():
            return publish(action.object, action.revision, lambda: execute(action, *args, **kwargs))

    return run


def _unpublishing(execute: Execute) -> Execute:
    @wraps(execute)
    def run(action: Any, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            return execute(action, *args, **kwargs)

    return run
