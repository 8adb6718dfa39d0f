"""The rollout's page by a short way, and where the old districts went."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.views import serve

from portal.news.public import open_pages

from .districts import answer, asked_for, old_districts, sources
from .models import RolloutPage

LONGEST = 200


def rollout(request: HttpRequest) -> HttpResponse:
    """The page in one query; what is not open to all is left to Wagtail."""
    page = open_pages(RolloutPage.objects.filter(slug="thi-diem")).first()
    return page.serve(request) if page else serve(request, "thi-diem/")


def districts(request: HttpRequest) -> HttpResponse:
    """All old districts, or those of ``?q=``: any name of a place, old or new, with marks or without."""
    asked = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    every, found = old_districts(), answer(asked)
    shown = asked_for(every, found.units, asked) if asked else every
    context = {
        "nav": "offices",
        "asked": asked,
        "missing": bool(asked and not shown),
        "districts": shown or every,
        "picked": bool(asked and shown),
        "sources": sources(shown or every),
        "rollout": open_pages(RolloutPage.objects.filter(slug="thi-diem")).exists(),
    }
    return render(request, "rollout/districts.html", context)
