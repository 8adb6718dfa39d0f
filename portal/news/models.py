"""News: the list, the articles and what belongs to them."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone, translation
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.models import Orderable

from catalogue.models.shared import Named
from portal.core.models.bilingual import BilingualPage, BilingualStreamField, VietnameseFirst

from . import panels
from .blocks import BODY
from .dates import date_line
from .forms import ArticleForm


class NewsCategory(Named):
    """What an article is about; its slug stands in the addresses of lists and feeds."""

    class Meta(Named.Meta):
        verbose_name = "chuyên mục tin"
        verbose_name_plural = "chuyên mục tin"


class NewsIndexPage(BilingualPage):
    """The list of articles, the newest first."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsPage"]
    template = "news/news_index_page.html"

    edit_handler = panels.list_page()

    class Meta:
        verbose_name = "danh sách tin"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """A page of articles, narrowed as the address asks; a page beyond the end shows the last."""
        from .filters import listing

        context = super().get_context(request, *args, **kwargs)
        return {**context, "nav": "news", **listing(request.GET)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().serve(request, *args, **kwargs)
        response.status_code = 404 if response.context_data["pager"].beyond else 200
        return response


class NewsTag(TaggedItemBase):
    content_object = ParentalKey("news.NewsPage", on_delete=models.CASCADE, related_name="tagged_items")


class NewsPage(BilingualPage):
    """One article, with the date line as Vietnamese portals print it."""

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "news/news_page.html"
    base_form_class = ArticleForm

    date = models.DateTimeField("ngày giờ đăng")
    has_time = models.BooleanField("in cả giờ", default=True)
    lead = models.TextField("đoạn mở đầu", blank=True)
    body = BilingualStreamField(BODY, verbose_name="nội dung", blank=True)
    image = models.ForeignKey(
        "core.PortalImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="ảnh",
    )
    source = models.CharField("nguồn", max_length=255, blank=True)
    author = models.CharField("người viết", max_length=200, blank=True)
    category = models.ForeignKey(
        NewsCategory,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
        verbose_name="chuyên mục",
    )
    tags = ClusterTaggableManager(through=NewsTag, blank=True, verbose_name="thẻ")
    localities = ParentalManyToManyField(
        "rollout.Locality", blank=True, related_name="+", verbose_name="nơi được nói tới"
    )
    guid = models.CharField(
        "mã ở trang cũ",
        max_length=500,
        blank=True,
        db_index=True,
        editable=False,
        help_text="Của bài nhập về.",
    )

    class Meta:
        verbose_name = "bài viết"
        verbose_name_plural = "bài viết"

    @property
    def date_line(self) -> str:
        """The date as printed: "Thứ sáu - 28/04/2017 13:49"."""
        return date_line(self.date, translation.get_language() or "vi", self.has_time)

    @property
    def machine_date(self) -> str:
        """The same date for programs, in ISO 8601."""
        local = timezone.localtime(self.date)
        return local.isoformat(timespec="minutes") if self.has_time else local.date().isoformat()

    @property
    def untranslated(self) -> bool:
        """Whether an English reader finds Vietnamese text here."""
        pairs = [(self.title, self.title_en), (self.lead_vi, self.lead_en), (self.body_vi, self.body_en)]
        return any(vietnamese and not english for vietnamese, english in pairs)

    @property
    def address(self) -> str:
        from .public import address

        return address(self, "/en" if translation.get_language() == "en" else "")

    def read(self, field: str) -> tuple[Any, str]:
        """A translated field for the reader's language, and the language it is really in."""
        english = getattr(self, f"{field}_en") if translation.get_language() == "en" else None
        return (english, "en") if english else (getattr(self, f"{field}_vi"), "vi")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .reading import article_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, "nav": "news", **article_context(self)}

    edit_handler = panels.article()


class RelatedArticle(Orderable):
    """An article an editor wants read after this one."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="related_rows")
    article = models.ForeignKey(
        NewsPage, on_delete=models.CASCADE, related_name="+", verbose_name="bài liên quan"
    )


class Correction(VietnameseFirst):
    """What was wrong in an article and is right now; shown with its date, never taken away silently."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="corrections")
    date = models.DateField("ngày đính chính", default=timezone.localdate)
    text = models.TextField("nội dung đính chính")

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = "đính chính"
        verbose_name_plural = "đính chính"
