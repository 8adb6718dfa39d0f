"""What a parsed line must be before it is mapped: fields of the right type, sane text, no bottomless nesting.

The types are those of all 5,665 records of the source. A field that is not listed may hold anything: the mapping
makes it a finding.
"""

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from .mapping.node import WrongType

DEEPEST: Final = 40
"""Levels of objects and lists in one record. The source has 10."""

_NUMBERS = "createdAt updatedAt deletedAt decisionDate publicationDate qty originalQty copyQty order"
_FLAGS = "required hasElectronicForm"
_OBJECTS = (
    "detail category processingDay attachment currency procedureProposal issuingAgency data typeDocument"
)
_LISTS = (
    "cases fees attachments profileComponents executionCases executionMethods executionSteps returningMethods "
    "departmentsExecuting departmentsAuthority departmentsAuthorized departmentsCoordinating "
    "unitGroupsExecuting unitGroupsAuthority unitGroupsAuthorized unitGroupsCoordinating "
    "categoriesDetails serviceGroupsDetails legalBasisesDetails resultsDetails subjectTypesDetails "
    "departmentDetails"
)
_TEXT_LISTS = (
    "categoryIds serviceGroupIds legalBasisIds resultIds subjectTypeIds departmentExecutingIds "
    "departmentAuthorityIds departmentAuthorizedIds departmentCoordinatingIds unitGroupExecutingIds "
    "unitGroupAuthorityIds unitGroupAuthorizedIds unitGroupCoordinatingIds"
)
_TEXTS = (
    "id code name type state description note keywords codeNotation formalityType decisionNo source "
    "executingAgencies authorizedAgencies delegatedAgencies coordinatingAgencies dossierReceivingAddresses "
    "requirementsAndConditions departmentPromulgateId departmentPromulgateCode departmentPromulgateName "
    "departmentId submissionMethod processingTimeUnit currencyId currencyName fileId fileName bucketName "
    "filePath profileComponentId proposalNumber proposalType decisionNumber _path"
)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _objects(value: Any) -> bool:
    return isinstance(value, list) and all(item is None or isinstance(item, dict) for item in value)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(item is None or isinstance(item, str) for item in value)


_KINDS: Final[Mapping[str, Callable[[Any], bool]]] = {
    "text": lambda value: isinstance(value, str),
    "true/false": lambda value: isinstance(value, bool),
    "number": _is_number,
    "object": lambda value: isinstance(value, dict),
    "list": _objects,
    "list of text": _texts,
    "number or text": lambda value: _is_number(value) or isinstance(value, str),
    "number or list": lambda value: _is_number(value) or _texts(value),
}
_TYPES: Final[Mapping[str, str]] = {
    "processingTime": "number or text",
    "value": "number or list",  # of a fee, and of the ways to return a result: the mapping tells them apart
    **dict.fromkeys(_NUMBERS.split(), "number"),
    **dict.fromkeys(_FLAGS.split(), "true/false"),
    **dict.fromkeys(_OBJECTS.split(), "object"),
    **dict.fromkeys(_LISTS.split(), "list"),
    **dict.fromkeys(_TEXT_LISTS.split(), "list of text"),
    **dict.fromkeys(_TEXTS.split(), "text"),
}
_LONGEST: Final[tuple[tuple[re.Pattern[str], int], ...]] = tuple(
    (re.compile(rf"detail\.{place}"), most)
    for place, most in (
        (r"(?:categoriesDetails|subjectTypesDetails|departments\w+|unitGroups\w+)\[\d+\]\.name", 500),
        (r"departmentPromulgateName", 255),
        (r"procedureProposal\.(?:proposalNumber|decisionNumber|issuingAgency\.name)", 255),
        (r"(?:categoriesDetails|departments\w+|unitGroups\w+)\[\d+\]\.code", 60),
        (r"subjectTypesDetails\[\d+\]\.code", 20),
        (r".*\.attachments\[\d+\]\.id", 80),
        (r".*\.attachments\[\d+\]\.fileName", 255),
    )
)
"""Characters of names that go to a column with an end: a longer one would be cut unseen."""

_SHORT: Final = min(most for _place, most in _LONGEST)
_FLAG_NAME: Final = re.compile(r"is[A-Z]")
_BAD_TEXT: Final = re.compile("[\x00\ud800-\udfff]")
_MAY_BE_BAD: Final = re.compile(r"\\u0000|\\u[dD][89a-fA-F]")
"""Escapes in the raw line that may stand for what ``_BAD_TEXT`` refuses; raw bytes of it are no JSON or UTF-8."""


class Refused(ValueError):
    """A line is no record; the message is for a reader."""


