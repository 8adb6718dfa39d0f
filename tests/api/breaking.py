"""What in a new description would break a program written for an old one."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def breaks(old: Json, new: Json) -> list[str]:
    """Every operation, parameter, answer or field that is gone or means something else; in the order of the old."""
    return [*_operations(old, new), *_components(old, new)]


def _operations(old: Json, new: Json) -> Iterator[str]:
    for path, methods in old["paths"].items():
        for method, before in methods.items():
            after = new["paths"].get(path, {}).get(method)
            if after is None:
                yield f"{method} {path} is gone"
            else:
                yield from (f"{method} {path}: {said}" for said in _operation(before, after))


def _operation(before: Json, after: Json) -> Iterator[str]:
    if before["operationId"] != after["operationId"]:
        yield f"is called {after['operationId']}"
    then = {known["name"]: known for known in before["parameters"]}
    now = {known["name"]: known for known in after["parameters"]}
    for name, known in then.items():
        if name not in now:
            yield f"parameter {name} is gone"
        else:
            yield from (f"parameter {name}: {said}" for said in _narrower(known, now[name]))
    yield from (
        f"parameter {name} is now required" for name in now.keys() - then.keys() if now[name]["required"]
    )
    for status, answer in before["responses"].items():
        if answer.get("content") != after["responses"].get(status, {}).get("content"):
            yield f"answers {status} otherwise"


def _narrower(before: Json, after: Json) -> Iterator[str]:
    if after["required"] and not before["required"]:
        yield "is now required"
    then, now = before["schema"], after["schema"]
    if then.get("type") != now.get("type") or then.get("format") != now.get("format"):
        yield "has another type"
    if ("enum" in now and not set(then.get("enum", ())) <= set(now["enum"])) or (
        "enum" in now and "enum" not in then
    ):
        yield "takes fewer values"
    if now.get("maximum", now.get("maxLength", 0)) < then.get("maximum", then.get("maxLength", 0)):
        yield "takes less"
    if now.get("default") != then.get("default"):
        yield "has another default"


def _components(old: Json, new: Json) -> Iterator[str]:
    for name, before in old["components"]["schemas"].items():
        after = new["components"]["schemas"].get(name)
        if after is None:
            yield f"{name} is gone"
        else:
            yield from (f"{name}.{said}" for said in _fields(before, after))


def _fields(before: Json, after: Json) -> Iterator[str]:
    lost = set(before.get("required", ())) - set(after.get("required", ()))
    yield from (f"{field} may be absent now" for field in sorted(lost))
    for field, known in before.get("properties", {}).items():
        found = after.get("properties", {}).get(field)
        if found is None:
            yield f"{field} is gone"
        elif not _kept(_meaning(known), _meaning(found)):
            yield f"{field} has another type"


def _meaning(schema: Any) -> Any:
    """A schema without its words."""
    if isinstance(schema, dict):
        return {
            name: _meaning(value) for name, value in schema.items() if name not in ("description", "title")
        }
    return [_meaning(value) for value in schema] if isinstance(schema, list) else schema


def _kept(before: Any, after: Any) -> bool:
    """Whether a program for ``before`` can read ``after``: only a choice of kinds may have grown."""
    if isinstance(before, dict) and isinstance(after, dict):
        if "discriminator" in before and "discriminator" in after:
            return all(one in after["oneOf"] for one in before["oneOf"])
        return before.keys() == after.keys() and all(_kept(before[name], after[name]) for name in before)
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(map(_kept, before, after))
    return bool(before == after)
