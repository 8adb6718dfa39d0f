"""News: the list and the articles."""

from django.db import models
from wagtail.admin.panels import FieldPanel, ObjectList, PublishingPanel, TabbedInterface
from wagtail.blocks import CharBlock, RichTextBlock

from portal.core.models.bilingual import BilingualPage, BilingualStreamField

BODY = [
    ("heading", CharBlock(label="Tiêu đề mục", icon="title")),
    ("paragraph", RichTextBlock(label="Đoạn văn", features=["bold", "italic", "link", "ol", "ul", "document-link"])),
]


class NewsIndexPage(BilingualPage):
    """The list of articles, the newest first."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsPage"]
    template = "news/news_index_page.html"

    class Meta:
        verbose_name = "danh sách tin"


class NewsPage(BilingualPage):
    """One article, with the date line as Vietnamese portals print it."""

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "news/news_page.html"

    date = models.DateTimeField("ngày giờ đăng")
    lead = models.TextField("đoạn mở đầu", blank=True)
    body = BilingualStreamField(BODY, verbose_name="nội dung", blank=True)
    image = models.ForeignKey(
        "core.PortalImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="ảnh"
    )
    source = models.CharField("nguồn", max_length=255, blank=True)

    class Meta:
        verbose_name = "bài viết"
        verbose_name_plural = "bài viết"

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("title", help_text="Tiêu đề tiếng Việt"),
                    FieldPanel("date"),
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
