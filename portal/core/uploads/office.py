"""Word documents and Excel workbooks (Office Open XML) without macros, controls, embedded or fetched content.

Names of parts, content types and relationships: ECMA-376 and Microsoft's [MS-OFFMACRO2] and [MS-OI29500].
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from .archive import Archive, Attributes, read_xml
from .refused import Refused, active, elsewhere, embedded, macros

TYPES = "[Content_Types].xml"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

MACRO_TYPES = re.compile(r"macroenabled|vbaproject|vbadata|macrosheet", re.IGNORECASE)
ACTIVE_TYPES = re.compile(r"activex|webextension|customui", re.IGNORECASE)
MACRO_PARTS = re.compile(r"(^|/)(vba[^/]*\.(bin|xml)|macrosheets/|dialogsheets/)", re.IGNORECASE)
ACTIVE_PARTS = re.compile(r"(^|/)(activex|customui|webextensions)/", re.IGNORECASE)
EMBEDDED_PARTS = re.compile(r"(^|/)embeddings/", re.IGNORECASE)
FETCHED_PARTS = re.compile(r"(^|/)(externallinks/|connections\.xml|querytables/)", re.IGNORECASE)

REFUSED_RELATIONS: dict[str, Callable[[str], Refused]] = {
    "vbaproject": lambda what: macros(),
    "wordvbadata": lambda what: macros(),
    "xlmacrosheet": lambda what: macros(),
    "xlintlmacrosheet": lambda what: macros(),
    "control": active,
    "activexcontrolbinary": active,
    "extensibility": active,
    "usercustomization": active,
    "webextension": active,
    "webextensiontaskpanes": active,
    "attachedtoolbars": active,
    "oleobject": embedded,
    "package": embedded,
    "afchunk": embedded,
    "externallink": elsewhere,
    "connections": elsewhere,
    "querytable": elsewhere,
    "subdocument": elsewhere,
    "frame": elsewhere,
}
READERS_LINKS = re.compile(r"(https?://|mailto:|tel:|#)", re.IGNORECASE)
OWN_TEMPLATE = re.compile(r"(file:///[a-z]:[\\/](?![\\/])[^:]*|[^:\\/]*)\.(dotx?|dotm)", re.IGNORECASE)
FIELDS = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE|MACROBUTTON|LINK|QUOTE(?=\s+\d))\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r'"[^"]*"')
FIELD_PARTS = re.compile(r"word/[^/]+\.xml$", re.IGNORECASE)


def check_document(content: bytes) -> None:
    """Raise Refused unless ``content`` is a harmless Word document."""
    archive = _package(content, DOCUMENT, "docx")
    for name in archive.names:
        if FIELD_PARTS.match(name):
            _check_fields(archive.read(name))


def check_workbook(content: bytes) -> None:
    """Raise Refused unless ``content`` is a harmless Excel workbook."""
    _package(content, WORKBOOK, "xlsx")


def _package(content: bytes, main: str, kind: str) -> Archive:
    archive = Archive(content)
    for name in archive.names:
        _check_name(name)
    if TYPES not in archive.names:
        raise Refused("content", _("Nội dung tệp không phải %(kind)s như tên tệp ghi.") % {"kind": kind})
    types: list[str] = []
    read_xml(archive.read(TYPES), lambda name, given: types.append(given.get("ContentType", "")))
    for declared in types:
        _check_type(declared)
    if main not in types:
        raise Refused("content", _("Nội dung tệp không phải %(kind)s như tên tệp ghi.") % {"kind": kind})
    for name in archive.names:
        if name.lower().endswith(".rels"):
            read_xml(archive.read(name), _check_relation)
    archive.refuse_files_inside()
    return archive


def _check_name(name: str) -> None:
    if MACRO_PARTS.search(name):
        raise macros()
    if ACTIVE_PARTS.search(name):
        raise active(name)
    if EMBEDDED_PARTS.search(name):
        raise embedded(name)
    if FETCHED_PARTS.search(name):
        raise elsewhere(name)


def _check_type(declared: str) -> None:
    if MACRO_TYPES.search(declared):
        raise macros()
    if ACTIVE_TYPES.search(declared):
        raise active(declared)
    if "oleobject" in declared.lower():
        raise embedded("OLE")


def _check_relation(element: str, given: Attributes) -> None:
    if element != "Relationship":
        return
    kind = given.get("Type", "").rpartition("/")[2]
    if kind.lower() in REFUSED_RELATIONS:
        raise REFUSED_RELATIONS[kind.lower()](kind)
    target = given.get("Target", "")
    if given.get("TargetMode", "").lower() == "external" and not _harmless(kind.lower(), target):
        raise elsewhere(f"{kind}: {target[:80]}")


def _harmless(kind: str, target: str) -> bool:
    """A link the reader follows, or the name of the template on the writer's own disk."""
    if kind == "hyperlink":
        return bool(READERS_LINKS.match(target)) or ":" not in target.replace("\\", ":")
    return kind == "attachedtemplate" and bool(OWN_TEMPLATE.fullmatch(target))


def _check_fields(part: bytes) -> None:
    """Fields that run or fetch something; Word cuts a field's words into runs, so they are joined."""
    fields = [""]
    inside = [False]

    def start(element: str, given: Attributes) -> None:
        inside[0] = element == "instrText"
        if element == "fldSimple":
            fields.append(given.get("instr", ""))
        if element == "fldChar" and given.get("fldCharType") == "begin":
            fields.append("")

    def text(said: str) -> None:
        if inside[0]:
            fields[-1] += said

    read_xml(part, start, text)
    for field in fields:
        if found := FIELDS.search(QUOTED.sub("", field)):
            raise active(found.group(1).upper())
