"""The sheet as PDF: what it says on which page, that it fetches nothing, and life without the package."""

import sys
from collections.abc import Iterator
from ctypes import c_ushort
from importlib.abc import MetaPathFinder
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from catalogue.products import pdf
from catalogue.record import Paper
from catalogue.views import products
from tests.catalogue.counter_rows import CODE, entry, published, record, text, version
from tests.catalogue.reading import page

pytestmark = pytest.mark.django_db

SHEET = "/in/1-004884"
LETTERS = "Đỗ Thị Ưởng: ắ ằ ẳ ẵ ặ ấ ầ ẩ ẫ ậ ế ề ể ễ ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự ỳ ỵ ỷ ỹ"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    products.kept_documents.clear()


@pytest.fixture
def _no_package(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As where WeasyPrint is not installed."""

    class Missing(MetaPathFinder):
        def find_spec(self, name: str, path: Any, target: Any = None) -> None:
            if name.partition(".")[0] == "weasyprint":
                raise ModuleNotFoundError(name)

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    _look_again()
    yield
    _look_again()


def _look_again() -> None:
    pdf.engine.cache_clear()
    pdf.looks_whole.cache_clear()


def pages_of(content: bytes) -> list[str]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(content)
    return [sheet.get_textpage().get_text_bounded().replace("\r\n", "\n") for sheet in document]


def read(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Robots-Tag"] == "noindex"
    return pages_of(response.content)


def test_a_sheet_on_paper(client: Client) -> None:
    published(record(papers=(Paper(key="p1", name=text(LETTERS), originals=1),)))
    (only,) = read(client, f"{SHEET}.pdf?hoi-bansao=khong")
    said = " ".join(only.split())
    assert "Đăng ký lại khai sinh" in said
    assert LETTERS in said
    assert "Không còn" in said
    assert "Trang 1/1" in said
    assert "http://testserver/tt/1-004884/?hoi-bansao=khong" in only.replace("\n", "")


def test_a_long_sheet_numbers_its_pages_and_repeats_the_head_of_the_table(client: Client) -> None:
    many = tuple(Paper(key=f"p{n}", name=text(f"Giấy số {n} của hồ sơ"), originals=1) for n in range(90))
    published(record(papers=many))
    found = read(client, f"{SHEET}.pdf")
    assert len(found) > 2
    for number, said in enumerate(found, start=1):
        assert f"Trang {number}/{len(found)}" in said
    assert all("Số bản" in said for said in found[:2])
    assert sum(said.count("của hồ sơ") for said in found) == 90


def test_each_procedure_of_a_pack_begins_a_page(client: Client) -> None:
    published()
    version(record=record(code="2.000815", title=text("Chứng thực bản sao")))
    entry(code="2.000815", slug="2-000815-chung-thuc")
    first, second = read(client, f"/in.pdf?tt={CODE}&tt=2.000815")
    assert "Đăng ký lại khai sinh" in first
    assert "Chứng thực bản sao" in second
    assert "Trang 2/2" in second


def test_english_paper(client: Client) -> None:
    published()
    (only,) = read(client, f"/en{SHEET}.pdf")
    assert "Re-register a birth" in only
    assert "Page 1/1" in only


def test_the_document_names_its_language_title_and_structure(client: Client) -> None:
    published()
    document = pypdfium2.PdfDocument(client.get(f"{SHEET}.pdf").content)
    assert document.get_metadata_dict()["Title"].startswith("Đăng ký lại khai sinh")
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document)
    language = (c_ushort * 8)()
    pypdfium2.raw.FPDFCatalog_GetLanguage(document, language, 16)
    assert bytes(language).decode("utf-16-le").rstrip("\0") == "vi"


def test_laid_out_once_for_one_content(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    published()
    first = client.get(f"{SHEET}.pdf")
    monkeypatch.setattr(pdf, "pdf", lambda html, base: pytest.fail("laid out again"))
    assert client.get(f"{SHEET}.pdf").content == first.content
    again = client.get(f"{SHEET}.pdf", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_nothing_is_fetched() -> None:
    """Neither a file nor another host, whatever stands in the document."""
    html = '<html lang="vi"><title>x</title><img src="file:///etc/hostname"><img src="http://localhost:1/x.png"><p>còn</p>'
    assert "còn" in pages_of(pdf.pdf(html, "http://testserver/"))[0]
    with pytest.raises(ValueError, match="not fetched"):
        pdf._refusing().fetch("file:///etc/hostname")


def test_who_waits_too_long_is_told_to_come_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    published()
    monkeypatch.setattr(pdf, "PATIENCE", 0)
    with pdf._turn:
        response = client.get(f"{SHEET}.pdf")
    assert response.status_code == 503
    assert response["Retry-After"] == "10"


def test_a_pack_too_long_to_lay_out_says_so_and_has_no_link(client: Client) -> None:
    long = "\n".join(["Giấy tờ", "nội dung của giấy " * 60])
    published(record(papers=tuple(Paper(key=f"p{n}", name=text(long)) for n in range(300))))
    assert ".pdf" not in page(client, f"{SHEET}/")
    assert "quá dài cho một tệp PDF" in page(client, f"{SHEET}.pdf", 404)


@pytest.mark.usefixtures("_no_package")
def test_without_the_package_there_is_no_link_and_a_plain_page(client: Client) -> None:
    published()
    assert ".pdf" not in page(client, f"{SHEET}/")
    assert "Máy chủ này không làm tệp PDF" in page(client, f"{SHEET}.pdf", 404)
    assert client.get("/in.txt?tt=" + CODE).status_code == 200


@pytest.fixture
def _no_pango(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As where the package is installed without the library it draws text with."""

    def no_pango(name: str) -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(pdf, "import_module", no_pango)
    _look_again()
    yield
    _look_again()


@pytest.mark.usefixtures("_no_pango")
def test_without_its_system_libraries_it_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "LIBRARIES", ("libnowhere.so.0",))
    assert not pdf.available()


@pytest.mark.usefixtures("_no_pango")
def test_libraries_that_look_whole_but_do_not_load_end_in_a_plain_page(client: Client) -> None:
    published()
    assert pdf.available()
    assert "Máy chủ này không làm tệp PDF" in page(client, f"{SHEET}.pdf", 404)
    assert not pdf.available()


def test_looking_for_the_package_does_not_load_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "import_module", lambda name: pytest.fail(f"{name} loaded"))
    _look_again()
    assert pdf.available()
