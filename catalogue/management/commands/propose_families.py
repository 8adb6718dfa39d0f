"""`manage.py propose_families`: families of procedures guessed from titles and topics, to be read by people."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from catalogue.families import Titled, propose, shipped
from catalogue.models import CounterEntry, CounterFacet, ProcedurePage


class Command(BaseCommand):
    """Print TSV: family, code, role as in `seed/families.tsv`, then levels and title for the reader."""

    help = "Gợi ý các họ thủ tục (thủ tục gốc, dạng riêng, cấp khác, tên cũ) từ tên và lĩnh vực"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--new", action="store_true", help="only families of which nothing is confirmed yet"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        procedures = {one.code: one for one in _titled()}
        confirmed = shipped()
        self.stdout.write("family\tcode\trole\tlevels\ttitle")
        for family in propose(procedures.values()):
            if options["new"] and any(member.code in confirmed for member in family):
                continue
            for member in family:
                one = procedures[member.code]
                cells = (member.family, member.code, member.role, ",".join(one.levels), one.title)
                self.stdout.write("\t".join(cells))


def _titled() -> Iterator[Titled]:
    """Public procedures in three queries."""
    facets: dict[tuple[int, str], list[str]] = {}
    rows = CounterFacet.objects.filter(facet__in=("topic", "level")).values_list("entry", "facet", "value")
    for entry, facet, value in rows:
        facets.setdefault((entry, facet), []).append(value)
    pages = ProcedurePage.objects.values_list("pk", "official_title", "everyday_names")
    held = {pk: (title, len(names.splitlines())) for pk, title, names in pages}
    for entry in CounterEntry.objects.filter(public=True).order_by("code"):
        title, known = held.get(entry.page_id or 0, ("", 0))
        topic = facets.get((entry.pk, "topic"), [""])[0]
        levels = tuple(sorted(facets.get((entry.pk, "level"), ())))
        yield Titled(entry.code, " ".join((title or entry.title).split()), topic, levels, known)
