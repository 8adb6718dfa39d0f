"""The fields of the source that have a place. Any other field that says something becomes a finding."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

UNPLACED: Final = "field-without-place"
"""The rule of a finding about text that no part of a page takes."""

_SHARED = frozenset({"id", "name", "code"})
_COMPONENT_DETAIL = frozenset(
    {"id", "name", "code", "state", "order", "createdAt", "deletedAt", "updatedAt", "data", "departmentId"}
)

KEPT_RAW: Final = frozenset(
    [
        "id",
        "codeNotation",
        "formalityType",
        "state",
        "type",
        "isUndetermined",
        "createdAt",
        "categoryIds",
        "serviceGroupIds",
        "legalBasisIds",
        "resultIds",
        "subjectTypeIds",
        "departmentExecutingIds",
        "departmentAuthorityIds",
        "departmentAuthorizedIds",
        "departmentCoordinatingIds",
        "unitGroupExecutingIds",
        "unitGroupAuthorityIds",
        "unitGroupAuthorizedIds",
        "unitGroupCoordinatingIds",
        "departmentPromulgateId",
        "departmentPromulgateCode",
        "departmentPromulgateName",
        "code",
        "name",
        "category",
    ]
)
"""Bookkeeping of the source, or a repetition of a placed field: kept in the raw source beside the page."""

PLACED: Final = frozenset(
    [
        "executionSteps",
        "executionMethods",
        "description",
        "executionCases",
        "isInternal",
        "isWard",
        "isProvince",
        "isMinistry",
        "isOtherAgency",
        "isVertical",
        "isFullProcess",
        "isSharedService",
        "note",
        "keywords",
        "categoriesDetails",
        "departmentsExecuting",
        "departmentsAuthority",
        "departmentsAuthorized",
        "departmentsCoordinating",
        "unitGroupsExecuting",
        "unitGroupsAuthority",
        "unitGroupsAuthorized",
        "unitGroupsCoordinating",
        "serviceGroupsDetails",
        "legalBasisesDetails",
        "resultsDetails",
        "subjectTypesDetails",
        "cases",
        "updatedAt",
        "executingAgencies",
        "authorizedAgencies",
        "delegatedAgencies",
        "coordinatingAgencies",
        "dossierReceivingAddresses",
        "requirementsAndConditions",
        "procedureProposal",
        "isOfflineOnly",
        "isNonTerritorial",
        "returningMethods",
    ]
)

CHILDREN: Final[Mapping[str, frozenset[str]]] = {
    "executionSteps": frozenset({"name", "description"}),
    "executionMethods": frozenset(
        {"submissionMethod", "processingTime", "processingTimeUnit", "description", "fees"}
    ),
    "fees": frozenset(
        {"type", "value", "currencyId", "currencyName", "currency", "attachment", "description"}
    ),
    "executionCases": frozenset({"name", "profileComponents"}),
    "profileComponents": frozenset(
        {
            "profileComponentId",
            "originalQty",
            "copyQty",
            "required",
            "hasElectronicForm",
            "isProcessingResult",
            "name",
            "code",
            "attachments",
            "detail",
        }
    ),
    "attachments": frozenset({"id", "fileName", "bucketName", "filePath"}),
    "detail": _COMPONENT_DETAIL,
    "data": frozenset({"attachments", "typeDocument"}),
    "typeDocument": frozenset({"id", "name"}),
    "attachment": frozenset({"fileId", "fileName"}),
    "currency": _SHARED,
    "category": _SHARED,
    "categoriesDetails": _SHARED,
    "departmentsExecuting": _SHARED,
    "departmentsAuthority": _SHARED,
    "departmentsAuthorized": _SHARED,
    "departmentsCoordinating": _SHARED,
    "unitGroupsExecuting": _SHARED,
    "unitGroupsAuthority": _SHARED,
    "unitGroupsAuthorized": _SHARED,
    "unitGroupsCoordinating": _SHARED,
    "serviceGroupsDetails": _SHARED | {"type"},
    "legalBasisesDetails": _SHARED,
    "resultsDetails": _SHARED,
    "subjectTypesDetails": _SHARED,
    "cases": frozenset({"id", "name", "code", "processingDay"}),
    "processingDay": frozenset({"qty", "type"}),
    "issuingAgency": frozenset({"id", "name"}),
    "procedureProposal": frozenset(
        {
            "id",
            "proposalNumber",
            "decisionDate",
            "decisionNumber",
            "publicationDate",
            "issuingAgency",
            "proposalType",
        }
    ),
    "returningMethods": frozenset({"type", "value"}),
}


def unplaced(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield (place, value) of each field that says something and has no place."""
    for key, value in record.items():
        if value and key not in {"id", "code", "name", "detail", "_path"}:
            yield key, value
    detail = record.get("detail")
    if isinstance(detail, Mapping):
        for key, value in detail.items():
            if key in CHILDREN:
                yield from _children(key, value, f"detail.{key}")
            elif value and key not in KEPT_RAW and key not in PLACED:
                yield f"detail.{key}", value


def _children(name: str, value: Any, place: str) -> Iterator[tuple[str, Any]]:
    """What stands in an object, or in the objects of a list, under ``name`` and has no place."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if inner and key not in CHILDREN[name]:
                yield f"{place}.{key}", inner
            elif key in CHILDREN:
                yield from _children(key, inner, f"{place}.{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _children(name, item, f"{place}[{number}]")
