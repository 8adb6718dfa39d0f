"""The editor's forms of an article and of a list page."""

from django.forms import CheckboxSelectMultiple
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    ObjectList,
    PageChooserPanel,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

UNTRANSLATED = "Phần nào để trống thì trang tiếng Anh hiện phần đó bằng tiếng Việt."


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


def list_page() -> TabbedInterface:
    """A page that lists others: its name in both languages."""
    return TabbedInterface(
        [
            ObjectList(
                [FieldPanel("title", help_text="Tiêu đề tiếng Việt"), FieldPanel("search_description")],
                heading="Việt",
            ),
            ObjectList([FieldPanel("title_en"), FieldPanel("search_description_en")], heading="English"),
            ObjectList([FieldPanel("slug"), PublishingPanel()], heading="Xuất bản"),
        ]
    )


def _vietnamese() -> list[object]:
    return [
        FieldPanel("title", help_text="Tiêu đề tiếng Việt"),
        FieldPanel("date"),
        FieldPanel("has_time", help_text="Bỏ dấu khi chỉ biết ngày."),
        FieldPanel("lead_vi", help_text="Một, hai câu nói điều chính; hiện đầu bài và khi bài được chia sẻ."),
        FieldPanel("body_vi"),
        FieldPanel("image", heading="Ảnh đầu bài", help_text="Hiện dưới đoạn mở đầu. Ảnh cần có lời mô tả."),
        FieldPanel("author"),
        FieldPanel("source_vi", help_text="Bài lấy từ đâu, ngày nào. Để trống nếu tự viết."),
        FieldPanel("search_description"),
        InlinePanel(
            "corrections",
            heading="Đính chính",
            label="đính chính",
            panels=[
                FieldPanel("date"),
                _words("text_vi", "Nội dung"),
                _words("text_en", "Nội dung (tiếng Anh)"),
            ],
            help_text="Sửa một điều đã đăng sai: ghi rõ sai gì, đúng là gì. Hiện cuối bài, kèm ngày.",
        ),
    ]


def _english() -> list[object]:
    names = ("lead_en", "body_en", "source_en", "search_description_en")
    return [FieldPanel("title_en", help_text=UNTRANSLATED), *(FieldPanel(name) for name in names)]


def _words(name: str, heading: str) -> FieldPanel:
    return FieldPanel(name, heading=heading, widget=AdminAutoHeightTextInput(attrs={"rows": 2}))


def _belonging() -> list[object]:
    return [
        FieldPanel("category"),
        FieldPanel("tags", help_text="Các thẻ cách nhau bằng dấu phẩy."),
        FieldPanel("localities", widget=CheckboxSelectMultiple, help_text="Bài hiện khi lọc tin theo nơi."),
        InlinePanel(
            "related_rows",
            heading="Bài liên quan",
            label="bài liên quan",
            panels=[PageChooserPanel("article")],
            help_text="Bài nên đọc tiếp; hiện dưới bài này.",
        ),
    ]
