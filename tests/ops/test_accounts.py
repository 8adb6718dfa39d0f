"""The two accounts of a development site."""

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group

from portal.ops.accounts import ADMINISTRATOR, EDITOR, EDITOR_GROUPS, create_development_accounts

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _create() -> str:
    said: list[str] = []
    create_development_accounts(said.append)
    return "\n".join(said)


def test_each_can_sign_in_with_the_password_that_was_said() -> None:
    passwords = dict(
        zip((EDITOR, ADMINISTRATOR), (line.split()[-1] for line in _create().splitlines()), strict=True)
    )
    for name, password in passwords.items():
        assert authenticate(None, username=name, password=password)


def test_the_editor_is_in_both_groups_and_no_superuser() -> None:
    for name in EDITOR_GROUPS:
        Group.objects.get_or_create(name=name)
    _create()
    editor = get_user_model().objects.get(username=EDITOR)
    assert set(editor.groups.values_list("name", flat=True)) == set(EDITOR_GROUPS)
    assert not editor.is_superuser


def test_accounts_that_are_there_are_left_alone() -> None:
    _create()
    before = get_user_model().objects.get(username=EDITOR).password
    assert _create() == ""
    assert get_user_model().objects.get(username=EDITOR).password == before
