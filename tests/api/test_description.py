"""The description: whole, served, shown to people, and never changed so that a program breaks."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from portal.api.openapi import described
from tests.api.breaking import breaks
from tests.api.rows import filled

FROZEN = Path(__file__).with_name("openapi.json")


def frozen() -> Any:
    return json.loads(FROZEN.read_text(encoding="utf-8"))


def test_no_program_breaks() -> None:
    """When this fails, the change needs /api/v2/, or must be made so that what was there stays."""
    assert breaks(frozen(), described()) == []


def test_the_description_kept_is_todays() -> None:
    """What was added is kept too: write it with `python -m tests.api.freeze`."""
    assert frozen() == described()


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (("paths", "/api/v1/changes"), "get /api/v1/changes is gone"),
        (("components", "schemas", "Fee", "properties", "amount"), "Fee.amount is gone"),
        (("components", "schemas", "VersionHead", "properties", "code"), "VersionHead.code is gone"),
        (("components", "schemas", "Problem"), "Problem is gone"),
    ],
)
def test_what_is_taken_away_is_seen(where: tuple[str, ...], said: str) -> None:
    changed = copy.deepcopy(described())
    place = changed
    for name in where[:-1]:
        place = place[name]
    del place[where[-1]]
    assert said in breaks(described(), changed)


def test_a_new_required_parameter_and_another_type_are_seen() -> None:
    changed = copy.deepcopy(described())
    changed["paths"]["/api/v1/changes"]["get"]["parameters"][0]["required"] = True
    changed["components"]["schemas"]["Sum"]["properties"]["least"] = {"type": "number"}
    found = breaks(described(), changed)
    assert "get /api/v1/changes: parameter since: is now required" in found
    assert "Sum.least has another type" in found


def test_what_is_added_breaks_nothing() -> None:
    changed = copy.deepcopy(described())
    changed["components"]["schemas"]["Sum"]["properties"]["new"] = {"type": "string"}
    changed["paths"]["/api/v1/new"] = changed["paths"]["/api/v1/changes"]
    assert breaks(described(), changed) == []


def test_a_kind_of_block_may_come_and_none_may_go() -> None:
    changed = copy.deepcopy(described())
    blocks = changed["components"]["schemas"]["Body"]["properties"]["vi"]["items"]
    blocks["oneOf"].append({"$ref": "#/components/schemas/New"})
    blocks["discriminator"]["mapping"]["new"] = "#/components/schemas/New"
    assert breaks(described(), changed) == []
    blocks["oneOf"].pop(0)
    assert breaks(described(), changed) == ["Body.vi has another type"]


def test_every_field_and_parameter_is_described() -> None:
    schemas = described()["components"]["schemas"].items()
    fields = [
        f"{name}.{field}"
        for name, schema in schemas
        for field, known in schema.get("properties", {}).items()
        if not known.get("description")
    ]
    parameters = [
        f"{path} {known['name']}"
        for path, found in described()["paths"].items()
        for known in found["get"]["parameters"]
        if known["in"] == "query" and not known.get("description")
    ]
    assert (fields, parameters) == ([], [])


def test_served(client: Client) -> None:
    response = client.get("/api/v1/openapi.json")
    assert json.loads(response.content) == described()
    assert described()["openapi"].startswith("3.1")


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_page_names_every_operation_and_its_examples_answer(client: Client, prefix: str) -> None:
    filled()
    html = client.get(f"{prefix}/api/v1/").content.decode()
    for path in described()["paths"]:
        assert f"GET {path}<" in html
    assert '<script src="http' not in html
    examples = [part.split('"')[0] for part in html.split('<a href="/api/v1/')[1:]]
    assert len(examples) > 8
    for address in examples:
        path = "/api/v1/" + address.replace("&amp;", "&")
        assert client.get(path).status_code in ((200, 503) if "/search" in path else (200,)), path
