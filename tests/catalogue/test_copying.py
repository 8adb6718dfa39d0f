"""Rule 11: a code is one procedure; it has no copy and no alias, whoever asks."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from catalogue.models import ProcedurePage
from portal.core.models import User

from .factories import procedure_index, published

pytestmark = pytest.mark.django_db


def test_the_permission_tester_refuses_even_a_superuser():
    tester = published().permissions_for_user(User.objects.create_superuser("quan-tri"))
    assert not tester.can_copy()
    assert not tester.can_copy_to(procedure_index())


def test_code_can_neither_copy_nor_alias_a_procedure():
    page = published()
    with pytest.raises(PermissionDenied):
        page.copy()
    with pytest.raises(PermissionDenied):
        page.create_alias()


def test_the_parent_of_procedures_is_not_copied_either(admin_client):
    published()
    parent = procedure_index()
    address = reverse("wagtailadmin_pages:copy", args=[parent.pk])
    fields = {
        "new_title": "Bản sao",
        "new_slug": "ban-sao",
        "new_parent_page": str(parent.get_parent().pk),
        "copy_subpages": "on",
    }
    answer = admin_client.post(address, fields, follow=True)
    assert answer.status_code == 200
    assert "Mỗi mã là một thủ tục" in answer.content.decode()
    assert ProcedurePage.objects.count() == 1
