"""Who is concerned, in which role; and where an agency stands, read from its code or name by patterns."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from .keys import RowKeys
from .node import Node
from .shapes import AgencyDraft, ProcedureDraft
from .text import line, matching

SEED: Final = Path(__file__).resolve().parents[2] / "seed" / "agency_levels.tsv"
ROLES: Final = (
    ("executing", "departmentsExecuting", "unitGroupsExecuting"),
    ("authority", "departmentsAuthority", "unitGroupsAuthority"),
    ("coordinating", "departmentsCoordinating", "unitGroupsCoordinating"),
    ("authorised", "departmentsAuthorized", "unitGroupsAuthorized"),
)
TEXTS: Final = {
    "executing": "executingAgencies",
    "authority": "delegatedAgencies",
    "coordinating": "coordinatingAgencies",
    "authorised": "authorizedAgencies",
}


def agencies_of(detail: Node, draft: ProcedureDraft, keys: RowKeys) -> list[AgencyDraft]:
    """Return agencies and groups of units by role, each once in a role; a null group is a finding."""
    found: dict[tuple[str, str], AgencyDraft] = {}
    for role, departments, groups in ROLES:
        for node in [*detail.nodes(departments), *detail.nodes(groups)]:
            name = line(node.raw_text("name"))[:500]
            if name:
                row = AgencyDraft("", name, role, node.line("code")[:60])
                found.setdefault((role, matching(name)), row)
        if None in detail.items(groups):
            draft.find("agency-group-missing", detail.at(groups))
        _named_in_text(detail, role, found, draft)
    if not found:
        found = _publishing(detail)
    for (role, name), row in found.items():
        row.key = keys("agency", role, name)
    return list(found.values())


def _publishing(detail: Node) -> dict[tuple[str, str], AgencyDraft]:
    """Who published the procedure: all that is known of 36 records that name nobody who carries it out."""
    name = line(detail.raw_text("departmentPromulgateName"))[:500]
    if not name:
        return {}
    row = AgencyDraft("", name, "publishing", detail.line("departmentPromulgateCode")[:60])
    return {("publishing", matching(name)): row}


def _named_in_text(
    detail: Node, role: str, found: dict[tuple[str, str], AgencyDraft], draft: ProcedureDraft
) -> None:
    """The text field repeats the list; what it says beyond the list is a finding."""
    said = detail.line(TEXTS[role])
    left = matching(said)
    for known_role, name in sorted(found, key=lambda key: -len(key[1])):
        if known_role == role:
            left = left.replace(name, "")
    if left.strip(" ,;.-"):
        draft.find("agency-only-in-text", detail.at(TEXTS[role]), said)


@cache
def _patterns() -> list[tuple[str, re.Pattern[str], str]]:
    rows = [row.split("\t") for row in SEED.read_text(encoding="utf-8").splitlines() if row and row[0] != "#"]
    return [(field, re.compile(pattern), level) for field, pattern, level, _ in rows[1:]]


@cache
def level_of(name: str, code: str) -> str:
    """Return the level of an agency by the first pattern that fits; "other" when none does."""
    values = {"name": line(name).lower().replace("uỷ", "ủy"), "code": code}
    return next((level for field, pattern, level in _patterns() if pattern.search(values[field])), "other")
