"""From a place in the source to words an editor reads, and to the panel of the editor where it is dealt with."""

import re
from functools import lru_cache
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from wagtail.admin.panels import PanelGroup

SECTIONS: Final = {
    "identity": gettext_noop("Tên và mã"),
    "subjects": gettext_noop("Lĩnh vực, đối tượng, mức trực tuyến"),
    "agencies": gettext_noop("Cơ quan"),
    "conditions": gettext_noop("Yêu cầu, điều kiện"),
    "places": gettext_noop("Nơi tiếp nhận, cách trả kết quả"),
    "papers": gettext_noop("Giấy tờ"),
    "times": gettext_noop("Cách nộp và thời hạn"),
    "fees": gettext_noop("Phí, lệ phí"),
    "steps": gettext_noop("Các bước"),
    "outputs": gettext_noop("Kết quả"),
    "acts": gettext_noop("Căn cứ pháp lý"),
    "": gettext_noop("Cả thủ tục"),
}

# A part of a path in the source -> its name, and the field or relation of the page it became.
PARTS: Final[dict[str, tuple[str, str]]] = {
    "executionMethods": (gettext_noop("cách nộp"), "channels"),
    "fees": (gettext_noop("khoản thu"), "fees"),
    "processingTime": (gettext_noop("thời hạn"), "channels"),
    "processingTimeUnit": (gettext_noop("đơn vị thời hạn"), "channels"),
    "cases": (gettext_noop("thời hạn theo trường hợp"), "case_times"),
    "executionCases": (gettext_noop("nhóm giấy tờ"), "papers"),
    "profileComponents": (gettext_noop("giấy tờ"), "papers"),
    "executionSteps": (gettext_noop("bước"), "steps"),
    "resultsDetails": (gettext_noop("kết quả"), "outputs"),
    "legalBasisesDetails": (gettext_noop("căn cứ"), "legal_bases"),
    "executingAgencies": (gettext_noop("cơ quan thực hiện"), "agencies"),
    "departmentsExecuting": (gettext_noop("cơ quan thực hiện"), "agencies"),
    "unitGroupsExecuting": (gettext_noop("nhóm đơn vị thực hiện"), "agencies"),
    "departmentsAuthority": (gettext_noop("cơ quan có thẩm quyền"), "agencies"),
    "unitGroupsAuthority": (gettext_noop("nhóm đơn vị có thẩm quyền"), "agencies"),
    "coordinatingAgencies": (gettext_noop("cơ quan phối hợp"), "agencies"),
    "departmentsCoordinating": (gettext_noop("cơ quan phối hợp"), "agencies"),
    "unitGroupsCoordinating": (gettext_noop("nhóm đơn vị phối hợp"), "agencies"),
    "authorizedAgencies": (gettext_noop("cơ quan được ủy quyền"), "agencies"),
    "delegatedAgencies": (gettext_noop("cơ quan được ủy quyền"), "agencies"),
    "departmentsAuthorized": (gettext_noop("cơ quan được ủy quyền"), "agencies"),
    "unitGroupsAuthorized": (gettext_noop("nhóm đơn vị được ủy quyền"), "agencies"),
    "requirementsAndConditions": (gettext_noop("yêu cầu, điều kiện"), "conditions_vi"),
    "description": (gettext_noop("mô tả"), "conditions_vi"),
    "note": (gettext_noop("ghi chú"), "note_vi"),
    "keywords": (gettext_noop("từ khóa"), "keywords_vi"),
    "dossierReceivingAddresses": (gettext_noop("nơi tiếp nhận"), "where_vi"),
    "returningMethods": (gettext_noop("cách trả kết quả"), "returning"),
    "categoriesDetails": (gettext_noop("lĩnh vực"), "topic"),
    "subjectTypesDetails": (gettext_noop("đối tượng"), "audiences"),
    "targetObjects": (gettext_noop("đối tượng"), "audiences"),
    "serviceGroupsDetails": (gettext_noop("sự kiện"), "life_events"),
    "procedureProposal": (gettext_noop("quyết định công bố"), "decision"),
    "decisionNo": (gettext_noop("quyết định công bố"), "decision"),
    "isFullProcess": (gettext_noop("mức trực tuyến"), "online"),
    "name": (gettext_noop("tên"), "title"),
    "code": (gettext_noop("mã"), "code"),
}
FIELD_OF_SECTION: Final = {
    "identity": "title",
    "subjects": "topic",
    "agencies": "agencies",
    "conditions": "conditions_vi",
    "places": "where_vi",
    "papers": "papers",
    "times": "channels",
    "fees": "fees",
    "steps": "steps",
    "outputs": "outputs",
    "acts": "legal_bases",
}
_PART = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?")


def section_title(section: str) -> str:
    return gettext(SECTIONS.get(section, SECTIONS[""]))


def _known(place: str) -> list[tuple[str, str, str]]:
    """The name, number and field of each part of ``place`` that has a name."""
    parts = [(*PARTS[name], number) for name, number in _PART.findall(place) if name in PARTS]
    return [(name, field, number) for name, field, number in parts]


def place_words(place: str) -> str:
    """Say a place as people count: "Cách nộp 1, khoản thu 2". Places nobody named stay as they are."""
    if place in SECTIONS:
        return section_title(place)
    said = [
        f"{gettext(name)} {int(number) + 1}" if number else gettext(name) for name, _, number in _known(place)
    ]
    if not said:
        return gettext("Cả thủ tục") if place == "detail" else place
    words = ", ".join(said)
    return words[0].upper() + words[1:]


def edit_address(page: int, place: str, section: str) -> str:
    """The address of the page's editor, at the panel where the finding is dealt with."""
    anchor = anchors().get(_target(place) or FIELD_OF_SECTION.get(section, ""), "")
    return reverse("wagtailadmin_pages:edit", args=[page]) + (f"#{anchor}" if anchor else "")


def _target(place: str) -> str:
    """The field or relation of ``place``: that of its innermost row, else of its last part that has a name."""
    if place in FIELD_OF_SECTION:
        return FIELD_OF_SECTION[place]
    named = _known(place)
    rows = [field for _name, field, number in named if number] or [field for _name, field, _number in named]
    return rows[-1] if rows else ""


@lru_cache(maxsize=1)
def anchors() -> dict[str, str]:
    """The anchors of the editor's panels by the field or relation they hold, as Wagtail makes them."""
    from catalogue.models import ProcedurePage

    found: dict[str, str] = {}
    for tab, name in _children(ProcedurePage.get_edit_handler()):
        for panel, panel_name in _children(tab):
            if _field(panel):
                found.setdefault(_field(panel), f"panel-child-{name}-{panel_name}-section")
            for inner, inner_name in _children(panel):
                anchor = f"panel-child-{name}-child-{panel_name}-child-{inner_name}-wrapper"
                found.setdefault(_field(inner), anchor)
    return found


def _children(panel: Any) -> list[tuple[Any, str]]:
    """The panels of a group by the names Wagtail gives them; none of a field or of rows."""
    return (
        list(zip(panel.children, panel.child_identifiers, strict=True))
        if isinstance(panel, PanelGroup)
        else []
    )


def _field(panel: Any) -> str:
    return getattr(panel, "relation_name", "") or getattr(panel, "field_name", "")
