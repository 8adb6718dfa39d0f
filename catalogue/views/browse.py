"""Lists of procedures: all, by topic, life event, agency and level; and the directories that lead to them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue import browsing, directory
from catalogue.models import Agency, Audience, LifeEvent, Topic
from catalogue.presentation.wording import capitalised
from catalogue.summary import Label, level_words, online_words, pick

LEVELS = {
    "xa-phuong": "commune",
    "tinh-thanh-pho": "province",
    "bo-nganh": "ministry",
    "nganh-doc": "vertical",
}
ONLINE = {"toan-trinh": "full", "mot-phan": "part"}
NO_TOPIC = "khac"  # the address of what no topic holds


@dataclass(frozen=True)
class Crumb:
    """A step of "where you are"."""

    url: str
    words: str


def language_of(request: HttpRequest) -> str:
    return str(request.LANGUAGE_CODE)  # type: ignore[attr-defined]


def name_of(thing: Any, language: str) -> Label:
    """The name of a shared thing in the page's language, begun with a capital: sources write some without."""
    return pick(capitalised(thing.name_vi or thing.slug), capitalised(thing.name_en or ""), language)


def show(request: HttpRequest, template: str, pager: Any = None, **context: Any) -> HttpResponse:
    """Render a page of the catalogue; a list's page beyond the end is shown as the last, with status 404."""
    status = 404 if pager is not None and pager.beyond else 200
    return render(request, template, {"nav": "procedures", "pager": pager, **context}, status=status)


def show_list(
    request: HttpRequest, scope: Q, heading: Label, fixed: str = "", **context: Any
) -> HttpResponse:
    """Render a filtered list of the procedures in ``scope``; ``fixed`` is the filter the list is made by."""
    asked = browsing.Asked.read(request.GET, fixed)
    listing = browsing.listing(scope, asked, language_of(request), fixed)
    return show(
        request, "catalogue/browse.html", pager=listing.pager, listing=listing, heading=heading, **context
    )


def procedures(request: HttpRequest) -> HttpResponse:
    ways = [
        Crumb(reverse("life-events"), _("Việc trong đời")),
        Crumb(reverse("topics"), _("Lĩnh vực")),
        Crumb(reverse("audiences"), _("Người làm")),
        Crumb(reverse("online", args=["toan-trinh"]), _("Làm trọn trên mạng")),
        Crumb(reverse("agencies"), _("Cơ quan, cấp giải quyết")),
    ]
    return show_list(request, Q(), Label(_("Tất cả thủ tục")), ways=ways)


def topics(request: HttpRequest) -> HttpResponse:
    """Every topic, and every page of its list: with the home page's link, each procedure is three clicks away."""
    language = language_of(request)
    found = directory.entries(directory.values("topic"), language)
    return show(
        request,
        "catalogue/directory.html",
        heading=_("Lĩnh vực"),
        lead=_("Mọi lĩnh vực có thủ tục, theo vần chữ cái."),
        groups=directory.alphabetical(found),
        parts=directory.parts("topic", browsing.SIZE, language),
        route="topic",
        others=browsing.public_entries().filter(browsing.without_facet("topic")).count(),
    )


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    crumbs = [Crumb(reverse("topics"), _("Lĩnh vực"))]
    found = Topic.objects.filter(slug=slug).first()
    if found is None and slug == NO_TOPIC:
        heading = Label(_("Chưa xếp vào lĩnh vực nào"))
        return show_list(request, browsing.without_facet("topic"), heading, "linh-vuc", crumbs=crumbs)
    if found is None:
        raise Http404
    return show_list(
        request,
        browsing.with_facet("topic", slug),
        name_of(found, language_of(request)),
        "linh-vuc",
        crumbs=crumbs,
        lead=found.description or "",
    )


def audiences(request: HttpRequest) -> HttpResponse:
    found = directory.entries(directory.values("audience"), language_of(request))
    return show(
        request,
        "catalogue/directory.html",
        heading=_("Người làm thủ tục"),
        lead=_("Bạn làm cho ai? Một thủ tục có thể dành cho nhiều nhóm người."),
        groups=[directory.LetterGroup("", found)] if found else [],
        route="audience",
        crumbs=[Crumb(reverse("procedures"), _("Thủ tục"))],
    )


def audience(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Audience, slug=slug)
    return show_list(
        request,
        browsing.with_facet("audience", slug),
        name_of(found, language_of(request)),
        "ai",
        crumbs=[Crumb(reverse("audiences"), _("Người làm thủ tục"))],
    )


def online(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in ONLINE:
        raise Http404
    other = next(name for name in ONLINE if name != slug)
    return show_list(
        request,
        browsing.with_facet("online", ONLINE[slug]),
        Label(online_words(ONLINE[slug])),
        "mang",
        crumbs=[Crumb(reverse("procedures"), _("Thủ tục"))],
        ways=[Crumb(reverse("online", args=[other]), online_words(ONLINE[other]))],
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
    return show_list(
        request,
        browsing.with_facet("event", slug),
        name_of(found, language_of(request)),
        "viec",
        crumbs=[Crumb(reverse("life-events"), _("Sự kiện đời sống"))],
    )


def agency(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Agency.objects.select_related("successor"), slug=slug)
    language = language_of(request)
    return show_list(
        request,
        browsing.with_facet("agency", slug),
        name_of(found, language),
        "co-quan",
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
        "cap",
        crumbs=[Crumb(reverse("agencies"), _("Cơ quan"))],
    )
