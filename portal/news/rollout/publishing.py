"""Publishing the rollout, whichever way: nothing without its source, in one transaction."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Revision

from .problems import PublishRefused, publish_problems

if TYPE_CHECKING:
    from .models import RolloutPage

WRAPPED = "_no_rollout_without_sources"


def refuse_problems(page: "RolloutPage", revision: Revision, wagtail_publish: Callable[[], Any]) -> Any:
    """Let Wagtail publish ``revision``; raises PublishRefused when a row of it has a problem."""
    problems = publish_problems(revision.as_object())
    if problems:
        raise PublishRefused(page, problems)
    with transaction.atomic():
        return wagtail_publish()


def install() -> None:
    """Wrap Wagtail's action: the editor's "Publish" calls it past ``RolloutPage.publish``. Harmless to repeat."""
    execute = PublishPageRevisionAction.execute
    if getattr(execute, WRAPPED, False):
        return

    @wraps(execute)
    def run(action: Any, *args: Any, **kwargs: Any) -> Any:
        from .models import RolloutPage

        if not isinstance(action.object, RolloutPage):
            return execute(action, *args, **kwargs)
        return refuse_problems(action.object, action.revision, lambda: execute(action, *args, **kwargs))

    setattr(run, WRAPPED, True)
    PublishPageRevisionAction.execute = run
