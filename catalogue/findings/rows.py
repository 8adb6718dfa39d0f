"""A page of the list: findings with all that their rows show, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from catalogue.finding_rules import Rule, rule_of
from catalogue.models import CounterEntry, Finding, ImportedSource, ProcedurePage

from .proposals import proposal_words
from .where import edit_address, place_words

SHORT = 240  # characters of a source text shown without unfolding


@dataclass(frozen=True)
class FindingRow:
    """A finding as the list shows it; an address is empty where there is nothing to lead to."""

    finding: Finding
    rule: Rule
    title: str
    place: str
    proposal: str
    edit: str
    public: str
    source: str

    @property
    def opening(self) -> str:
        """The beginning of a long source text, cut at a word; empty when the text is short."""
        text = self.finding.source_text
        return "" if len(text) <= SHORT else text[:SHORT].rsplit(None, 1)[0] + "…"


def rows_of(findings: Sequence[Finding]) -> list[FindingRow]:
    """Prepare findings for the list. Three queries, however many findings."""
    codes = {finding.code for finding in findings}
    pages = {
        code: (pk, title)
        for code, pk, title in ProcedurePage.objects.filter(code__in=codes).values_list("code", "pk", "title")
    }
    public = dict(CounterEntry.objects.filter(code__in=codes, public=True).values_list("code", "slug"))
    sources = set(ImportedSource.objects.filter(code__in=codes).values_list("code", flat=True))
    return [_row(finding, pages, public, sources) for finding in findings]


def _row(finding: Finding, pages: dict[str, Any], public: dict[str, str], sources: set[str]) -> FindingRow:
    rule = rule_of(finding.rule)
    page, title = pages.get(finding.code, (None, ""))
    return FindingRow(
        finding=finding,
        rule=rule,
        title=title,
        place=place_words(finding.place),
        proposal=proposal_words(finding.proposal),
        edit=edit_address(page, finding.place, rule.section) if page else "",
        public=reverse("procedure", args=[public[finding.code]]) if finding.code in public else "",
        source=reverse("findings_source", args=[finding.code]) if finding.code in sources else "",
    )
