"""What the groups "Biên tập" and "Duyệt" may do, and the workflow between them.

Idempotent, because pages and permissions come into being after the migrations that make the groups: run after
each ``migrate`` and after sample content is loaded. Rights taken from these groups by hand come back then.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

EDITORS = "Biên tập"
REVIEWERS = "Duyệt"
WORKFLOW = "Biên tập → Duyệt"

# Page types under which the groups work; the topmost that exist are enough: page permissions are inherited.
ROOT_TYPES = [("home", "homepage"), ("catalogue", "procedureindexpage"), ("news", "newsindexpage")]
PAGE_PERMISSIONS = {
    EDITORS: ("add", "change"),
    REVIEWERS: ("add", "change", "publish", "lock", "unlock"),
}
SHARED = (
    "agency", "legalact", "documenttype", "formtemplate", "topic", "lifeevent", "audience", "unit", "office",
)  # fmt: skip
# A new act or paper is public only when a published procedure names it; changing one changes what is public.
MODEL_PERMISSIONS = {
    EDITORS: [
        "wagtailadmin.access_admin",
        *(f"catalogue.view_{model}" for model in SHARED),
        *(f"catalogue.add_{model}" for model in ("legalact", "documenttype", "formtemplate")),
        "catalogue.view_finding",
        "catalogue.change_finding",
    ],
    REVIEWERS: [
        "wagtailadmin.access_admin",
        *(f"catalogue.{action}_{model}" for model in SHARED for action in ("view", "add", "change")),
        "catalogue.view_finding",
        "catalogue.change_finding",
        "core.change_centresettings",
    ],
}
MEDIA_PERMISSIONS = [
    f"{app}.{action}_{model}"
    for app, model in (("core", "portalimage"), ("core", "portaldocument"), ("wagtailimages", "image"))
    for action in ("add", "change", "choose")
] + ["wagtaildocs.add_document", "wagtaildocs.choose_document", "wagtaildocs.change_document"]


@transaction.atomic
def grant() -> None:
    """Give both groups what they need, as far as pages and permissions exist; safe to run again."""
    for name in (EDITORS, REVIEWERS):
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*_permissions(MODEL_PERMISSIONS[name]))
        _grant_pages(group, PAGE_PERMISSIONS[name])
        _grant_media(group)
    _connect_workflow()


def grant_after_migrate(app_config: Any = None, **kwargs: Any) -> None:
    """Receiver of ``post_migrate``: run once, at the last app, when every permission exists."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if app_config is last:
        grant()


def _permissions(labels: Iterable[str]) -> list[Permission]:
    wanted = {tuple(label.split(".")) for label in labels}
    found = Permission.objects.filter(codename__in=[codename for _, codename in wanted]).select_related(
        "content_type"
    )
    return [one for one in found if (one.content_type.app_label, one.codename) in wanted]


def _roots() -> list[Page]:
    """The topmost pages under which editors work."""
    found: list[Page] = []
    types = Q()
    for app_label, model in ROOT_TYPES:
        types |= Q(content_type__app_label=app_label, content_type__model=model)
    for page in Page.objects.filter(types).order_by("path"):
        if not any(page.path.startswith(root.path) for root in found):
            found.append(page)
    return found


def _grant_pages(group: Group, actions: Iterable[str]) -> None:
    permissions = _permissions(f"wagtailcore.{action}_page" for action in actions)
    for page in _roots():
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _grant_media(group: Group) -> None:
    root = Collection.get_first_root_node()
    if root is None:
        return
    for permission in _permissions(MEDIA_PERMISSIONS):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _connect_workflow() -> None:
    """One task: someone of "Duyệt" approves. Attached where the groups work, before Wagtail's own."""
    reviewers = Group.objects.get(name=REVIEWERS)
    task = GroupApprovalTask.objects.filter(name=REVIEWERS).first() or GroupApprovalTask.objects.create(
        name=REVIEWERS
    )
    task.groups.add(reviewers)
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    for page in _roots():
        WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})
