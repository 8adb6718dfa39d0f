"""Small files of every kind that may be uploaded, made whole here, and ways to spoil them."""

import io
import zipfile
import zlib
from collections.abc import Mapping

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/{part}" ContentType="{main}"/>{more}</Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{}</Relationships>"
)
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = '<Relationship Id="r{n}" Type="{kinds}/{kind}" Target="{target}"{mode}/>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"

Parts = Mapping[str, str | bytes]


def zipped(parts: Parts) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def relation(kind: str, target: str, external: bool = False, n: int = 1) -> str:
    mode = ' TargetMode="External"' if external else ""
    return RELATION.format(kinds=KINDS, kind=kind, target=target, mode=mode, n=n)


def docx(
    *relations: str, body: str = "<w:p/>", main: str = "", more: str = "", parts: Parts | None = None
) -> bytes:
    main = main or "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped(
        {
            "[Content_Types].xml": TYPES.format(part="word/document.xml", main=main, more=more),
            "_rels/.rels": RELATIONS.format(relation("officeDocument", "word/document.xml")),
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
            "word/_rels/document.xml.rels": RELATIONS.format("".join(relations)),
            **(parts or {}),
        }
    )


def xlsx(*relations: str, more: str = "", parts: Parts | None = None) -> bytes:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return zipped(
        {
            "[Content_Types].xml": TYPES.format(part="xl/workbook.xml", main=main, more=more),
            "_rels/.rels": RELATIONS.format(relation("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": "<workbook/>",
            "xl/_rels/workbook.xml.rels": RELATIONS.format("".join(relations)),
            **(parts or {}),
        }
    )


def odt(body: str = "", manifest: str = "", scripts: str = "", parts: Parts | None = None) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="{OPEN}:{name}:1.0"'
        for name in ("office", "text", "draw", "script", "meta", "manifest")
    )
    spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}>{scripts}<office:body>{body}</office:body>"
            "</office:document-content>",
            "META-INF/manifest.xml": f"<manifest:manifest {spaces}>{manifest}</manifest:manifest>",
            "Configurations2/accelerator/current.xml": "",
            **(parts or {}),
        }
    )


def pdf(*objects: bytes) -> bytes:
    """A PDF of one empty page and more objects; readers mend its missing table of places."""
    catalog = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R /OpenAction [3 0 R /Fit] >>\nendobj\n"
    pages = b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    page = b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n"
    more = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, held) for n, held in enumerate(objects, 4))
    return b"%PDF-1.7\n" + catalog + pages + page + more + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def packed(
    content: bytes, keys: bytes = b"/Type /ObjStm /N 1 /First 4", coding: bytes = b"/FlateDecode"
) -> bytes:
    """A stream object whose content is compressed."""
    held = zlib.compress(content)
    return b"<< %s /Length %d /Filter %s >>\nstream\n%s\nendstream" % (keys, len(held), coding, held)


GOOD = {"don.docx": docx(), "bang.xlsx": xlsx(), "don.odt": odt(), "don.pdf": pdf()}
