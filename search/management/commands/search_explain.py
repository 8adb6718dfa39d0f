"""`manage.py search_explain "câu hỏi"`: how a query is read, and why each result stands where it stands."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineError
from search.service import SearchRequest, SearchResult
from search.site import service


class Command(BaseCommand):
    """Print each step of one search."""

    help = "Giải thích một lượt tìm kiếm"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", nargs="+")
        parser.add_argument("--language", choices=["vi", "en"], default="vi")
        parser.add_argument("--results", type=int, default=10)

    def handle(self, *args: Any, **options: Any) -> None:
        request = SearchRequest(" ".join(options["query"]), language=options["language"])
        try:
            result = service().search(request)
        except EngineError as error:
            raise CommandError(str(error)) from error
        self._reading(result)
        for rank, item in enumerate(result.found[: options["results"]], start=1):
            parts = " ".join(f"{name}={value:.3g}" for name, value in item.parts.items())
            twins = f" twins={','.join(item.twins)}" if item.twins else ""
            self.stdout.write(
                f"{rank:>2} {item.signals.ref} score={item.score:.4g} {parts}"
                f" covered={item.covered:.2f}{twins}"
            )

    def _reading(self, result: SearchResult) -> None:
        read = result.understood
        words = " ".join(f"{t.exact}" + (f"^{t.weight:g}" if t.weight != 1 else "") for t in read.terms)
        self.stdout.write(f"text    {read.text}\nwords   {words}\nasked   {', '.join(read.asked) or '-'}")
        self.stdout.write(f"code    {read.code or '-'}\nengine  {result.engine}, {len(result.found)} results")
