"""Editors who publish and unpublish without pause while search is in trouble, and readers who search meanwhile."""

import random
import time
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils import translation

from catalogue import counter
from catalogue.models import CounterEntry, ProcedurePage
from portal.core.models import OutboxEntry
from search.engines.base import EngineError
from search.engines.select import engines
from search.indexing.reconcile import compare
from search.service import SearchRequest
from search.site import service

WORD = "Đổi trong bão"
SHOWN = 10  # refs that are named when they differ


def storm(codes: list[str], changes: int, seed: int, touched: int = 0, until: str = "") -> dict[str, Any]:
    """Publish and unpublish by turns, and read a search page after each; at least `changes`, on until a file is there.

    Gives seconds of each publish and unpublish, statuses and seconds of the pages, titles of what is public in the
    end (empty when not), and how often a page showed what was not public.
    """
    drawn, reader = random.Random(seed), Client(raise_request_exception=False)
    titles = dict.fromkeys(codes, "")
    said: dict[str, Any] = {"publish": [], "unpublish": [], "statuses": {}, "pages": [], "shown": 0}
    number = 0
    with translation.override("vi"):
        _change(codes[0], f"{WORD} {codes[0]}")  # what only the first one of a process does is not timed
        titles[codes[0]] = f"{WORD} {codes[0]}"
        while number < changes or (until and not Path(until).exists()):
            code = drawn.choice(codes)
            title = f"{WORD} {code} lần {number}"
            kind, seconds = _change(code, "" if number % 2 else title)
            titles[code] = title if kind == "publish" else ""
            said[kind].append(seconds)
            _read(reader, code, bool(titles[code]), said)
            if touched:
                counter.touch(drawn.sample(_others(codes), touched))
            number += 1
    return said | {"titles": titles, "changes": number}


def _others(codes: list[str]) -> list[str]:
    return list(
        CounterEntry.objects.filter(public=True).exclude(code__in=codes).values_list("code", flat=True)
    )


def _change(code: str, title: str) -> tuple[str, float]:
    page = ProcedurePage.objects.get(code=code)
    begun = time.monotonic()
    if title:
        page.title = title
        page.save_revision().publish()
        return "publish", time.monotonic() - begun
    page.unpublish()
    return "unpublish", time.monotonic() - begun


def _read(reader: Client, code: str, public: bool, said: dict[str, Any]) -> None:
    """Search for the code and for the words of its titles; nothing that is not public may be linked."""
    begun = time.monotonic()
    answer = reader.get("/tim-kiem/", {"q": f"{WORD} {code}"})
    said["pages"].append(time.monotonic() - begun)
    said["statuses"][str(answer.status_code)] = said["statuses"].get(str(answer.status_code), 0) + 1
    slug = CounterEntry.objects.get(code=code).slug
    if not public and f"/thu-tuc/{slug}/" in answer.content.decode():
        said["shown"] += 1


def in_step(seconds: float) -> dict[str, Any]:
    """Wait until nothing is left to do and every engine agrees with the counter; after how many seconds."""
    begun = time.monotonic()
    while True:
        found = _state()
        took = time.monotonic() - begun
        if not any(found.values()) or took > seconds:
            return {"seconds": took, "left": found}
        time.sleep(0.1)


def _state() -> dict[str, Any]:
    waiting = OutboxEntry.objects.count()
    if waiting:
        return {"waiting": waiting}
    try:
        return {engine.name: compare(engine).wrong[:SHOWN] for engine in engines()}
    except EngineError as error:
        return {"away": str(error)}


def found_by(titles: dict[str, str]) -> dict[str, list[str]]:
    """By engine: codes whose exact title does not find them first, and codes found though not public."""
    wrong: dict[str, list[str]] = {}
    for engine in engines():
        for code, title in titles.items():
            refs = service(engine.name).search(SearchRequest(title or f"{WORD} {code}")).refs
            first = refs[0] if refs else ""
            if (first != f"procedure:{code}") if title else (f"procedure:{code}" in refs):
                wrong.setdefault(engine.name, []).append(code)
    return wrong
