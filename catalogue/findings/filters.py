"""What an editor asked to see, as it stands in the address."""

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, Q, QuerySet, Subquery

from catalogue.models import Finding, ImportRun, ProcedurePage

NO_TOPIC = "-"  # the value of ``topic`` for findings whose procedure has none
STATES = dict(Finding.STATES)
LONGEST = 200  # characters of one value of the address


@dataclass(frozen=True)
class Filters:
    """A rule, the slug of a topic, a state, words to search, the key of an import run; empty means all."""

    rule: str = ""
    topic: str = ""
    state: str = ""
    q: str = ""
    run: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> "Filters":
        """Read the address; what can't be meant is left aside."""
        found = {
            name: unicodedata.normalize("NFC", str(asked.get(name, ""))).replace("\x00", "").strip()[:LONGEST]
            for name in cls.__dataclass_fields__
        }
        if found["state"] not in STATES:
            found["state"] = ""
        if not (found["run"].isdecimal() and len(found["run"]) < 10):
            found["run"] = ""
        return cls(**found)

    @property
    def query(self) -> str:
        """The query string, without "?"; empty when nothing is asked."""
        return urlencode({name: value for name, value in asdict(self).items() if value})

    def having(self, **changes: str) -> "Filters":
        return replace(self, **changes)

    def matching(self) -> QuerySet[Finding]:
        """The findings that answer to all filters."""
        found = Finding.objects.filter(_run(self.run), _topic(self.topic), _words(self.q))
        if self.rule:
            found = found.filter(rule=self.rule)
        return found.filter(state=self.state) if self.state else found


def of_page(field: str) -> Subquery:
    """A field of the procedure that a finding is about; findings know only its code."""
    return Subquery(ProcedurePage.objects.filter(code=OuterRef("code")).values(field)[:1])


def _topic(slug: str) -> Q:
    if not slug:
        return Q()
    if slug == NO_TOPIC:
        return ~Q(code__in=ProcedurePage.objects.filter(topic__isnull=False).values("code"))
    return Q(code__in=ProcedurePage.objects.filter(topic__slug=slug).values("code"))


def _words(words: str) -> Q:
    """Code, text of the source or title. SQLite folds the case of plain letters only: try the usual ways."""
    if not words:
        return Q()
    found = Q(code__icontains=words)
    titles = Q()
    for one in {words, words.lower(), words.upper(), words.capitalize()}:
        found |= Q(source_text__icontains=one)
        titles |= Q(title__icontains=one)
    return found | Q(code__in=ProcedurePage.objects.filter(titles).values("code"))


def _run(key: str) -> Q:
    """Found from the beginning of an import to the beginning of the next."""
    run = ImportRun.objects.filter(pk=int(key)).first() if key else None
    if run is None:
        return Q(pk__in=[]) if key else Q()
    after = ImportRun.objects.filter(begun_at__gt=run.begun_at).order_by("begun_at").first()
    found = Q(found_at__gte=run.begun_at)
    return found & Q(found_at__lt=after.begun_at) if after else found
