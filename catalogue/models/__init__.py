from .counter import CounterEntry, CounterFacet, ProcedureVersion, Redaction
from .issuing import IssuerDecision
from .places import FormerUnit, Office, Unit
from .procedure import ProcedureIndexPage, ProcedurePage
from .rows import (
    CaseTime,
    Channel,
    Choice,
    Fee,
    LegalBasis,
    Output,
    ProcedureAgency,
    Question,
    RequiredDocument,
    Step,
)
from .shared import Agency, Audience, DocumentType, FormTemplate, LegalAct, LifeEvent, Topic
from .source import Finding, ImportedSource, ImportRun

__all__ = [
    "Agency",
    "Audience",
    "CaseTime",
    "Channel",
    "Choice",
    "CounterEntry",
    "CounterFacet",
    "DocumentType",
    "Fee",
    "Finding",
    "FormTemplate",
    "FormerUnit",
    "ImportRun",
    "ImportedSource",
    "IssuerDecision",
    "LegalAct",
    "LegalBasis",
    "LifeEvent",
    "Office",
    "Output",
    "ProcedureAgency",
    "ProcedureIndexPage",
    "ProcedurePage",
    "ProcedureVersion",
    "Question",
    "Redaction",
    "RequiredDocument",
    "Step",
    "Topic",
    "Unit",
]
