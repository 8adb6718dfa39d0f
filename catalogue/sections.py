"""The sections of a procedure: the grain at which origins are kept and imports replace text (rule 9)."""

from typing import Final, Literal

from .record import ProcedureRecord

Section = Literal[
    "identity",
    "subjects",
    "agencies",
    "conditions",
    "places",
    "papers",
    "times",
    "fees",
    "steps",
    "outputs",
    "acts",
]
Origin = Literal["source", "sample", "seed", "editor"]

REPLACED_BY_IMPORT: Final[frozenset[str]] = frozenset({"source", "sample"})

SECTION_FIELDS: Final[dict[Section, tuple[str, ...]]] = {
    "identity": ("title", "official_title", "summary", "keywords"),
    "subjects": (
        "topic",
        "life_events",
        "audiences",
        "levels",
        "online",
        "offline_only",
        "shared_service",
        "non_territorial",
    ),
    "agencies": ("agencies",),
    "conditions": ("conditions", "note"),
    "places": ("where", "returning"),
    "papers": ("questions", "papers", "sets"),
    "times": ("channels", "times"),
    "fees": ("fees",),
    "steps": ("steps",),
    "outputs": ("outputs",),
    "acts": ("acts",),
}


def changed_sections(before: ProcedureRecord, after: ProcedureRecord) -> list[Section]:
    """Name the sections whose content differs, the sources of numbers left aside."""

    def content(record: ProcedureRecord, field: str) -> object:
        value = getattr(record, field)
        return tuple(fee.model_copy(update={"source": None}) for fee in value) if field == "fees" else value

    return [
        section
        for section, fields in SECTION_FIELDS.items()
        if any(content(before, field) != content(after, field) for field in fields)
    ]
