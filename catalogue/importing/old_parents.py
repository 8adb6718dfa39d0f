"""The districts, towns and cities that old communes belonged to until 2025-06-30, as far as lists tell."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from .mapping.text import matching
from .seeds import rows

KINDS: Final = ("quận", "huyện", "thị xã", "thành phố")
#: Old communes by their kind, and the only kind of district that had such; a town and a city had both.
_ONLY_IN: Final = {"phường": "quận", "xã": "huyện", "thị trấn": "huyện"}


def paired(row: Mapping[str, str]) -> list[tuple[str, str]]:
    """The old units of a shipped row, each with what it belonged to: one for all, or as many as units."""
    names = [name.strip() for name in row.get("old_units", "").split(",") if name.strip()]
    parents = [parent.strip() for parent in row.get("old_parents", "").split(",")]
    return list(zip(names, parents if len(parents) == len(names) else parents[:1] * len(names), strict=True))


def written(pairs: Sequence[tuple[str, str]]) -> str:
    """The parents of old units as a shipped row has them."""
    parents = [parent for _name, parent in pairs]
    return "".join(set(parents)) if len(set(parents)) < 2 else ", ".join(parents)


def parents_of(code: str, names: Sequence[str], districts: Sequence[str]) -> list[str]:
    """What each old unit of the commune ``code`` belonged to, "" when a file's ``districts`` can't tell.

    The shipped list is right where it says something. Of two districts, one urban and one rural, the kind of the
    old unit tells: an urban district had wards only, a rural one had none (Law 77/2015/QH13, article 2).
    """
    known = _shipped().get(code, {})
    full = [_kinds().get(matching(name), name) for name in districts]
    return [known.get(matching(name)) or _told(name, full) for name in names]


def _told(name: str, districts: Sequence[str]) -> str:
    if len(districts) == 1:
        return districts[0]
    only = next((kind for word, kind in _ONLY_IN.items() if matching(name).startswith(f"{word} ")), None)
    found = [district for district in districts if only and district.startswith(f"{only} ")]
    both = any(not district.startswith(("quận ", "huyện ")) for district in districts)
    return found[0] if len(found) == 1 and not both else ""


@cache
def _shipped() -> dict[str, dict[str, str]]:
    return {
        row["code"]: {matching(name): parent for name, parent in paired(row)} for row in rows("units.tsv")
    }


@cache
def _kinds() -> dict[str, str]:
    """District names with their kind by the bare one: "hội an" -> "thành phố Hội An"."""
    parents = {parent for named in _shipped().values() for parent in named.values() if parent}
    return {
        matching(parent[len(kind) + 1 :]): parent
        for parent in parents
        for kind in KINDS
        if parent.startswith(f"{kind} ")
    }
