"""What Wagtail and Django tell us, inside the transaction of the change."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction

from . import relinking, visibility
from .models import ProcedurePage

SLUGGED = tuple(relinking.KINDS)


def page_saved(sender: type[Page], instance: Page, raw: bool = False, **kwargs: Any) -> None:
    """A page was saved, moved, published or unpublished: ``Page.save`` is atomic, and so is this."""
    if issubclass(sender, Page) and not raw:
        visibility.refresh(instance.path)


def procedure_deleted(sender: type[ProcedurePage], instance: ProcedurePage, **kwargs: Any) -> None:
    visibility.withdraw(instance.code)


def restriction_changed(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    visibility.refresh(instance.page.path)


def shared_saved(sender: Any, instance: Any, created: bool = False, raw: bool = False, **kwargs: Any) -> None:
    """A shared thing that is new stands in no record yet."""
    if not created and not raw and sender.__name__ in relinking.KINDS:
        relinking.announce(relinking.KINDS[sender.__name__], instance.slug)


def connect() -> None:
    """Connect all receivers; called once when the app is ready."""
    from . import models

    post_save.connect(page_saved, dispatch_uid="counter-page-saved")
    post_delete.connect(procedure_deleted, sender=ProcedurePage, dispatch_uid="counter-deleted")
    for signal in (post_save, post_delete):
        signal.connect(
            restriction_changed, sender=PageViewRestriction, dispatch_uid=f"counter-restricted-{id(signal)}"
        )
    for name in SLUGGED:
        post_save.connect(shared_saved, sender=getattr(models, name), dispatch_uid=f"relink-{name}")
