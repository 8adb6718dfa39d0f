"""Recordings and captions, sent whole or in parts: players ask for parts to start soon and to jump.

RFC 9110, 14: one range is answered with 206, one that can't be met with 416; several at once are answered whole.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import quote

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

from . import checks

ONE_RANGE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII)
BLOCK = 64 * 1024  # bytes read at a time
FOLDER = "videos/"
KEPT = "public, max-age=3600"
TYPES = {**checks.KINDS, **checks.CAPTIONS}


def address_of(file: FieldFile) -> str:
    """The public path, the same in both languages: /video/tep/<unguessable>/<name>."""
    return f"/video/tep/{str(file.name).removeprefix(FOLDER)}"


def asked_part(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a Range header; None when the whole file is to be sent.

    Raises ValueError when the part lies outside the file.
    """
    found = ONE_RANGE.fullmatch(header)
    if not found or not (found[1] or found[2]):
        return None
    if not found[1]:
        first, last = max(0, size - int(found[2])), size - 1
    else:
        first, last = int(found[1]), min(int(found[2] or size), size - 1)
        if found[2] and int(found[2]) < first:
            return None  # not a range at all, which is to be ignored
    if first > last:
        raise ValueError(header)
    return first, last


def send(request: HttpRequest, file: FieldFile) -> HttpResponseBase:
    """The file or the part that was asked for; 404 is the caller's.

    With MEDIA_ACCEL nginx is told where it lies and does the rest: whether it may be seen was decided before.
    """
    if settings.MEDIA_ACCEL:
        return _handed_over(file)
    changed = int(file.storage.get_modified_time(file.name).timestamp())
    etag = f'"{changed:x}-{file.size:x}"'
    try:
        part = asked_part(_range(request, etag, changed), file.size)
    except ValueError:
        refused = HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
        return _described(refused, etag, changed)
    response = _part(request, file, part) if part else _whole(request, file)
    held = get_conditional_response(request, etag, changed, _described(response, etag, changed))
    if held is not response:
        response.close()
    return held  # type: ignore[no-any-return]


def _handed_over(file: FieldFile) -> HttpResponse:
    """To nginx, which keeps the kind and the time to keep it from this answer, and knows parts and changes itself."""
    kept = {
        "X-Accel-Redirect": quote(settings.MEDIA_ACCEL + str(file.name)),
        "Cache-Control": KEPT,
    }
    return HttpResponse(content_type=TYPES[checks.kind_of(str(file.name))], headers=kept)


def _range(request: HttpRequest, etag: str, changed: int) -> str:
    """The part asked for, unless If-Range says that what the reader has is of another file."""
    unless = request.headers.get("If-Range", "")
    same = not unless or unless == etag or parse_http_date_safe(unless) == changed
    return request.headers.get("Range", "") if same and request.method == "GET" else ""


def _whole(request: HttpRequest, file: FieldFile) -> HttpResponseBase:
    content_type = TYPES[checks.kind_of(str(file.name))]
    if request.method == "HEAD":
        return HttpResponse(content_type=content_type, headers={"Content-Length": str(file.size)})
    return FileResponse(file.storage.open(file.name), content_type=content_type)


def _part(request: HttpRequest, file: FieldFile, part: tuple[int, int]) -> HttpResponseBase:
    first, last = part
    headers = {
        "Content-Range": f"bytes {first}-{last}/{file.size}",
        "Content-Length": str(last - first + 1),
    }
    content_type = TYPES[checks.kind_of(str(file.name))]
    blocks = _blocks(file.storage.open(file.name), first, last - first + 1)
    return StreamingHttpResponse(blocks, status=206, content_type=content_type, headers=headers)


def _blocks(opened: BinaryIO, start: int, left: int) -> Iterator[bytes]:
    with opened:
        opened.seek(start)
        while left > 0 and (block := opened.read(min(BLOCK, left))):
            left -= len(block)
            yield block


def _described(response: HttpResponseBase, etag: str, changed: int) -> HttpResponseBase:
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(datetime.fromtimestamp(changed, UTC).timestamp())
    response.headers["Cache-Control"] = KEPT
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
