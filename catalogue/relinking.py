"""When a shared name changes: versions of kind "relink" for the records that say it (rule 6)."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q

from catalogue.models.counter import ProcedureVersion
from portal.core import outbox
from search.changes import numbers as changes

from . import builder, counter
from .record import Names, SharedKind, read_record, relink
from .searching import naming

RELINK = "relink"
AT_ONCE = 100
"""Procedures that are renamed in one transaction: some tenths of a second."""
MODELS: dict[SharedKind, str] = {
    "agency": "Agency",
    "paper": "DocumentType",
    "act": "LegalAct",
    "topic": "Topic",
    "life_event": "LifeEvent",
    "audience": "Audience",
    "form": "FormTemplate",
    "unit": "Unit",
}
KINDS = {model: kind for kind, model in MODELS.items()}


def announce(kind: SharedKind, slug: str) -> None:
    """Queue the change of one shared thing, in records and in what is found of the thing itself."""
    outbox.add(RELINK, f"{kind}:{slug}")
    if kind in naming.FACETS:
        changes.announce([f"{kind}:{slug}"])


def consume(entries: Sequence[Any]) -> None:
    """Outbox consumer: rename in current and future versions."""
    for entry in entries:
        kind, _, slug = entry.key.partition(":")
        apply(kind, slug)


def apply(kind: SharedKind, slug: str) -> list[str]:
    """Append a relink version wherever the name really changed; return the codes. Reads no page rows.

    What one agency is named in may be thousands: so many at a time are written, that nobody's publishing waits
    for all of them. Broken off and begun again it goes on where it was, since what is renamed changes no more.
    """
    names = _names(kind, slug)
    if not names:
        return []
    named = ProcedureVersion.objects.filter(record__contains=f'"id":"{slug}"')
    codes = sorted(set(named.values_list("code", flat=True)))
    some = (codes[start : start + AT_ONCE] for start in range(0, len(codes), AT_ONCE))
    return [code for part in some for code in _relinked(part, names)]


@transaction.atomic
def _relinked(codes: Sequence[str], names: Names) -> list[str]:
    counter.lock(codes)
    written = counter.append([edition for code in codes for edition in _editions(code, names)])
    changed = sorted({version.code for version in written})
    counter.touch(changed)
    return changed


def _editions(code: str, names: Names) -> list[counter.Edition]:
    """Relink the version in force and those still to come; a future one keeps its own day."""
    day = counter.today()
    current = counter.in_force(code, day)
    coming = ProcedureVersion.objects.filter(Q(code=code, in_force_from__gt=day)).order_by(
        "in_force_from", "number"
    )
    found = []
    for version in [*([current] if current else []), *coming]:
        before = read_record(version.record)
        after = relink(before, names)
        if after.hash != before.hash and not version.redacted:
            dated = version.in_force_from if version in coming else day
            found.append(
                counter.Edition(
                    record=after,
                    in_force_from=dated,
                    basis=version.basis if version in coming else "recorded",
                    caused_by=version.caused_by,
                    kind="relink",
                    explicit_date=True,
                )
            )
    return found


def _names(kind: SharedKind, slug: str) -> Names:
    thing = apps.get_model("catalogue", MODELS[kind]).objects.filter(slug=slug).first()
    if thing is None:
        return {}
    if kind == "act":
        act = builder.act_of(thing)
        return {
            (kind, slug): {} if act is None else {name: getattr(act, name) for name in type(act).model_fields}
        }
    changes: dict[str, Any] = {"name": builder.text(thing, "name")}
    if kind == "agency":
        changes["level"] = thing.level
    if kind == "form":
        changes = {"name": builder.form_of(thing).name, "url": builder.form_of(thing).url}
    return {(kind, slug): changes}
