"""The lexicon in the admin: who may teach the search, and that each change has its history."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from search.models import PinnedResult, Synonym
from search.permissions import grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    """Someone of the editors, signed in."""
    grant()
    user = get_user_model().objects.create_user("bien-tap", password="x")
    user.groups.set(Group.objects.filter(name="Biên tập"))
    client.force_login(user)
    return client


def url(model: type, view: str, *args: object) -> str:
    return reverse(f"wagtailsnippets_search_{model.__name__.lower()}:{view}", args=args)


def test_an_editor_adds_an_entry_and_it_has_a_history(editor: Client) -> None:
    data = {"everyday": "cưới\nlấy vợ", "official": "đăng ký kết hôn"}
    assert editor.post(url(Synonym, "add"), data).status_code == 302
    entry = Synonym.objects.get()
    assert entry.origin == "editor"
    data["everyday"] += "\nlấy chồng"
    assert editor.post(url(Synonym, "edit", entry.pk), data).status_code == 302
    assert entry.revisions.count() == 2
    history = editor.get(url(Synonym, "history", entry.pk))
    assert history.status_code == 200


def test_a_refused_entry_says_why(editor: Client) -> None:
    response = editor.post(url(Synonym, "add"), {"everyday": "bao nhiêu tiền", "official": "lệ phí"})
    assert "là một cách hỏi" in response.content.decode()
    assert not Synonym.objects.exists()


def test_the_lists_and_the_menu_are_there(editor: Client) -> None:
    Synonym.objects.create(everyday="cưới", official="đăng ký kết hôn")
    page = editor.get(url(Synonym, "list"))
    assert "đăng ký kết hôn" in page.content.decode()


def test_only_a_reviewer_puts_a_result_first(editor: Client) -> None:
    assert editor.get(url(PinnedResult, "list")).status_code == 200
    assert editor.get(url(PinnedResult, "add")).status_code == 302
    user = get_user_model().objects.create_user("duyet", password="x")
    user.groups.set(Group.objects.filter(name="Duyệt"))
    editor.force_login(user)
    assert editor.get(url(PinnedResult, "add")).status_code == 200
