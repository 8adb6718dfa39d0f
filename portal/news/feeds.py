"""What is new as Atom (RFC 4287) and JSON Feed 1.1, for everything and for one category."""

import hashlib
import json
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _

from catalogue.presentation.wording import reader
from catalogue.summary import Label, pick
from portal.core.context_processors import centre

from .blocks import words_of
from .filters import Asked, narrowed
from .models import NewsCategory, NewsPage

MOST: Final = 50
JSON_FEED: Final = "https://jsonfeed.org/version/1.1"
SECONDS: Final = 300  # how long a reader's program may keep a feed


def atom(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The newest articles as Atom; raises Http404 for a category that is not there."""
    heading, found = _found(slug)
    home, here = _addresses(request, slug)
    feed = NewsAtom(
        title=heading,
        link=home,
        description=heading,
        language=reader(),
        feed_url=here,
        feed_guid=here,
        author_name=centre().name or centre().short_name or "Một Cửa",
    )
    for page in found:
        feed.add_item(
            title=sayable(page.display_title),
            link=request.build_absolute_uri(page.address),
            description=sayable(page.read("lead")[0] or ""),
            unique_id=request.build_absolute_uri(page.address),
            pubdate=page.date,
            updateddate=changed(page),
            categories=_categories(page),
            lang=page.title_language,
        )
    return _answer(request, feed.writeString("utf-8"), feed.content_type, found)


def as_json(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The newest articles as a JSON feed; raises Http404 for a category that is not there."""
    heading, found = _found(slug)
    home, here = _addresses(request, slug)
    feed = {
        "version": JSON_FEED,
        "title": heading,
        "home_page_url": home,
        "feed_url": here,
        "language": reader(),
        "items": [_item(page, request) for page in found],
    }
    if hub := settings.WEBSUB_HUB:
        feed["hubs"] = [{"type": "WebSub", "url": hub}]
    return _answer(
        request, json.dumps(feed, ensure_ascii=False), "application/feed+json; charset=utf-8", found
    )


class NewsAtom(Atom1Feed):
    """Atom whose entries say their own language, with a WebSub hub when there is one."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if hub := settings.WEBSUB_HUB:
            handler.addQuickElement("link", "", {"rel": "hub", "href": hub})

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["lang"]}


def sayable(text: str) -> str:
    """``text`` without signs that XML can't hold."""
    return "".join(sign for sign in text if sign in "\t\n\r" or sign >= " ")


def changed(page: NewsPage) -> datetime:
    """When readers last got something new: never before the article's own date."""
    return max(page.date, page.last_published_at or page.date)


def _found(slug: str) -> tuple[str, list[NewsPage]]:
    named = NewsCategory.objects.filter(slug=slug).first() if slug else None
    if slug and named is None:
        raise Http404
    found = narrowed(Asked(category=slug)).select_related("category")[:MOST]
    site = centre().short_name or "Một Cửa"
    title = _("Tin tức – %(site)s") % {"site": site}
    label = _name(named)
    return (f"{label}: {title}" if label else title), list(found)


def _name(category: NewsCategory | None) -> Label | None:
    return pick(category.name_vi, category.name_en, reader()) if category else None


def _categories(page: NewsPage) -> list[str]:
    name = _name(page.category)
    return [str(name)] if name else []


def _addresses(request: HttpRequest, slug: str) -> tuple[str, str]:
    prefix = "/en" if reader() == "en" else ""
    query = f"?loai={slug}" if slug else ""
    return request.build_absolute_uri(f"{prefix}/tin-tuc/{query}"), request.build_absolute_uri(request.path)


def _item(page: NewsPage, request: HttpRequest) -> dict[str, Any]:
    address = request.build_absolute_uri(page.address)
    lead, body = page.read("lead")[0] or "", page.read("body")[0] or ()
    item = {
        "id": address,
        "url": address,
        "title": page.display_title,
        "summary": lead,
        "content_text": "\n\n".join(filter(None, [lead, *(words_of(block) for block in body)])),
        "date_published": page.date.isoformat(),
        "date_modified": changed(page).isoformat(),
        "language": page.title_language,
        "authors": [{"name": page.author}] if page.author else [],
        "tags": _categories(page),
    }
    return {name: value for name, value in item.items() if value or name == "content_text"}


def _answer(request: HttpRequest, body: str, kind: str, found: list[NewsPage]) -> HttpResponse:
    """The feed with its validators; 304 when the reader's program has it."""
    response = HttpResponse(body, content_type=kind)
    etag = quote_etag(hashlib.sha256(body.encode()).hexdigest()[:32])
    modified = int(max((changed(page) for page in found), default=datetime.now().astimezone()).timestamp())
    response.headers["ETag"] = etag
    if found:
        response.headers["Last-Modified"] = http_date(modified)
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    return get_conditional_response(request, etag=etag, response=response) or response
