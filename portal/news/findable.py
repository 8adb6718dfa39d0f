"""Pages of the tree as search sees them: found while a reader without an account may see them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from portal.core.models.bilingual import BilingualPage
from portal.core.slugs import cut
from search import sources
from search.changes.numbers import FIRST, announce, number_of, numbers
from search.sources import AskedField, BaseSource, Card, Language, MetaItem, SearchDocument, Suggestion

from .public import address

CHUNK: Final = 200
BODY_LENGTH: Final = 4_000  # characters of a page that help to find it
SUMMARY_LENGTH: Final = 240  # characters of a summary on a result


@dataclass(frozen=True, slots=True)
class Words:
    """What a page says, in the language ``lang``: its first words, and a line below the title."""

    summary: str
    lang: str
    line: str = ""


class PageSource(BaseSource):
    """Makes the pages of one type findable; see search.sources."""

    kind: str
    model: type[BilingualPage]

    def public(self) -> QuerySet[Any]:
        """The pages everybody may see."""
        raise NotImplementedError

    def words(self, page: Any, language: Language) -> Words:
        """What a result shows; called with ``language`` active."""
        raise NotImplementedError

    def body(self, page: Any) -> Iterable[str]:
        """The Vietnamese words beyond title and summary that help to find the page."""
        raise NotImplementedError

    def document(self, ref: str) -> SearchDocument | None:
        """The newest document; hidden when the page is not public, or gone."""
        seq = number_of(ref)
        page = self.public().filter(pk__in=_keys([ref])).first()
        return self._document(page, seq) if page else SearchDocument(ref=ref, seq=seq, public=False)

    def documents(self) -> Iterator[SearchDocument]:
        known = numbers(self.kind)
        for page in self.public().iterator(chunk_size=CHUNK):
            yield self._document(page, known.get(self.ref(page), FIRST))

    def count(self) -> int:
        return self.public().count()

    def cards(
        self, refs: Sequence[str], asked: frozenset[AskedField], language: Language, on: date
    ) -> Mapping[str, Card]:
        with override(language):
            found = self.public().filter(pk__in=_keys(refs))
            return {self.ref(page): self._card(page, language) for page in found}

    def titles(self, language: Language) -> Iterator[Suggestion]:
        for page in self.public().iterator(chunk_size=CHUNK):
            title, lang = _title(page, language)
            yield Suggestion(title, _url(page, language), "", self.ref(page), lang)

    def ref(self, page: Page) -> str:
        return f"{self.kind}:{page.pk}"

    def _document(self, page: Any, seq: int) -> SearchDocument:
        with override("vi"):
            summary = self.words(page, "vi").summary
            body = " ".join(filter(None, self.body(page)))
        return SearchDocument(
            ref=self.ref(page),
            seq=seq,
            title_vi=page.title,
            official_title=page.title,
            title_en=page.title_en,
            body=(("summary", summary), ("text", body[:BODY_LENGTH])),
        )

    def _card(self, page: Any, language: Language) -> Card:
        title, title_lang = _title(page, language)
        words = self.words(page, language)
        return Card(
            ref=self.ref(page),
            url=_url(page, language),
            title=title,
            summary=cut(words.summary, SUMMARY_LENGTH),
            meta=(MetaItem(words.line),) if words.line else (),
            title_lang=title_lang,
            summary_lang="vi" if words.summary and words.lang != language else None,
        )

    def connect(self) -> None:
        """Be found, and let what happens to the pages, and to those above them, reach the search."""
        sources.register(self)
        self._above = _above(self.model)
        name = f"{self.kind}-search"
        for signal in (post_save, post_delete):
            signal.connect(self._changed, sender=self.model, dispatch_uid=f"{name}-{id(signal)}")
            signal.connect(
                self._restricted, sender=PageViewRestriction, dispatch_uid=f"{name}-closed-{id(signal)}"
            )
        post_save.connect(self._above_changed, dispatch_uid=f"{name}-branch")
        post_page_move.connect(self._moved, dispatch_uid=f"{name}-moved")

    def _changed(self, sender: Any, instance: Page, raw: bool = False, **kwargs: Any) -> None:
        if not raw:
            announce([self.ref(instance)])

    def _above_changed(self, sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
        """Whether pages are public may change with one above them."""
        if not raw and sender in self._above:
            self._announce_under(instance.path)

    def _restricted(self, sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
        self._announce_under(instance.page.path)

    def _moved(self, sender: Any, instance: Page, **kwargs: Any) -> None:
        self._announce_under(instance.path)

    def _announce_under(self, path: str) -> None:
        found = self.model.objects.filter(path__startswith=path).values_list("pk", flat=True)
        announce(f"{self.kind}:{pk}" for pk in found)


def _keys(refs: Iterable[str]) -> list[str]:
    keys = [ref.partition(":")[2] for ref in refs]
    return [key for key in keys if key.isascii() and key.isdigit()]


def _above(model: type[Page]) -> frozenset[type[Page]]:
    """The types of page ``model`` may stand under, at any depth."""
    found: set[type[Page]] = set()
    new = set(model.allowed_parent_page_models())
    while new:
        found |= new
        new = {above for one in new for above in one.allowed_parent_page_models()} - found
    return frozenset(found)


def _url(page: Page, language: str) -> str:
    return address(page, "/en" if language == "en" else "")


def _title(page: Any, language: Language) -> tuple[str, Language | None]:
    if language == "en":
        return (page.title_en, None) if page.title_en else (page.title, "vi")
    return page.title, None
