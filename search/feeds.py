"""A question as an Atom feed, for those who want to hear when the answer changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, NamedTuple

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.highlighting import Wanted
from search.paging import Address
from search.presenting import Shown, shown
from search.views import Asked, read_cards, search

MOST = 20
#: What XML 1.0 can't hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Answered(NamedTuple):
    """A question and its first results."""

    query: str
    address: Address
    results: Sequence[Shown]


class SearchFeed(Feed[Shown, Any]):
    """The first results as they are in force today, with what each answers."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Answered:
        asked = Asked.of(request)
        result = search(asked.request)
        if result is None or result.understood.empty:
            return Answered(" ".join(asked.request.text[:200].split()), Address(""), [])
        found = result.found[:MOST]
        cards = read_cards([item.signals.ref for item in found], result, asked.request.language)
        address = Address(result.understood.text, asked.request.filters, asked.request.literal)
        results = shown(found, cards, Wanted.of(result.understood))
        return Answered(result.understood.text, address, results)

    def title(self, held: Answered) -> str:
        return _plain(_("Tìm: %(query)s") % {"query": held.query})

    def subtitle(self, held: Answered) -> str:
        return _("Thủ tục và thông tin công khai, theo nội dung có hiệu lực hôm nay.")

    def link(self, held: Answered) -> str:
        return reverse("search") + held.address.url()

    def items(self, held: Answered) -> Sequence[Shown]:
        return held.results

    def item_title(self, item: Shown) -> str:
        return _plain(item.card.title)

    def item_link(self, item: Shown) -> str:
        return item.card.url

    def item_description(self, item: Shown) -> SafeString:
        rows = ((a.label, a.value, a.source) for a in item.card.answers)
        summary = format_html("<p>{}</p>", item.card.summary) if item.card.summary else ""
        said = format_html("{}{}", summary, format_html_join("", "<p>{}: <b>{}</b> {}</p>", rows))
        return mark_safe(_plain(said))

    def item_updateddate(self, item: Shown) -> datetime:
        """The day whose record the entry tells."""
        return timezone.make_aware(datetime.combine(timezone.localdate(), time.min))


def _plain(text: str) -> str:
    return _NOT_XML.sub("", text)


@require_safe
def search_feed(request: HttpRequest) -> HttpResponse:
    """?q= and the filters of the search page, as Atom."""
    return SearchFeed()(request)
