"""News: the list and the articles."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone, translation
from wagtail.admin.panels import FieldPanel, ObjectList, PublishingPanel, TabbedInterface
from wagtail.blocks import CharBlock, RichTextBlock

from portal.core.models.bilingual import BilingualPage, BilingualStreamField

from .dates import date_line

BODY = [
    ("heading", CharBlock(label="Tiêu đề mục", icon="title")),
    (
        "paragraph",
        RichTextBlock(label="Đoạn văn", features=["bold", "italic", "link", "ol", "ul", "document-link"]),
    ),
]


class NewsIndexPage(BilingualPage):
    """The list of articles, the newest first."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsPage"]
    template = "news/news_index_page.html"

    class Meta:
        verbose_name = "danh sách tin"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """A page of articles; a page beyond the end shows the last."""
        from catalogue.paging import Pager

        from .listing import articles

        asked = request.GET.get("trang", "")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
        found = articles()
        pager = Pager(found.count(), max(1, number), lambda page: f"?trang={page}" if page > 1 else "?")
        context = super().get_context(request, *args, **kwargs)
        return {**context, "nav": "news", "pager": pager, "articles": found[pager.slice]}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().serve(request, *args, **kwargs)
        response.status_code = 404 if response.context_data["pager"].beyond else 200
        return response


class NewsPage(BilingualPage):
    """One article, with the date line as Vietnamese portals print it."""

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "news/news_page.html"

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
        pairs = [(self.title, self.title_en), (self.lead_vi, self.lead_en), (self.body_vi, self.body_en)]  # type: ignore[attr-defined]
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
        from .listing import latest

        texts = {field: self.read(field) for field in ("lead", "body", "source")}
        context = super().get_context(request, *args, **kwargs)
        return {**context, "nav": "news", "texts": texts, "others": latest(3, but=self)}

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("title", help_text="Tiêu đề tiếng Việt"),
                    FieldPanel("date"),
                    FieldPanel("has_time"),
                    FieldPanel("lead_vi"),
                    FieldPanel("body_vi"),
                    FieldPanel("image"),
                    FieldPanel("source_vi"),
                    FieldPanel("search_description"),
                ],
                heading="Việt",
            ),
            ObjectList(
                [
                    FieldPanel("title_en"),
                    FieldPanel("lead_en"),
                    FieldPanel("body_en"),
                    FieldPanel("source_en"),
                    FieldPanel("search_description_en"),
                ],
                heading="English",
            ),
            ObjectList([FieldPanel("slug"), PublishingPanel()], heading="Xuất bản"),
        ]
    )
