"""What Wagtail and Django tell us, inside the transaction of the change."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction

from search.changes import numbers as changes

from . import relinking, visibility
from .models import FormerUnit, Office, ProcedurePage, Unit
from .searching import offices

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


def shared_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """What is gone is not found."""
    changes.announce([f"{relinking.KINDS[sender.__name__]}:{instance.slug}"])


def unit_changed(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A unit, or an old unit that it took in."""
    if not raw:
        offices.changed([instance.unit if isinstance(instance, FormerUnit) else instance])


def office_changed(sender: Any, instance: Office, raw: bool = False, **kwargs: Any) -> None:
    """An office is saved, or about to go while its units are still known."""
    if not raw and instance.pk:
        offices.changed(instance.units.all())


def office_serves(sender: Any, instance: Any, action: str, pk_set: Any = None, **kwargs: Any) -> None:
    """Units given to offices or taken from them, from either side."""
    if action not in ("post_add", "post_remove", "pre_clear"):
        return
    if isinstance(instance, Unit):
        offices.changed([instance])
    else:
        offices.changed(Unit.objects.filter(pk__in=pk_set) if pk_set else instance.units.all())


def connect_search() -> None:
    """What is found beside procedures."""
    from . import models

    for name in ("LegalAct", "FormTemplate", "DocumentType"):
        post_delete.connect(shared_deleted, sender=getattr(models, name), dispatch_uid=f"search-gone-{name}")
    for sender in (Unit, FormerUnit):
        for signal in (post_save, post_delete):
            signal.connect(unit_changed, sender=sender, dispatch_uid=f"search-{sender.__name__}-{id(signal)}")
    post_save.connect(office_changed, sender=Office, dispatch_uid="search-office-saved")
    pre_delete.connect(office_changed, sender=Office, dispatch_uid="search-office-gone")
    m2m_changed.connect(office_serves, sender=Office.units.through, dispatch_uid="search-office-units")


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
    connect_search()
