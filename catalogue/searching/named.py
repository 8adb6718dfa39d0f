"""What acts, forms and papers have in common as search sees them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.utils.translation import ngettext, override

from catalogue.presentation.wording import capitalised
from catalogue.summary import Label, pick
from portal.core.slugs import cut
from search.changes.numbers import FIRST, number_of, numbers
from search.sources import AskedField, BaseSource, Card, Language, MetaItem, SearchDocument, Suggestion

from . import naming

CHUNK = 500  # things held in memory at a time
SUMMARY_LENGTH = 240  # characters of a summary on a result
NAME_LENGTH = 300  # characters of a name that help to find a thing


class NamedSource(BaseSource):
    """Things that can be found while a public procedure names them; see search.sources."""

    kind: ClassVar[str]
    model: ClassVar[type[Model]]
    path: ClassVar[str]  # of the page of one thing, before its slug
    least_named = 1  # how many public procedures must name a thing for it to be found

    def document(self, ref: str) -> SearchDocument | None:
        """The newest document; hidden when no public procedure names the thing, or it is gone."""
        slug, seq = ref.partition(":")[2], number_of(ref)
        thing = self._named([slug]).first()
        if thing is None:
            return SearchDocument(ref=ref, seq=seq, public=False)
        return self.made(thing, seq)

    def documents(self) -> Iterator[SearchDocument]:
        known = numbers(self.kind)
        slugs = self._public_slugs()
        for start in range(0, len(slugs), CHUNK):
            for thing in self._things().filter(slug__in=slugs[start : start + CHUNK]).order_by("slug"):
                yield self.made(thing, known.get(self.ref(thing), FIRST))

    def count(self) -> int:
        return self._things().filter(slug__in=self._public_slugs()).count()

    def cards(
        self, refs: Sequence[str], asked: frozenset[AskedField], language: Language, on: date
    ) -> Mapping[str, Card]:
        slugs = [ref.partition(":")[2] for ref in refs]
        with override(language):
            return {self.ref(thing): self.card(thing, language) for thing in self._named(slugs)}

    def titles(self, language: Language) -> Iterator[Suggestion]:
        """Those that several procedures name: the rest would crowd the list."""
        slugs = self._public_slugs(least=2)
        for start in range(0, len(slugs), CHUNK):
            for thing in self._things().filter(slug__in=slugs[start : start + CHUNK]):
                title = self.title(thing, language)
                yield Suggestion(title.text, self.url(thing, language), "", self.ref(thing), lang_of(title))

    def made(self, thing: Any, seq: int) -> SearchDocument:
        """The public document of a thing."""
        raise NotImplementedError

    def title(self, thing: Any, language: Language) -> Label:
        """What a result is headed with."""
        return pick(cut(capitalised(thing.name_vi or ""), NAME_LENGTH), thing.name_en, language)

    def summary(self, thing: Any, language: Language) -> Label:
        """What stands under it."""
        return Label("")

    def meta(self, thing: Any, language: Language) -> tuple[MetaItem, ...]:
        """What stands on the small line beside the number of procedures."""
        return ()

    def card(self, thing: Any, language: Language) -> Card:
        """What one result shows."""
        title, summary = self.title(thing, language), self.summary(thing, language)
        said = ngettext("%(n)s thủ tục", "%(n)s thủ tục", thing.named) % {"n": thing.named}
        return Card(
            ref=self.ref(thing),
            url=self.url(thing, language),
            title=title.text,
            summary=cut(summary.text, SUMMARY_LENGTH),
            meta=(*self.meta(thing, language), MetaItem(said)),
            title_lang=lang_of(title),
            summary_lang=lang_of(summary),
        )

    def ref(self, thing: Any) -> str:
        """The ref of a thing."""
        return f"{self.kind}:{thing.slug}"

    def url(self, thing: Any, language: str) -> str:
        """The address of a thing's page."""
        return address(self.path, thing.slug, language)

    def _things(self) -> QuerySet[Any]:
        return self.model._default_manager.all()

    def _named(self, slugs: Sequence[str]) -> QuerySet[Any]:
        """Those of `slugs` that can be found, with how many procedures name each."""
        counted = self._things().filter(slug__in=slugs).annotate(named=naming.how_many(self.kind))
        return counted.filter(named__gte=self.least_named)

    def _public_slugs(self, least: int = 0) -> list[str]:
        least = max(least, self.least_named)
        rows = naming.public_names(self.kind).values_list("value", "entry").distinct()
        seen: dict[str, int] = {}
        for slug, _entry in rows.iterator(chunk_size=5_000):
            seen[slug] = seen.get(slug, 0) + 1
        return sorted(slug for slug, times in seen.items() if times >= least)


def address(path: str, slug: str, language: str) -> str:
    """The address of the page `slug` under `path`, in a language."""
    return f"{'/en' if language == 'en' else ''}/{path}/{slug}/"


def lang_of(label: Label) -> Language | None:
    """The language to mark a text with: Vietnamese where English is missing."""
    return "vi" if label.lang == "vi" else None


def lines(text: str) -> tuple[str, ...]:
    """The lines of a field that holds one name a line."""
    return tuple(filter(None, map(str.strip, text.splitlines())))
