"""The editor's form of an article."""

from django.forms import CheckboxSelectMultiple
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    PublishingPanel,
    TabbedInterface,
)


def article() -> TabbedInterface:
    """Vietnamese, English, what the article belongs to, publishing."""
    return TabbedInterface(
        [
            ObjectList(_vietnamese(), heading="Việt"),
            ObjectList(_english(), heading="English"),
            ObjectList(_belonging(), heading="Phân loại"),
            ObjectList([FieldPanel("slug"), PublishingPanel()], heading="Xuất bản"),
        ]
    )


def _vietnamese() -> list[object]:
    return [
        FieldPanel("title", help_text="Tiêu đề tiếng Việt"),
        FieldPanel("date"),
        FieldPanel("has_time"),
        FieldPanel("lead_vi"),
        FieldPanel("body_vi"),
        FieldPanel("image"),
        FieldPanel("author"),
        FieldPanel("source_vi"),
        FieldPanel("search_description"),
        InlinePanel(
            "corrections",
            heading="Đính chính",
            label="đính chính",
            panels=[FieldPanel("date"), FieldPanel("text_vi"), FieldPanel("text_en")],
            help_text="Hiện trên bài, kèm ngày.",
        ),
    ]


def _english() -> list[object]:
    names = ("title_en", "lead_en", "body_en", "source_en", "search_description_en")
    return [FieldPanel(name) for name in names]


def _belonging() -> list[object]:
    return [
        FieldPanel("category"),
        FieldPanel("tags"),
        FieldPanel("localities", widget=CheckboxSelectMultiple),
        MultiFieldPanel(
            [InlinePanel("related_rows", label="bài liên quan", panels=[PageChooserPanel("article")])],
            heading="Bài liên quan",
        ),
    ]
