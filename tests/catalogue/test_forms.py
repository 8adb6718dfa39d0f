"""Forms to fill in: how readers get the file, and what the admin takes."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import Collection

from catalogue.models import FormTemplate, ProcedurePage
from portal.core.models import PortalDocument, User
from tests.catalogue.one_of_each import birth_registration, new_agency, new_topic
from tests.core.uploaded_files import docx, pdf

pytestmark = pytest.mark.django_db

BAD = {
    "macro.docx": docx(parts={"word/vbaProject.bin": b"x"}),
    "script.pdf": pdf(b"<< /S /JavaScript /JS (x) >>"),
    "anh.png": b"\x89PNG",
    "gia.pdf": b"MZ",
}


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def birth() -> ProcedurePage:
    return birth_registration(new_topic(), new_agency())


@pytest.fixture
def desk(client: Client) -> Client:
    """An editor who may add documents and change forms."""
    Collection.objects.exists() or Collection.add_root(name="Root")
    editor = User.objects.create_user("bien-tap", password="x", is_superuser=True)
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    return client


def stored(name: str = "Tờ khai đăng ký.docx", content: bytes = b"") -> PortalDocument:
    Collection.objects.exists() or Collection.add_root(name="Root")
    document = PortalDocument(title="Tờ khai")
    document.file.save(name, ContentFile(content or docx()), save=False)
    document._set_document_file_metadata()
    document.save()
    return document


def give_file(document: PortalDocument) -> None:
    FormTemplate.objects.filter(slug="to-khai").update(file=document)


def test_without_a_file_the_page_says_so_and_whom_to_ask(client: Client, birth: ProcedurePage) -> None:
    page = client.get("/bieu-mau/to-khai/").content.decode()
    assert "Chưa có tệp để tải" in page
    assert 'href="/noi-nop/"' in page
    assert "/thu-tuc/1-001193-dang-ky-khai-sinh/" in page
    assert "Có tệp" not in client.get("/bieu-mau/").content.decode()


def test_a_file_is_offered_with_its_kind_and_size(client: Client, birth: ProcedurePage) -> None:
    document = stored()
    give_file(document)
    page = client.get("/bieu-mau/to-khai/").content.decode()
    assert f'href="/tep/{document.pk}/' in page
    assert "(DOCX, " in page
    assert "Chưa có tệp" not in page
    assert "Có tệp DOCX" in client.get("/bieu-mau/").content.decode()


@pytest.mark.parametrize(("name", "content"), [("Tờ khai số 1.docx", docx()), ("don.pdf", pdf())])
def test_a_file_is_saved_under_its_name_and_never_shown_in_place(
    client: Client, name: str, content: bytes
) -> None:
    document = stored(name, content)
    response = client.get(document.url)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == content
    assert Path(document.filename).suffix == Path(name).suffix


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def nothing_saved(folder: Path) -> bool:
    return not PortalDocument.objects.exists() and not [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("way", ["add", "add_multiple", "chooser"])
def test_a_bad_file_is_refused_whichever_way_it_comes(
    name: str, way: str, desk: Client, tmp_path: Path
) -> None:
    root = Collection.get_first_root_node().pk
    file = sent(name, BAD[name])
    if way == "add":
        said = desk.post(reverse("wagtaildocs:add"), {"title": "x", "file": file, "collection": root})
    elif way == "add_multiple":
        fields = {"title": "x", "files[]": file, "collection": root}
        said = desk.post(reverse("wagtaildocs:add_multiple"), fields)
        assert said.json()["success"] is False
    else:
        address = reverse("wagtaildocs_chooser:create")
        fields = {"document-chooser-upload-title": "x", "document-chooser-upload-file": file}
        said = desk.post(address, {**fields, "document-chooser-upload-collection": root})
    assert said.status_code == 200
    text = said.content.decode().encode().decode("unicode_escape" if way != "add" else "utf-8", "replace")
    assert any(word in text for word in ("macro", "JavaScript", "docx, xlsx, odt", "không phải pdf"))
    assert nothing_saved(tmp_path)


def test_a_good_file_comes_in_every_way(desk: Client) -> None:
    root = Collection.get_first_root_node().pk
    desk.post(reverse("wagtaildocs:add"), {"title": "a", "file": sent("a.pdf", pdf()), "collection": root})
    fields = {"title": "b", "files[]": sent("b.docx", docx()), "collection": root}
    assert desk.post(reverse("wagtaildocs:add_multiple"), fields).json()["success"] is True
    assert sorted(PortalDocument.objects.values_list("title", flat=True)) == ["a", "b"]


def test_replacing_a_file_by_a_bad_one_keeps_the_old(desk: Client) -> None:
    document = stored("a.pdf", pdf())
    root = Collection.get_first_root_node().pk
    bad = sent("a.pdf", BAD["script.pdf"])
    address = reverse("wagtaildocs:edit", args=[document.pk])
    said = desk.post(address, {"title": "a", "file": bad, "collection": root})
    assert "JavaScript" in said.content.decode()
    document.refresh_from_db()
    assert document.file.read() == pdf()
    desk.post(address, {"title": "b", "collection": root})
    document.refresh_from_db()
    assert document.title == "b"


def test_the_form_takes_its_format_from_its_file(desk: Client, birth: ProcedurePage) -> None:
    template = FormTemplate.objects.get(slug="to-khai")
    address = reverse(template.snippet_viewset.get_url_name("edit"), args=[template.pk])
    fields = {
        "name_vi": "Tờ khai đăng ký khai sinh",
        "name_en": "",
        "slug": "to-khai",
        "file_name": "tk.docx",
    }
    fields |= {"version": "", "act": "", "source_id": ""}
    desk.post(address, {**fields, "file": stored("a.pdf", pdf()).pk})
    template.refresh_from_db()
    assert (template.format, template.file.title) == ("pdf", "Tờ khai")
    said = desk.post(address, {**fields, "file": stored("a.pptx", b"x").pk})
    assert "docx, xlsx, odt" in said.content.decode()
    template.refresh_from_db()
    assert template.format == "pdf"


def test_who_may_not_add_documents_uploads_nothing(client: Client, tmp_path: Path) -> None:
    Collection.objects.exists() or Collection.add_root(name="Root")
    reader = User.objects.create_user("doc", password="x")
    reader.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("wagtaildocs:add"), {"title": "a", "file": sent("a.pdf", pdf())})
    assert nothing_saved(tmp_path)
