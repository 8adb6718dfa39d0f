"""The latest edition of the open data: a page that lists its files, and the files."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.opendata import shelf
from catalogue.opendata.dcat import FORMATS, dataset, format_of
from catalogue.opendata.shelf import Edition, File

from .addressed import finish

NEWEST: Final = "moi-nhat"
"""Stands for the latest edition in an address a program can keep."""
FRESH: Final = 300  # seconds a cache may keep a file: what was redacted must not linger


@dataclass(frozen=True)
class Listed:
    """A file as the page shows it."""

    file: File
    format: str
    about: str
    url: str

    @property
    def pieces(self) -> list[str]:
        """The checksum in parts of eight, between which a narrow screen may break the line."""
        return [self.file.sha256[start : start + 8] for start in range(0, 64, 8)]


def about(name: str) -> str:
    """What a file holds, in the language of the page."""
    said = {
        "procedures.jsonl": _("Mọi thủ tục, đủ mọi mục, mỗi dòng một bản ghi"),
        "procedures.csv": _("Bảng thủ tục"),
        "papers.csv": _("Bảng giấy tờ phải nộp, xuất trình"),
        "fees.csv": _("Bảng phí, lệ phí, kèm nguồn của từng mức"),
        "channels.csv": _("Bảng cách nộp và thời hạn"),
        "procedures.ttl": _("Dữ liệu liên kết theo CPSV-AP 3.2"),
        "dcat.ttl": _("Mô tả bộ dữ liệu theo DCAT-AP"),
        shelf.MANIFEST: _("Danh sách tệp và số lượng"),
        shelf.SUMS: _("Mã kiểm tra của các tệp"),
    }
    return said.get(name, "")


def root() -> Path:
    return Path(settings.OPEN_DATA_ROOT)


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    edition = shelf.latest(root())
    files = [_listed(file, edition) for file in edition.files] if edition else []
    described = dataset(request.path, edition, [(one.file, one.url) for one in files]) if edition else None
    context = {
        "structured": [described] if described else [],
        "edition": edition,
        "files": files,
        "counts": counts(edition) if edition else [],
        "newest": reverse("open-data-file", args=[NEWEST, "procedures.jsonl"]),
    }
    response = finish(request, render(request, "catalogue/opendata.html", context))
    if edition:
        response["Last-Modified"] = http_date(edition.published.timestamp())
    return response


def _listed(file: File, edition: Edition) -> Listed:
    url = reverse("open-data-file", args=[edition.name, file.name])
    return Listed(file, format_of(file.name).label, about(file.name), url)


def counts(edition: Edition) -> list[tuple[str, int]]:
    """What the edition holds, in words."""
    words = {
        "procedures": _("Số thủ tục"),
        "papers": _("Số giấy tờ"),
        "channels": _("Số cách nộp"),
        "fees": _("Số dòng phí, lệ phí"),
        "fees_with_amount": _("Số dòng phí có số tiền"),
        "fees_free": _("Số dòng phí mà nguồn ghi là miễn phí"),
    }
    return [(said, edition.counts[key]) for key, said in words.items() if key in edition.counts]


@require_safe
def open_data_file(request: HttpRequest, edition: str, name: str) -> HttpResponse:
    """A file of an edition, or of the latest. Only names that the edition lists are looked for. Raises Http404."""
    found = _edition(edition)
    file = found.find(name) if found else None
    if found is None or file is None:
        raise Http404
    etag, modified = f'"{file.sha256}"', int(found.published.timestamp())
    unchanged = get_conditional_response(request, etag=etag, last_modified=modified)
    response = unchanged or _content(found, file)
    response["ETag"], response["Last-Modified"] = etag, http_date(modified)
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


def _edition(name: str) -> Edition | None:
    if name == NEWEST:
        return shelf.latest(root())
    return shelf.read(root() / name) if shelf.EDITION.fullmatch(name) else None


def _content(edition: Edition, file: File) -> FileResponse:
    try:
        content = (edition.folder / file.name).open("rb")
    except OSError as error:
        raise Http404 from error
    kind = format_of(file.name)
    charset = "" if kind is FORMATS["json"] else "; charset=utf-8"
    return FileResponse(
        content,
        as_attachment=True,
        filename=file.name,
        content_type=f"{kind.media_type}{charset}",
    )
