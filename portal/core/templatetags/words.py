"""``translate``, ``static`` and ``remember`` for the public pages: what is the same for everybody is made once.

Load it after ``i18n`` and ``static``, whose tags it does again for the plain cases and leaves the others to.
"""

from typing import Any, Final

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.base import NodeList, Parser, Token
from django.templatetags.i18n import do_translate
from django.templatetags.static import do_static
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

register = template.Library()

MOST: Final = 64
"""Renderings one ``remember`` keeps: languages times places in the menu, and what the settings were."""


class Words(template.Node):
    """Words in the language of the page, escaped."""

    def __init__(self, message: str) -> None:
        self.message = message
        self.known: dict[str | None, SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        language = get_language()
        found = self.known.get(language)
        if found is None:
            found = escape(gettext(self.message))
            if not settings.DEBUG:
                self.known[language] = found
        return found


class Static(template.Node):
    """The address of a static file; a storage never changes its mind about one."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.known: tuple[Any, str] | None = None

    def render(self, context: template.Context) -> str:
        storage = staticfiles_storage._wrapped  # type: ignore[attr-defined]
        if settings.DEBUG or self.known is None or self.known[0] is not storage:
            self.known = None, escape(staticfiles_storage.url(self.path))
            self.known = staticfiles_storage._wrapped, self.known[1]  # type: ignore[attr-defined]
        return self.known[1]


class Remember(template.Node):
    """What depends on the language, the centre's settings and ``names`` alone; no place for a ``block``."""

    child_nodelists = ()

    def __init__(self, nodelist: NodeList, names: list[template.Variable]) -> None:
        self.nodelist = nodelist
        self.names = names
        self.known: dict[Any, SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        values = [name.resolve(context) if str(name) in context else None for name in self.names]
        key = (get_language(), context.get("centre"), *values)
        found = self.known.get(key)
        if found is None:
            found = self.nodelist.render(context)
            if len(self.known) >= MOST:
                self.known.clear()
            if not settings.DEBUG:
                self.known[key] = found
        return found


def _literal(bits: list[str]) -> str | None:
    """The one quoted text after a tag's name; None when there is anything else."""
    if len(bits) == 2 and len(bits[1]) > 2 and bits[1][0] == bits[1][-1] and bits[1][0] in "\"'":
        return bits[1][1:-1]
    return None


@register.tag
def translate(parser: Parser, token: Token) -> template.Node:
    message = _literal(token.split_contents())
    return do_translate(parser, token) if message is None else Words(message)


@register.tag
def static(parser: Parser, token: Token) -> template.Node:
    path = _literal(token.split_contents())
    return do_static(parser, token) if path is None else Static(path)


@register.tag
def remember(parser: Parser, token: Token) -> Remember:
    """``{% remember nav %}…{% endremember %}``: rendered once for each language, settings and ``nav``."""
    names = [template.Variable(name) for name in token.split_contents()[1:]]
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    return Remember(nodelist, names)
