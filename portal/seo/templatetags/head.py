"""The head of every page: title and description that fit, canonical address and languages, Dublin Core, Open Graph,
and JSON-LD.

    {% head %}{% block title %}…{% endblock %}{% between %}{% block description %}…{% endblock %}{% endhead %}
    {% addresses %}
    {% structured %}

``metadata`` in a page's context adds to it: ``date`` (ISO 8601), ``subject``, ``creator``, ``type`` (Open Graph) and
``image`` (a path); ``structured`` holds the page's JSON-LD objects.
"""

from collections.abc import Mapping
from html import unescape
from typing import Any, Final

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from portal.core.slugs import cut
from portal.core.words import gettext
from portal.seo import structured as data

register = template.Library()

TITLE_LENGTH: Final = 70  # characters before the name of the site; most pages keep to 65
DESCRIPTION_LENGTH: Final = 160
SITE: Final = "Một Cửa"


class Head(template.Node):
    """Title and description, once each for the browser, Dublin Core (24/2011/TT-BTTTT) and Open Graph."""

    child_nodelists = ("title", "description")

    def __init__(self, title: NodeList, description: NodeList) -> None:
        self.title = title
        self.description = description

    def render(self, context: template.Context) -> SafeString:
        site = getattr(context.get("centre"), "short_name", "") or SITE
        page = _page_number(context)
        title = _plain(self.title.render(context), TITLE_LENGTH, page)
        description = _plain(self.description.render(context), DESCRIPTION_LENGTH, page) or title
        own = f"{title} – {site}" if title else site
        said = {"title": title or site, "description": description, "site": site}
        whole = context.flatten()
        return mark_safe(
            f'<title>{escape(own)}</title>\n<meta name="description" content="{escape(description)}">\n'
            f"{_dublin_core(whole, said)}\n{_open_graph(whole, said)}"
        )


def _page_number(context: template.Context) -> str:
    """ "trang 2" on the later pages of a list: no two pages say the same of themselves."""
    number = getattr(context.get("pager"), "number", 1)
    return gettext("trang %(number)s") % {"number": number} if number > 1 else ""


def _plain(html: str, most: int, page: str) -> str:
    """The text of a piece of HTML, cut at a word, with the number of the page where it does not say it itself."""
    text = " ".join(unescape(html).split())
    if not page or not text or text.endswith(page):
        return cut(text, most)
    return f"{cut(text, most - len(page) - 3)} – {page}"


def _metas(name: str, values: Mapping[str, Any]) -> SafeString:
    found = ((key, value) for key, value in values.items() if value)
    return format_html_join("", f'<meta {name}="{{}}" content="{{}}">', found)


def _dublin_core(context: Mapping[str, Any], said: Mapping[str, str]) -> SafeString:
    metadata = data.metadata(context)
    centre = context.get("centre")
    return _metas(
        "name",
        {
            "DC.title": said["title"],
            "DC.description": said["description"],
            "DC.subject": metadata.get("subject"),
            "DC.creator": metadata.get("creator"),
            "DC.publisher": getattr(centre, "name", "") or said["site"],
            "DC.date": metadata.get("date"),
            "DC.type": "Text",
            "DC.format": "text/html",
            "DC.identifier": canonical(context),
            "DC.language": context.get("language") or "vi",
        },
    )


def _open_graph(context: Mapping[str, Any], said: Mapping[str, str]) -> SafeString:
    metadata = data.metadata(context)
    image = metadata.get("image")
    return _metas(
        "property",
        {
            "og:title": said["title"],
            "og:description": said["description"],
            "og:type": metadata.get("type") or "website",
            "og:url": canonical(context),
            "og:site_name": said["site"],
            "og:locale": "en_GB" if context.get("language") == "en" else "vi_VN",
            "og:image": f"{context.get('origin', '')}{image}" if image else None,
        },
    )


def _path(context: Mapping[str, Any]) -> str:
    """The path of the page with its number in a list; all other queries lead to the same page."""
    request = context.get("request")
    if request is None:
        return "/"
    number = getattr(context.get("pager"), "number", 1)
    numbered = number > 1 and set(request.GET) == {"trang"}
    return f"{request.path}?trang={number}" if numbered else str(request.path)


def canonical(context: Mapping[str, Any]) -> str:
    """The one address of the page."""
    return f"{context.get('origin', '')}{_path(context)}"


@register.simple_tag(takes_context=True)
def addresses(context: template.Context) -> SafeString:
    """The canonical address and the page in both languages; Vietnamese where neither is asked for."""
    said = context.flatten()
    origin, path = said.get("origin", ""), _path(said)
    if context.get("language") == "en":
        path = path.removeprefix("/en") or "/"
    languages = (("vi", path), ("en", f"/en{path}"), ("x-default", path))
    links = format_html_join(
        "", '<link rel="alternate" hreflang="{}" href="{}{}">', ((code, origin, to) for code, to in languages)
    )
    return format_html('<link rel="canonical" href="{}">\n{}', canonical(said), links)


@register.simple_tag(takes_context=True)
def structured(context: template.Context) -> SafeString:
    """The JSON-LD of the page, once; a data block, which no policy for scripts concerns."""
    return data.script(data.of_page(context.flatten()), str(context.get("origin", "")))


@register.tag
def head(parser: Parser, token: Token) -> Head:
    title = parser.parse(("between",))
    parser.delete_first_token()
    description = parser.parse(("endhead",))
    parser.delete_first_token()
    return Head(title, description)
