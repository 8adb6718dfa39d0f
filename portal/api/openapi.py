"""The API described for programs: OpenAPI 3.1, made from the operations themselves."""

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from catalogue import record

from .answering import send
from .entries import BASE
from .problems import MEDIA_TYPE
from .record_fields import FIELDS
from .registering import api

Json = dict[str, Any]

NO_NUL: Json = {"pattern": r"^[^\u0000]*$"}
HEADERS: Json = {
    "ETag": {
        "description": "Names this content; send it back as If-None-Match.",
        "schema": {"type": "string"},
    },
    "Cache-Control": {"description": "How long it may be kept.", "schema": {"type": "string"}},
}


def description(request: HttpRequest) -> HttpResponse:
    """The description as JSON."""
    return send(request, content())


@cache
def content() -> bytes:
    return json.dumps(described(), ensure_ascii=False).encode()


@cache
def described() -> Json:
    """The description: as the framework makes it, with what it can't know."""
    from . import operations  # noqa: F401  registers them

    made: Json = json.loads(json.dumps(api.get_openapi_schema(path_prefix=f"{BASE}/")))
    made["servers"] = [{"url": "/", "description": "This site"}]
    for path in made["paths"].values():
        for operation in path.values():
            _operation(operation)
    for name, schema in made["components"]["schemas"].items():
        _component(name, schema)
    return made


def _operation(operation: Json) -> None:
    for parameter in operation["parameters"]:
        parameter["schema"] = _without_nul(_given(parameter["schema"]))
    for status, response in operation["responses"].items():
        if status == "200":
            response["headers"] = HEADERS
            _component("", response["content"]["application/json"]["schema"])
        elif "content" in response:
            response["content"] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def _given(schema: Json) -> Json:
    """A parameter is there or absent: nobody can write null in an address."""
    choices = [one for one in schema.pop("anyOf", []) if one.get("type") != "null"]
    kept = {name: value for name, value in schema.items() if name not in ("title", "example", "description")}
    return {**kept, **(choices[0] if choices else {})}


def _without_nul(schema: Json) -> Json:
    """No text of an address may hold NUL: it is refused before any operation sees it."""
    if schema.get("type") == "object":
        return {**schema, "propertyNames": NO_NUL, "additionalProperties": {"type": "string", **NO_NUL}}
    free = schema.get("type") == "string" and not {"enum", "pattern", "format"} & schema.keys()
    return {**schema, **NO_NUL} if free else schema


def _component(name: str, schema: Json) -> None:
    """A reader must bear fields added later: the record's own strictness is for writing."""
    schema.pop("additionalProperties", None) if schema.get("additionalProperties") is False else None
    model = getattr(record, name, None) if name else None
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return
    for field, words in FIELDS.get(name, {}).items():
        if field in schema["properties"]:
            schema["properties"][field]["description"] = words
