"""JSON-LD of a page: what the page's own app says of it, where it stands, and the site itself on the first page."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.news import structured as news
from portal.news.models import NewsPage

Thing = dict[str, Any]

ADDRESSES: Final = frozenset(
    {
        "@id",
        "contentUrl",
        "embedUrl",
        "image",
        "item",
        "mainEntityOfPage",
        "thumbnailUrl",
        "url",
        "urlTemplate",
    }
)
"""Properties that hold an address: a path there gets the origin of the site."""
PAGES: Final[dict[type, Callable[[Any], Thing]]] = {NewsPage: news.article}
ESCAPED: Final = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def of_page(context: Mapping[str, Any]) -> list[Thing]:
    """All that is said of a page. Its own ``structured`` comes first; nothing is said twice."""
    found = list(context.get("structured") or ())
    page = context.get("page")
    maker = PAGES.get(type(page))
    if maker and not any(thing.get("@type") == "NewsArticle" for thing in found):
        found.append(maker(page))
    request = context.get("request")
    if request is not None and request.path in ("/", "/en/"):
        found.append(website(context))
    trail = breadcrumbs(context)
    return [*found, trail] if trail else found


def metadata(context: Mapping[str, Any]) -> Mapping[str, Any]:
    """What Dublin Core and Open Graph say beside title and address: the page's own, or an article's."""
    page = context.get("page")
    found: Mapping[str, Any] = context.get("metadata") or {}
    if found or type(page) not in PAGES:
        return found
    return {"type": "article", "date": page.machine_date, "creator": news.written_by(page)}


def website(context: Mapping[str, Any]) -> Thing:
    """The site and how to search it; who runs it only where that is no sample."""
    centre, prefix = context.get("centre"), context.get("path_prefix", "")
    found: Thing = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": getattr(centre, "short_name", "") or "Một Cửa",
        "url": f"{prefix}/",
        "inLanguage": context.get("language", "vi"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{prefix}/tim-kiem/?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }
    if getattr(centre, "name", "") and not getattr(centre, "is_sample", True):
        found["publisher"] = {"@type": "GovernmentOrganization", "name": centre.name}  # type: ignore[union-attr]
    return found


def breadcrumbs(context: Mapping[str, Any]) -> Thing | None:
    """The trail above a page, as the page shows it: from ``trail`` or ``crumbs``; an article stands in the news."""
    prefix = context.get("path_prefix", "")
    above = [tuple(step) for step in context.get("trail") or ()]
    above = above or [(crumb.url, crumb.words) for crumb in context.get("crumbs") or ()]
    if not above and type(context.get("page")) in PAGES:
        above = [(f"{prefix}/tin-tuc/", _("Tin tức"))]
    if not above:
        return None
    steps = [(f"{prefix}/", _("Trang chủ")), *above]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": str(words), "item": url}
            for place, (url, words) in enumerate(steps, 1)
        ],
    }


def script(things: list[Thing], origin: str) -> SafeString:
    """The data block, in which no text can end the element; empty when nothing is said."""
    if not things:
        return mark_safe("")
    said = things[0] if len(things) == 1 else things
    text = json.dumps(absolute(said, origin), ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{text}</script>\n')


def absolute(value: Any, origin: str, name: str = "") -> Any:
    """``value`` with the origin before every path that is an address."""
    if isinstance(value, Mapping):
        return {key: absolute(inner, origin, key) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [absolute(inner, origin, name) for inner in value]
    if isinstance(value, str) and name in ADDRESSES and value.startswith("/"):
        return origin + value
    return value
