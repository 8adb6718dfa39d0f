"""The editor of the rollout: rows to fill in, nothing to draw."""

from typing import Any

from django.forms import NumberInput
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)


class PlainNumber(NumberInput):
    """ "13446", not "13446.000", which a Vietnamese reader takes for millions."""

    def format_value(self, value: Any) -> str | None:
        text = super().format_value(value)
        return text.rstrip("0").rstrip(".") if text and "." in text else text


def _row(*names: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(name) for name in names])


MILESTONES = "Mỗi việc một mốc, mỗi mốc có nguồn. Trang tự xếp theo ngày."
FIGURES = (
    "Mỗi con số một dòng, có kỳ và nguồn. Các dòng cùng “bảng số” và đơn vị vào một biểu đồ và một bảng; "
    "trang tự vẽ."
)
MILESTONE = [
    _row("date", "precision", "state"),
    FieldPanel("locality"),
    _row("title_vi", "title_en"),
    _row("text_vi", "text_en"),
    _row("source_name_vi", "source_name_en"),
    FieldPanel("source_url"),
]
FIGURE = [
    _row("series_vi", "series_en"),
    FieldPanel("locality"),
    _row("label_vi", "label_en"),
    FieldRowPanel(
        [
            FieldPanel(
                "value",
                widget=PlainNumber,
                help_text="Không ngăn hàng nghìn; phần lẻ sau dấu chấm: 13446 hoặc 2.5",
            ),
            FieldPanel("unit_vi"),
            FieldPanel("unit_en"),
        ]
    ),
    _row("period_from", "period_to"),
    _row("source_name_vi", "source_name_en"),
    FieldPanel("source_url"),
]

rollout_editor = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("title", help_text="Tiêu đề tiếng Việt"),
                FieldPanel("lead_vi"),
                FieldPanel("search_description"),
            ],
            heading="Việt",
        ),
        ObjectList(
            [FieldPanel("title_en"), FieldPanel("lead_en"), FieldPanel("search_description_en")],
            heading="English",
        ),
        ObjectList(
            [InlinePanel("milestones", panels=MILESTONE, label="Mốc", help_text=MILESTONES)],
            heading="Các mốc",
        ),
        ObjectList(
            [InlinePanel("figures", panels=FIGURE, label="Số liệu", help_text=FIGURES)], heading="Số liệu"
        ),
        ObjectList([MultiFieldPanel([FieldPanel("slug")]), PublishingPanel()], heading="Xuất bản"),
    ]
)
