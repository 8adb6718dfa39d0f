"""Findings, and an editor who reads and decides about them through the real admin views."""

from typing import Any

from django.test import Client
from django.urls import reverse

from catalogue.models import Fee, Finding, ProcedurePage
from tests.catalogue import factories
from tests.catalogue.admin import desk

COPY = {
    "fee_key": "phi",
    "status": "amount",
    "amount": "2000",
    "currency": "VND",
    "kind": "per_unit",
    "unit": {"vi": "trang"},
}


def finding(code: str = "1.000001", rule: str = "fee-zero-names-amount", **fields: Any) -> Finding:
    fields.setdefault("place", f"detail.executionMethods[{Finding.objects.count()}].fees[0]")
    return Finding.objects.create(code=code, rule=rule, **fields)


def proposed(page: ProcedurePage, **changes: Any) -> Finding:
    return finding(page.code, "fee-rule-proposed", proposal={**COPY, **changes})


def page_with_fee(code: str = "1.000001") -> ProcedurePage:
    page = factories.new_page(code)
    page.fees.set([Fee(key="phi", status="unknown", description_vi="Bản sao")])
    page = factories.procedure_index().add_child(instance=page)
    return factories.publish(page)


def see(client: Client, name: str, **asked: Any) -> str:
    response = client.get(reverse(name), asked)
    assert response.status_code == 200
    return desk.words(response)


def decide(client: Client, action: str, **sent: Any) -> str:
    response = client.post(reverse("findings_decide"), {"action": action, **sent}, follow=True)
    assert response.status_code == 200
    return desk.words(response)


def state(one: Finding) -> str:
    one.refresh_from_db()
    return one.state


def newest(page: ProcedurePage) -> ProcedurePage:
    return ProcedurePage.objects.get(pk=page.pk).get_latest_revision_as_object()
