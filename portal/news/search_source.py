"""Articles as search sees them: found while a reader without an account may see them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from portal.core.slugs import cut
from portal.home.models import HomePage
from search.changes.numbers import FIRST, announce, number_of, numbers
from search.sources import AskedField, BaseSource, Card, Language, MetaItem, SearchDocument, Suggestion

from .blocks import words_of
from .dates import date_line
from .listing import articles
from .models import NewsIndexPage, NewsPage
from .public import address

KIND = "news"
CHUNK = 200
BODY_LENGTH = 4_000  # characters of an article that help to find it
SUMMARY_LENGTH = 240  # characters of a summary on a result


class NewsSource(BaseSource):
    """Makes articles findable; see search.sources."""

    kind = KIND

    def document(self, ref: str) -> SearchDocument | None:
        """The newest document; hidden when the article is not public, or gone."""
        key, seq = ref.partition(":")[2], number_of(ref)
        page = articles().filter(pk=key).first() if key.isascii() and key.isdigit() else None
        return _document(page, seq) if page else SearchDocument(ref=ref, seq=seq, public=False)

    def documents(self) -> Iterator[SearchDocument]:
        known = numbers(KIND)
        for page in articles().iterator(chunk_size=CHUNK):
            yield _document(page, known.get(_ref(page), FIRST))

    def count(self) -> int:
        return articles().count()

    def cards(
        self, refs: Sequence[str], asked: frozenset[AskedField], language: Language, on: date
    ) -> Mapping[str, Card]:
        keys = [key for key in (ref.partition(":")[2] for ref in refs) if key.isascii() and key.isdigit()]
        with override(language):
            return {_ref(page): _card(page, language) for page in articles().filter(pk__in=keys)}

    def titles(self, language: Language) -> Iterator[Suggestion]:
        for page in articles().iterator(chunk_size=CHUNK):
            title, lang = _title(page, language)
            yield Suggestion(title, _url(page, language), "", _ref(page), lang)


def _ref(page: Page) -> str:
    return f"{KIND}:{page.pk}"


def _url(page: Page, language: str) -> str:
    return address(page, "/en" if language == "en" else "")


def _title(page: Any, language: Language) -> tuple[str, Language | None]:
    if language == "en":
        return (page.title_en, None) if page.title_en else (page.title, "vi")
    return page.title, None


def _document(page: Any, seq: int) -> SearchDocument:
    body = " ".join(filter(None, (words_of(block) for block in page.body_vi or ())))
    return SearchDocument(
        ref=_ref(page),
        seq=seq,
        title_vi=page.title,
        official_title=page.title,
        title_en=page.title_en,
        body=(("summary", page.lead_vi or ""), ("text", body[:BODY_LENGTH])),
    )


def _card(page: Any, language: Language) -> Card:
    title, title_lang = _title(page, language)
    lead, lead_lang = page.read("lead")
    return Card(
        ref=_ref(page),
        url=_url(page, language),
        title=title,
        summary=cut(lead or "", SUMMARY_LENGTH),
        meta=(MetaItem(date_line(page.date, language, page.has_time)),),
        title_lang=title_lang,
        summary_lang="vi" if lead and lead_lang != language else None,
    )


def _under(path: str) -> list[str]:
    """Refs of all articles at and under a place of the tree."""
    return [
        f"{KIND}:{pk}" for pk in NewsPage.objects.filter(path__startswith=path).values_list("pk", flat=True)
    ]


def article_changed(sender: Any, instance: NewsPage, raw: bool = False, **kwargs: Any) -> None:
    """Saved, published, unpublished or deleted."""
    if not raw:
        announce([_ref(instance)])


def branch_changed(sender: Any, instance: Page, raw: bool = False, **kwargs: Any) -> None:
    """A page above the articles: whether they are public may have changed with it."""
    if not raw and sender in (NewsIndexPage, HomePage):
        announce(_under(instance.path))


def restriction_changed(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """A page is closed to readers without an account, or opened again."""
    announce(_under(instance.page.path))


def moved(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A page has another place in the tree."""
    announce(_under(instance.path))


def connect() -> None:
    """Let what happens to articles reach the search."""
    for signal in (post_save, post_delete):
        signal.connect(article_changed, sender=NewsPage, dispatch_uid=f"news-search-{id(signal)}")
        signal.connect(
            restriction_changed, sender=PageViewRestriction, dispatch_uid=f"news-closed-{id(signal)}"
        )
    post_save.connect(branch_changed, dispatch_uid="news-search-branch")
    post_page_move.connect(moved, dispatch_uid="news-search-moved")
