"""OpenDocument texts without macros, scripts, embedded or fetched content (ODF 1.3, parts 2 and 3)."""

import re

from django.utils.translation import gettext as _

from .archive import Archive, Attributes, read_xml
from .refused import Refused, active, elsewhere, embedded, locked, macros

TEXT = b"application/vnd.oasis.opendocument.text"
MANIFEST = "META-INF/manifest.xml"
MACRO_PARTS = re.compile(r"^(basic|scripts|dialogs)/", re.IGNORECASE)
ACTIVE = {"event-listener", "execute-macro", "applet", "plugin", "dde-connection", "dde-source", "dde-link"}
FETCHED = {"floating-frame"}
OWN_TEMPLATE = re.compile(r"file:///", re.IGNORECASE)
AWAY = re.compile(r"([a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
RUNS = re.compile(r"(vnd\.sun\.star\.|macro:|script:|javascript:|service:|\.uno:)", re.IGNORECASE)


def check(content: bytes) -> None:
    """Raise Refused unless ``content`` is a harmless OpenDocument text."""
    archive = Archive(content)
    if "mimetype" not in archive.names or archive.read("mimetype").strip() != TEXT:
        raise Refused("content", _("Nội dung tệp không phải %(kind)s như tên tệp ghi.") % {"kind": "odt"})
    if any(MACRO_PARTS.match(name) for name in archive.names):
        raise macros()
    read_xml(archive.read(MANIFEST), _check_manifest)
    for name in archive.names:
        if name.lower().endswith((".xml", ".rdf")) and name != MANIFEST:
            read_xml(archive.read(name), _check_element)
    archive.refuse_files_inside()


def _check_manifest(element: str, given: Attributes) -> None:
    if element == "encryption-data":
        raise locked()
    if "sun.star.oleobject" in given.get("media-type", ""):
        raise embedded("OLE")


def _check_element(element: str, given: Attributes) -> None:
    target = given.get("href", "").strip()
    if element == "script" or RUNS.match(target):
        raise macros()
    if element in ACTIVE:
        raise active(element)
    if element == "object-ole":
        raise embedded("OLE")
    if element in FETCHED or (AWAY.match(target) and not _harmless(element, target)):
        raise elsewhere(f"{element}: {target[:80]}")


def _harmless(element: str, target: str) -> bool:
    """A link the reader follows, or the name of the template on the writer's own disk."""
    return element == "a" or (element == "template" and bool(OWN_TEMPLATE.match(target)))
