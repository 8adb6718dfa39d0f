"""Lists of procedures: all, by topic, life event, agency and level; and the directories that lead to them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue import browsing, directory
from catalogue.models import Agency, LifeEvent, Topic
from catalogue.summary import Label, level_words, pick

LEVELS = {
    "xa-phuong": "commune",
    "tinh-thanh-pho": "province",
    "bo-nganh": "ministry",
    "nganh-doc": "vertical",
}


@dataclass(frozen=True)
class Crumb:
    """A step of "where you are"."""

    url: str
    words: str


def language_of(request: HttpRequest) -> str:
    return str(request.LANGUAGE_CODE)  # type: ignore[attr-defined]


def name_of(thing: Any, language: str) -> Label:
    """The name of a shared thing in the page's language."""
    return pick(thing.name_vi or thing.slug, thing.name_en, language)


def show(request: HttpRequest, template: str, pager: Any = None, **context: Any) -> HttpResponse:
    """Render a page of the catalogue; a list's page beyond the end is shown as the last, with status 404."""
    status = 404 if pager is not None and pager.beyond else 200
    return render(request, template, {"nav": "procedures", "pager": pager, **context}, status=status)


def show_list(request: HttpRequest, scope: Q, heading: Label, **context: Any) -> HttpResponse:
    """Render a filtered list of the procedures in ``scope``."""
    listing = browsing.listing(scope, browsing.Asked.read(request.GET), language_of(request))
    return show(
        request, "catalogue/browse.html", pager=listing.pager, listing=listing, heading=heading, **context
    )


def procedures(request: HttpRequest) -> HttpResponse:
    lead = _("Lọc theo nơi nộp, cách nộp, người làm.")
    return show_list(request, Q(), Label(_("Tất cả thủ tục")), lead=lead)


def topics(request: HttpRequest) -> HttpResponse:
    found = directory.entries(directory.values("topic"), language_of(request))
    return show(
        request,
        "catalogue/directory.html",
        heading=_("Lĩnh vực"),
        lead=_("Mọi lĩnh vực có thủ tục, theo vần chữ cái."),
        groups=directory.alphabetical(found),
        total=len(found),
        route="topic",
    )


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Topic, slug=slug)
    return show_list(
        request,
        browsing.with_facet("topic", slug),
        name_of(found, language_of(request)),
        crumbs=[Crumb(reverse("topics"), _("Lĩnh vực"))],
        lead=found.description or "",
    )


def life_events(request: HttpRequest) -> HttpResponse:
    found = directory.life_events(language_of(request))
    groups = [
        (_("Việc của mỗi người"), [event for event in found if event.group == "citizen"]),
        (_("Việc của doanh nghiệp, hộ kinh doanh"), [event for event in found if event.group == "business"]),
    ]
    return show(request, "catalogue/life_events.html", groups=[group for group in groups if group[1]])


def life_event(request: HttpRequest, slug: str) -> HttpResponse:
    """What records name for the event, and everything of the topics that belong to it."""
    found = get_object_or_404(LifeEvent, slug=slug)
    of_topics = Q(facet="topic", value__in=found.topics.values("slug"))
    return show_list(
        request,
        browsing.bearing(Q(facet="event", value=slug) | of_topics),
        name_of(found, language_of(request)),
        crumbs=[Crumb(reverse("life-events"), _("Sự kiện đời sống"))],
    )


def agency(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Agency.objects.select_related("successor"), slug=slug)
    language = language_of(request)
    return show_list(
        request,
        browsing.with_facet("agency", slug),
        name_of(found, language),
        crumbs=[Crumb(reverse("agencies"), _("Cơ quan"))],
        agency=found,
        level=level_words(found.level),
        successor=name_of(found.successor, language) if found.successor else None,
    )


def level(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in LEVELS:
        raise Http404
    heading = Label(_("Nộp ở cấp: %(level)s") % {"level": level_words(LEVELS[slug]).lower()})
    return show_list(
        request,
        browsing.with_facet("level", LEVELS[slug]),
        heading,
        crumbs=[Crumb(reverse("agencies"), _("Cơ quan"))],
    )
