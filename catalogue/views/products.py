"""What a reader takes along: sheets to print, as PDF, as text to send, and the due day for a calendar."""

from collections.abc import Callable
from hashlib import sha256
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from catalogue.counter import today
from catalogue.presentation.wording import reader
from catalogue.products import pack as packs
from catalogue.products import pdf
from catalogue.products.events import events
from catalogue.products.ics import calendar
from catalogue.products.pack import Pack
from catalogue.products.text import plain
from portal.core.context_processors import centre
from portal.core.slugs import slugify

from .addressed import answer, by_code, finish, not_public
from .kept import KeptPage, KeptPages

Maker = Callable[[HttpRequest, Pack, str], HttpResponse]
KEPT: Final = 8 * 1024 * 1024
"""Bytes of PDF a process keeps: some 150 of the usual size (50 kB)."""
kept_documents: Final = KeptPages(KEPT)
KINDS: Final = ("pdf", "txt", "ics")
RETRY: Final = 10  # seconds


@require_safe
def one(request: HttpRequest, code: str, kind: str = "") -> HttpResponse:
    """The sheet of one procedure, as a page or as ``kind``."""
    entry = by_code(code)
    if not entry.public:
        return _hidden(not_public(request, entry))
    return _hidden(MAKERS[kind](request, packs.one(request, entry), entry.code))


@require_safe
def several(request: HttpRequest, kind: str = "") -> HttpResponse:
    """The sheets of all codes in ``tt``; a page that says how to choose when none is known."""
    pack = packs.several(request)
    if pack.sheets:
        return _hidden(MAKERS[kind](request, pack, ""))
    if kind:
        raise Http404
    return _hidden(
        finish(
            request,
            render(
                request,
                "catalogue/print/choose.html",
                {"pack": pack, "most": packs.MOST, "add": reverse("print-pack")},
            ),
        )
    )


def _hidden(response: HttpResponse) -> HttpResponse:
    """Products are not for search engines: the page of the procedure is."""
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(request: HttpRequest, pack: Pack, code: str) -> HttpResponse:
    return finish(request, render(request, "catalogue/print/page.html", _context(pack, code)))


def _context(pack: Pack, code: str) -> dict[str, object]:
    case = pack.sheets[0].query if code else pack.query
    path = reverse("procedure-print", args=[slugify(code)]) if code else reverse("print-pack")
    return {
        "pack": pack,
        "sheets": pack.sheets,
        "today": today(),
        "single": bool(code),
        "most": packs.MOST,
        "add": reverse("print-pack"),
        "links": {kind: f"{path.rstrip('/')}.{kind}{case}" for kind in _kinds(pack)},
    }


def _kinds(pack: Pack) -> list[str]:
    """The forms this pack can be had in."""
    dated = any(sheet.due for sheet in pack.sheets)
    return [
        kind
        for kind, there in (
            ("pdf", pdf.available() and pack.weight <= packs.HEAVIEST),
            ("txt", True),
            ("ics", dated),
        )
        if there
    ]


def _pdf(request: HttpRequest, pack: Pack, code: str) -> HttpResponse:
    """Laid out once for each content; whoever has it already is answered without."""
    if pdf.engine() is None:
        return _cannot(request, pack, "pdf", 404)
    if pack.weight > packs.HEAVIEST:
        return _cannot(request, pack, "large", 404)
    html = render_to_string(
        "catalogue/print/document.html", _context(pack, code) | {"centre": centre(), "language": reader()}
    )
    mark = sha256(html.encode()).hexdigest()[:32]
    etag, address = f'"{mark}"', request.build_absolute_uri()
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged:
        return answer(request, unchanged, etag)
    kept = kept_documents.get(address, mark)
    if kept is None:
        try:
            kept = KeptPage(pdf.pdf(html, request.build_absolute_uri("/")), etag)
        except pdf.Busy:
            return _cannot(request, pack, "busy", 503)
        kept_documents.put(address, mark, kept)
    response = HttpResponse(kept.content, content_type="application/pdf")
    return answer(request, _named(response, code, "pdf", inline=True), etag)


def _text(request: HttpRequest, pack: Pack, code: str) -> HttpResponse:
    return finish(request, HttpResponse(plain(pack.sheets), content_type="text/plain; charset=utf-8"))


def _calendar(request: HttpRequest, pack: Pack, code: str) -> HttpResponse:
    found = events(pack.sheets, request.get_host())
    if not found:
        return _cannot(request, pack, "ics", 404)
    response = HttpResponse(calendar(found, reader()), content_type="text/calendar; charset=utf-8")
    return finish(request, _named(response, code, "ics"))


def _named(response: HttpResponse, code: str, kind: str, *, inline: bool = False) -> HttpResponse:
    """Give the file a name of its own: that of the code, or of the papers for several."""
    name = slugify(code) or "ho-so"
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}.{kind}"'
    return response


def _cannot(request: HttpRequest, pack: Pack, why: str, status: int) -> HttpResponse:
    """A plain page that says why a form can't be had, with the way back to the sheet."""
    response = render(
        request,
        "catalogue/print/cannot.html",
        {"why": why, "pack": pack, "back": _back(request)},
        status=status,
    )
    if status == 503:
        response["Retry-After"] = str(RETRY)
    return response


def _back(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return request.path.rpartition(".")[0] + "/" + (f"?{query}" if query else "")


MAKERS: Final[dict[str, Maker]] = {"": _page, "pdf": _pdf, "txt": _text, "ics": _calendar}
