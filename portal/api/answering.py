"""From values to answers: JSON as bytes, an ETag by content, and 304 for who has it already."""

import hashlib
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from pydantic import BaseModel

from catalogue.views.kept import KeptPage

from .problems import problem

FRESH: Final = 60
"""Seconds a cache between us and the reader may keep an answer."""
KEEP: Final = f"max-age={FRESH}, public"
MEDIA_TYPE: Final = "application/json"


def reply(request: HttpRequest, said: BaseModel, changed: datetime | None = None) -> HttpResponse:
    """Answer with ``said``; ``changed`` is when it last changed, where that is known."""
    return send(request, said.model_dump_json().encode(), changed)


def send(request: HttpRequest, content: bytes, changed: datetime | None = None) -> HttpResponse:
    """Answer with JSON that is written already."""
    return send_kept(request, KeptPage(content, etag_of(content)), changed)


def send_kept(request: HttpRequest, kept: KeptPage, changed: datetime | None = None) -> HttpResponse:
    """Answer with JSON and its ETag, or 304 to who names that ETag."""
    response = HttpResponse(kept.content, content_type=MEDIA_TYPE)
    response["ETag"] = kept.etag
    modified = int(changed.timestamp()) if changed else None
    if modified is not None:
        response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = KEEP
    answer = get_conditional_response(request, kept.etag, modified, response) or response
    return problem(412, "changed") if answer.status_code == 412 else answer


def etag_of(content: bytes) -> str:
    """The ETag of an answer: equal content has the same in every process."""
    return f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'


def spliced(said: BaseModel, **raw: str | None) -> str:
    """The JSON of ``said`` with members that are JSON already, as they were published; None is null."""
    inner = said.model_dump_json()[1:-1]
    members = [f'"{name}":{text or "null"}' for name, text in raw.items()]
    return "{" + ",".join([inner, *members] if inner else members) + "}"


def listed(items: list[str], **more: Any) -> str:
    """A page of a list from items that are JSON already, and JSON members beside them."""
    members = [f'"{name}":{text}' for name, text in more.items()]
    return "{" + ",".join(['"items":[' + ",".join(items) + "]", *members]) + "}"
