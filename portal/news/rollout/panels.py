"""The editor of the rollout: rows to fill in, nothing to draw."""

from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)


def _row(*names: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(name) for name in names])


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
    _row("value", "unit_vi", "unit_en"),
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
        ObjectList([InlinePanel("milestones", panels=MILESTONE, label="Mốc")], heading="Các mốc"),
        ObjectList([InlinePanel("figures", panels=FIGURE, label="Số liệu")], heading="Số liệu"),
        ObjectList([MultiFieldPanel([FieldPanel("slug")]), PublishingPanel()], heading="Xuất bản"),
    ]
)
