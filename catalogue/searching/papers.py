"""Papers as search sees them: what several procedures ask for or issue under one name."""

from collections.abc import Iterator
from typing import Any

from catalogue.models import DocumentType
from search.sources import Language, SearchDocument, Suggestion

from .named import NamedSource, lines


class PaperSource(NamedSource):
    """Makes papers findable. One that a single procedure names is no more than a line of that procedure."""

    kind = "paper"
    model = DocumentType
    path = "giay-to"
    least_named = 2

    def made(self, thing: Any, seq: int) -> SearchDocument:
        return SearchDocument(
            ref=self.ref(thing),
            seq=seq,
            title_vi=thing.name_vi or "",
            official_title=thing.name_vi or "",
            title_en=thing.name_en or "",
            aliases=lines(thing.aliases),
        )

    def titles(self, language: Language) -> Iterator[Suggestion]:
        """None: whoever types the name of a paper wants the procedure that issues it."""
        return iter(())