def parsed(raw: str) -> dict[str, Any]:
    """Return the record of one line; raises Refused with the reason."""
    data = loads(raw)
    if not isinstance(data, dict):
        raise Refused(_("Dòng không phải một bản ghi (đối tượng JSON)."))
    _check(data, bool(_MAY_BE_BAD.search(raw)))
    _check_codes(data)
    return data


def loads(raw: str) -> Any:
    """Return what a JSON text holds; raises Refused for whatever would lose or hide something."""
    try:
        return json.loads(raw, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite)
    except json.JSONDecodeError as error:
        reason = _("Không phải JSON, hoặc bị cắt ngang (chỗ hỏng: ký tự thứ %(at)d).")
        raise Refused(reason % {"at": error.pos + 1}) from error
    except RecursionError as error:
        raise Refused(too_deep()) from error
    except Refused:
        raise
    except ValueError as error:  # a whole number of thousands of digits
        raise Refused(_("Số quá lớn.")) from error


def wrong_type(error: WrongType) -> str:
    """Say in the reader's language which field is wrong and what it should hold."""
    expected = {
        "text": _("chữ"),
        "true/false": _("true hoặc false"),
        "number": _("số"),
        "whole number": _("số nguyên từ 0 đến 1.000.000"),
        "object": _("đối tượng"),
        "list": _("danh sách đối tượng"),
        "list of text": _("danh sách chữ"),
        "number or text": _("số hoặc chữ"),
        "number or list": _("số hoặc danh sách chữ"),
        "milliseconds since 1970": _("số mili giây từ năm 1970"),
        "amount of 0 or more": _("số tiền từ 0 trở lên"),
    }.get(error.expected, error.expected)
    reason = _("Sai kiểu dữ liệu ở %(place)s (cần %(expected)s).")
    return reason % {"place": error.place, "expected": expected}


def too_deep() -> str:
    return _("Dữ liệu lồng nhau quá %(levels)d tầng.") % {"levels": DEEPEST}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that names a field twice: one of the two values would be lost unseen."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused(_("Trường “%(name)s” ghi hai lần trong một đối tượng.") % {"name": shown(twice)})
    return found


def shown(text: str) -> str:
    """Text of a bad line fit for a message: short, and nothing that a terminal or a database refuses."""
    return text[:60].encode("unicode_escape").decode() if _BAD_TEXT.search(text) else text[:60]


def _no_number(name: str) -> float:
    raise Refused(_("%(name)s không phải là số.") % {"name": name})


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise Refused(_("Số quá lớn: %(number)s.") % {"number": text[:40]})
    return value


def _check(record: dict[str, Any], suspicious: bool) -> None:
    for place, name, value, level in _walk(record):
        if level > DEEPEST:
            raise Refused(too_deep())
        if suspicious and (_BAD_TEXT.search(name) or (isinstance(value, str) and _BAD_TEXT.search(value))):
            reason = _("Ký tự không hợp lệ (NUL hoặc nửa cặp mã thay thế) ở %(place)s.")
            raise Refused(reason % {"place": shown(place)})
        expected = _TYPES.get(name) or ("true/false" if _FLAG_NAME.match(name) else "")
        if expected and value is not None and not _KINDS[expected](value):
            raise Refused(wrong_type(WrongType(place, expected)))
        if isinstance(value, str) and len(value) > _SHORT:
            _check_length(place, value)


def _check_length(place: str, text: str) -> None:
    most = next((most for known, most in _LONGEST if known.fullmatch(place)), len(text))
    if len(text) > most:
        reason = _("Chữ quá dài ở %(place)s: %(length)d ký tự, nhiều nhất %(limit)d.")
        raise Refused(reason % {"place": place, "length": len(text), "limit": most})


def _check_codes(record: dict[str, Any]) -> None:
    """The source repeats the code inside; another one there is two records in one."""
    code, detail = record.get("code"), record.get("detail")
    inner = detail.get("code") if isinstance(detail, dict) else None
    if isinstance(code, str) and inner and inner.strip() != code.strip():
        reason = _("Hai mã khác nhau trong một bản ghi: %(outer)s và %(inner)s.")
        raise Refused(reason % {"outer": shown(code), "inner": shown(inner)})


def _walk(record: dict[str, Any]) -> Iterator[tuple[str, str, Any, int]]:
    """Yield place, name, value and level of every value; an item of a list has no name."""
    todo: list[tuple[str, Any, int]] = [("", record, 1)]
    while todo:
        place, holder, level = todo.pop()
        items: Iterable[tuple[Any, Any]] = holder.items() if isinstance(holder, dict) else enumerate(holder)
        for key, value in items:
            name = key if isinstance(key, str) else ""
            spot = f"{place}[{key}]" if not isinstance(key, str) else f"{place}.{key}" if place else name
            yield spot, name, value, level
            if isinstance(value, dict | list):
                todo.append((spot, value, level + 1))
