"""One gate before anything is published, whichever way, in one transaction.

``Revision.publish`` reaches ``Page.publish``, but the editor's own "Publish", the approval of a workflow and
the API of the admin call Wagtail's action directly, past an override of ``publish``. So the actions are wrapped.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

Publish = Callable[[], Any]
Around = Callable[[Any, Revision, Publish], Any]
Execute = Callable[..., Any]

GATED: Final = "_gated"


class PublishRefused(ValidationError):
    """Publishing would show something wrong; nothing was changed. ``problems`` are words or have a ``message``."""

    def __init__(self, page: Page, problems: Sequence[Any]) -> None:
        super().__init__([getattr(problem, "message", problem) for problem in problems])
        self.page, self.problems = page, problems


class _Gate(NamedTuple):
    problems: Callable[[Any], Sequence[Any]]
    around: Around


_gates: dict[type[Page], _Gate] = {}


def _straight(page: Page, revision: Revision, publish: Publish) -> Any:
    return publish()


def gate(model: type[Page], problems: Callable[[Any], Sequence[Any]], around: Around = _straight) -> None:
    """Publish pages of ``model`` only when ``problems(page as in the revision)`` is empty, else PublishRefused.

    ``around(page, revision, publish)`` calls ``publish`` and does what belongs to the same transaction.
    """
    _gates[model] = _Gate(problems, around)


def install() -> None:
    """Wrap the actions; harmless when they are wrapped already."""
    _wrap(PublishPageRevisionAction, _publishing)
    _wrap(UnpublishPageAction, transaction.atomic)


def _wrap(action: Any, around: Callable[[Execute], Execute]) -> None:
    if not getattr(action.execute, GATED, False):
        action.execute = around(action.execute)
        setattr(action.execute, GATED, True)


def _publishing(execute: Execute) -> Execute:
    @wraps(execute)
    def run(action: Any, *args: Any, **kwargs: Any) -> Any:
        page, revision = action.object, action.revision
        found = _gates.get(type(page))
        if found is None:
            return execute(action, *args, **kwargs)
        with transaction.atomic():
            if problems := found.problems(revision.as_object()):
                raise PublishRefused(page, problems)
            return found.around(page, revision, lambda: execute(action, *args, **kwargs))

    return run
