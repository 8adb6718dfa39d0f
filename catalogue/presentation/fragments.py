"""The rendered middle of a page, kept for a while: a record never changes, nor does what is made of it."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from catalogue.record import ProcedureRecord
from portal.core.slugs import cut

from .page import PARTS, ProcedureView, Request, description, labels, procedure_view

KEPT: Final = 256
"""Fragments a process keeps; a long page takes about 200 kB of memory."""


class Fragment(NamedTuple):
    """A rendered procedure and what the head of its page says."""

    title: str
    heading: str
    lang: SafeString
    description: str
    head: SafeString
    facts: SafeString
    contents: SafeString
    sections: SafeString
    partly_vietnamese: bool


class RecentlyUsed:
    """A bounded store of fragments that forgets the one not asked for longest."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, Fragment] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Fragment]) -> Fragment:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return made

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


fragments: Final = RecentlyUsed(KEPT)


def render_procedure(record: ProcedureRecord, asked_for: Request) -> Fragment:
    """Render the page's middle, or one part of it in full."""
    view = procedure_view(record, asked_for)
    context = {"v": view, "facts": view.facts, "words": labels()}

    def piece(name: str) -> SafeString:
        return render_to_string(f"catalogue/procedure/{name}.html", context)

    return Fragment(
        title=_title(view),
        heading=view.title.text,
        lang=view.title.lang,
        description=description(view),
        head=piece("head"),
        facts=piece("facts"),
        contents=piece("contents"),
        sections=piece(PARTS[asked_for.part] if asked_for.part else "sections"),
        partly_vietnamese=bool(view.untranslated),
    )


def _title(view: ProcedureView) -> str:
    return gettext("%(title)s: giấy tờ, thời gian, lệ phí") % {"title": cut(view.title.text, 90)}
