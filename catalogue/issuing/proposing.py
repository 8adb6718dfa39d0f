"""The links between papers and procedures as editors see them: proposed by names, confirmed or refused."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.http import urlencode

from catalogue.models import DocumentType, IssuerDecision
from catalogue.models.counter import CounterEntry, CounterFacet
from catalogue.paging import page_of
from portal.core.slugs import slugify

from .names import keys_of

STATES: Final = ("proposed", "confirmed", "refused")
LONGEST: Final = 200  # characters of a search

Pair = tuple[str, str]
"""A paper's slug and a procedure's code."""


@dataclass(frozen=True)
class Asked:
    """What an editor asked to see, as it stands in the address; "all" shows every state."""

    state: str = "proposed"
    q: str = ""
    page: int = 1

    @classmethod
    def read(cls, parameters: Mapping[str, Any]) -> "Asked":
        """Read the address; what can't be meant is left aside."""
        state = str(parameters.get("state", ""))
        words = unicodedata.normalize("NFC", str(parameters.get("q", ""))).replace("\x00", "").strip()
        return cls(
            state if state in (*STATES, "all") else "proposed",
            words[:LONGEST],
            page_of(str(parameters.get("trang", ""))),
        )

    def query(self, **changes: Any) -> str:
        """The query string that asks for the same with ``changes``."""
        asked = replace(self, **changes)
        pairs = {"state": asked.state, "q": asked.q, "trang": asked.page if asked.page > 1 else ""}
        return urlencode({name: value for name, value in pairs.items() if value})


@dataclass(frozen=True)
class Link:
    """ "Procedure ``code`` issues ``paper``". ``asked`` counts the public procedures that ask for the paper.

    ``exact``: a result of the procedure bears the very name; else only a similar one, ``result``. Neither: the
    procedure no longer gives such a result.
    """

    paper: str
    name: str
    code: str
    title: str
    slug: str
    asked: int
    exact: bool
    result: str
    decision: IssuerDecision | None = None

    @property
    def state(self) -> str:
        if self.decision is None:
            return "proposed"
        return "confirmed" if self.decision.confirmed else "refused"

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.paper} {self.code}"

    @property
    def words(self) -> str:
        return f"{self.name} {self.title} {self.code}"


@dataclass(frozen=True)
class _Result:
    paper: str
    label: str
    code: str


def links() -> list[Link]:
    """All links of papers that a public procedure asks for, the most asked for first. Five queries."""
    asking = _asking()
    names = dict(DocumentType.objects.filter(slug__in=asking).values_list("slug", "name_vi"))
    decisions = {
        (one.document.slug, one.code): one
        for one in IssuerDecision.objects.select_related("document", "decided_by")
    }
    found = dict.fromkeys(decisions, ("", False)) | dict(_proposed(asking, names, _results()))
    entries = {
        code: (title, slug)
        for code, title, slug in CounterEntry.objects.filter(public=True).values_list("code", "title", "slug")
    }
    made = (
        _link(pair, found[pair], asking, names, entries, decisions.get(pair))
        for pair in found
        if pair[1] in entries or pair in decisions
    )
    return sorted(made, key=lambda link: (-link.asked, link.name, not link.exact, link.code))


def _asking() -> dict[str, set[str]]:
    """The codes of the public procedures that ask for each paper."""
    found: dict[str, set[str]] = {}
    rows = CounterFacet.objects.filter(facet="paper", entry__public=True).values_list("value", "entry__code")
    for paper, code in rows:
        found.setdefault(paper, set()).add(code)
    return found


def _results() -> list[_Result]:
    rows = CounterFacet.objects.filter(facet="output", entry__public=True)
    return [_Result(*row) for row in rows.values_list("value", "label", "entry__code")]


def _proposed(
    asking: Mapping[str, set[str]], names: Mapping[str, str], results: Iterable[_Result]
) -> Iterator[tuple[Pair, tuple[str, bool]]]:
    """The pairs that names propose, with the result's name and whether it is the paper's own; the exact last."""
    by_key: dict[str, dict[str, str]] = {}
    exact: dict[str, list[_Result]] = {}
    for result in results:
        exact.setdefault(result.paper, []).append(result)
        for key in keys_of(result.label):
            by_key.setdefault(key, {})[result.code] = result.label
    for paper, codes in asking.items():
        near = (item for key in keys_of(names.get(paper, "")) for item in by_key.get(key, {}).items())
        for code, label in near:
            if codes - {code}:
                yield (paper, code), (label, False)
        for result in exact.get(paper, ()):
            if codes - {result.code}:
                yield (paper, result.code), (result.label, True)


def _link(
    pair: Pair,
    how: tuple[str, bool],
    asking: Mapping[str, set[str]],
    names: Mapping[str, str],
    entries: Mapping[str, tuple[str, str]],
    decision: IssuerDecision | None,
) -> Link:
    paper, code = pair
    title, slug = entries.get(code, ("", ""))
    name = names.get(paper) or (decision.document.name_vi if decision else "") or paper
    asked = len(asking.get(paper, set()) - {code})
    return Link(paper, name, code, title, slug, asked, how[1], how[0], decision)


def matching_links(found: Iterable[Link], asked: Asked) -> list[Link]:
    """The links that an editor asked to see; words are found with marks or without."""
    words = slugify(asked.q).split("-") if asked.q else []
    return [
        link
        for link in found
        if asked.state in ("all", link.state) and all(word in slugify(link.words) for word in words)
    ]
