"""An editor at the real admin views: reads the form as a browser does, changes it, and sends it back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from catalogue.permissions import EDITORS, REVIEWERS, grant
from tests.catalogue.factories import procedure_index

Fields = dict[str, Any]


def sign_in(*groups: str) -> Client:
    """A client signed in as a new member of ``groups``; no superuser."""
    procedure_index()
    grant()
    name = "-".join(groups) or "nobody"
    user = get_user_model().objects.create_user(username=name, password="x")
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def editor() -> Client:
    return sign_in(EDITORS)


def both() -> Client:
    return sign_in(EDITORS, REVIEWERS)


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(html: bytes | str) -> Fields:
    """The fields that a browser would send of the page editor's form."""
    soup = BeautifulSoup(html, "html.parser")
    form = soup.find("form", id="page-edit-form")
    assert form is not None, soup.get_text(" ", strip=True)[:500]
    for template in form.find_all("template"):
        template.decompose()
    sent: Fields = {}
    for control in form.find_all(["input", "textarea", "select"]):
        for value in _values(control):
            _put(sent, control.get("name"), value)
    return {name: value for name, value in sent.items() if not name.startswith("action-")}


def _values(control: Any) -> list[str]:
    if not control.get("name") or control.get("type") in ("submit", "button", "file"):
        return []
    if control.name == "select":
        chosen = [option["value"] for option in control.find_all("option", selected=True)]
        return chosen or ([] if control.has_attr("multiple") else [control.find("option")["value"]])
    if control.name == "textarea":
        return [control.text.removeprefix("\n")]
    if control.get("type") in ("checkbox", "radio"):
        return [control.get("value", "on")] if control.has_attr("checked") else []
    return [control.get("value", "")]


def _put(sent: Fields, name: str, value: str) -> None:
    if name not in sent:
        sent[name] = value
    elif isinstance(sent[name], list):
        sent[name].append(value)
    else:
        sent[name] = [sent[name], value]


def open_form(client: Client, page: Page) -> Fields:
    return form_of(client.get(edit_url(page)).content)


def add_row(fields: Fields, relation: str, **values: Any) -> int:
    """Add a row as the editor's button does: no key, no id; return its place."""
    place = int(fields[f"{relation}-TOTAL_FORMS"])
    fields[f"{relation}-TOTAL_FORMS"] = str(place + 1)
    blank = {"id": "", "key": "", "DELETE": "", "ORDER": str(place + 1)}
    for name, value in {**blank, **values}.items():
        fields[f"{relation}-{place}-{name}"] = value
    if relation == "questions":
        fields |= {f"questions-{place}-choices-{n}": "0" for n in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return place


def save(client: Client, page: Page, fields: Mapping[str, Any], action: str = "") -> Any:
    """Send the form; ``action`` is "publish", "submit" or nothing for a draft."""
    extra = {f"action-{action}": "1"} if action else {}
    return client.post(edit_url(page), {**fields, **extra}, follow=True)


def words(response: Any) -> str:
    """What a person reads of a response."""
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def make_due(revision: Revision) -> None:
    """Move a scheduled revision to a minute ago."""
    past = timezone.now() - timedelta(minutes=1)
    revision.approved_go_live_at = past
    revision.content["go_live_at"] = past.isoformat()
    revision.save()
