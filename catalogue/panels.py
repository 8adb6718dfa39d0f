"""The editor of a procedure: tabs, rows that fold up to a line, choosers with search."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.panels.base import get_form_for_model
from wagtail.admin.panels.group import PanelGroup

from .cases.panel import CasesPanel
from .forms import ConditionalRowForm, ProcedureForm, RowForm
from .widgets import FeeRuleInput, RowKey, Things


class RowFields(PanelGroup):
    """The fields of a row in a grid; one template for all of them, since a page may have hundreds of rows."""

    class BoundPanel(PanelGroup.BoundPanel):
        template_name = "catalogue/admin/row_fields.html"


class RowsPanel(InlinePanel):
    """The rows of a relation, each folded up to a summary.

    ``summary`` names the fields whose text stands in the folded row, the most telling first; "name:unit" adds
    a word after a number.
    """

    def __init__(self, relation_name: str, *args: Any, summary: str = "", **kwargs: Any) -> None:
        super().__init__(relation_name, *args, **kwargs)
        self.summary = summary

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "summary": self.summary}

    @cached_property
    def child_edit_handler(self) -> Any:
        panels = [hidden("key"), *self.panel_definitions]
        return RowFields(panels, heading=self.heading).bind_to_model(self.db_field.related_model)

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        model = self.db_field.related_model
        conditional = any(field.name == "applies_when" for field in model._meta.fields)
        options["formsets"][self.relation_name]["form"] = get_form_for_model(
            model,
            form_class=ConditionalRowForm if conditional else RowForm,
            defer_required_on_fields=self.child_edit_handler.get_form_options().get(
                "defer_required_on_fields", []
            ),
        )
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "catalogue/admin/rows.html"


def hidden(name: str) -> FieldPanel:
    """A field that is carried but not shown: a draft's row keeps only what its form carries."""
    return FieldPanel(name, widget=forms.HiddenInput)


def cell(name: str, size: str = "half", **kwargs: Any) -> FieldPanel:
    """A field in a row's grid; ``size`` is full, half, third or quarter of its width."""
    return FieldPanel(name, classname=f"mc-{size}", **kwargs)


def both(name: str, **kwargs: Any) -> list[FieldPanel]:
    """A field in Vietnamese and, beside it, in English."""
    return [cell(f"{name}_vi", **kwargs), cell(f"{name}_en")]


def thing(name: str, size: str = "half", many: bool = False) -> FieldPanel:
    """A chooser with search."""
    return cell(name, size, widget=Things(many))


def condition() -> FieldPanel:
    return FieldPanel("applies_when", classname="mc-full", help_text="Không chọn gì: áp dụng cho mọi người.")


QUESTIONS = RowsPanel(
    "questions",
    heading="Câu hỏi để biết trường hợp của người dân",
    label="Câu hỏi",
    summary="text_vi",
    help_text="Câu trả lời quyết định giấy tờ, phí, thời hạn nào áp dụng. "
    "Viết xong câu hỏi thì dùng được ngay ở ô “Chỉ khi” của dòng khác; xem kết quả ở thẻ “Thử”.",
    panels=[
        *both("text"),
        *both("help"),
        RowsPanel(
            "choices",
            heading="Các câu trả lời",
            label="Câu trả lời",
            summary="label_vi",
            panels=[*both("label"), cell("method")],
        ),
    ],
)
PAPERS = RowsPanel(
    "papers",
    heading="Thành phần hồ sơ",
    label="Giấy tờ",
    summary="name_vi handing originals:bản_chính copies:bản_sao",
    panels=[
        *both("name"),
        cell("kind", "quarter"),
        cell("handing", "quarter"),
        cell("originals", "quarter"),
        cell("copies", "quarter"),
        cell("required", "quarter"),
        cell("one_of", "quarter"),
        cell("copy_kind", "quarter"),
        cell("electronic", "quarter"),
        thing("document"),
        thing("forms", many=True),
        *both("heading"),
        *both("note"),
        *both("lookup"),
        condition(),
        hidden("code"),
    ],
)
OUTPUTS = RowsPanel(
    "outputs",
    heading="Kết quả",
    label="Kết quả",
    summary="name_vi",
    panels=[*both("name"), thing("document", "full"), hidden("code")],
)
STEPS = RowsPanel(
    "steps",
    heading="Các bước thực hiện",
    label="Bước",
    summary="name_vi text_vi",
    panels=[*both("name"), *both("text"), condition()],
)
AGENCIES = RowsPanel(
    "agencies",
    heading="Cơ quan",
    label="Cơ quan",
    summary="agency role",
    panels=[thing("agency"), cell("role")],
)
TIME = [cell("time_quantity", "quarter"), cell("time_unit", "quarter")]
CHANNELS = RowsPanel(
    "channels",
    heading="Cách nộp và thời hạn giải quyết",
    label="Cách nộp",
    summary="method time_quantity time_unit",
    help_text="Để trống thời hạn nếu nguồn không ghi: trang sẽ nói “chưa có thông tin”.",
    panels=[cell("method"), *TIME, *both("time_text"), *both("description")],
)
CASE_TIMES = RowsPanel(
    "case_times",
    heading="Thời hạn theo trường hợp",
    label="Trường hợp",
    summary="name_vi time_quantity time_unit",
    panels=[*both("name"), *TIME, *both("time_text"), condition(), hidden("code")],
)
FEES = RowsPanel(
    "fees",
    heading="Phí, lệ phí",
    label="Khoản thu",
    summary="kind status amount:đồng description_vi",
    help_text="Chỉ chọn “Miễn phí” khi văn bản hoặc nguồn nói rõ là miễn. "
    "Số 0 trống trơn nghĩa là chưa có số liệu.",
    panels=[
        cell("kind", "quarter"),
        cell("status", "quarter"),
        cell("amount", "quarter", help_text="Đồng, chỉ số: 8000"),
        cell("channel_key", "quarter", widget=RowKey("channels")),
        *both("description"),
        *both("exemptions"),
        cell("together", "quarter"),
        thing("source_act"),
        thing("territory"),
        cell("valid_from", "quarter"),
        cell("valid_to", "quarter"),
        condition(),
        cell("rule", "full", widget=FeeRuleInput()),
        hidden("currency"),
    ],
)
LEGAL_BASES = RowsPanel(
    "legal_bases",
    heading="Văn bản làm căn cứ",
    label="Văn bản",
    summary="act",
    panels=[thing("act", "full")],
)

VIETNAMESE = [
    FieldRowPanel([FieldPanel("code", required_on_save=True), FieldPanel("topic", widget=Things())]),
    FieldPanel(
        "title", classname="title", help_text="Tên ngắn, dễ hiểu. Địa chỉ của trang tự sinh từ mã và tên này."
    ),
    FieldPanel("summary_vi"),
    FieldPanel("official_title_vi", help_text="Đúng từng chữ như quyết định công bố."),
    FieldPanel("everyday_names"),
    FieldPanel("keywords_vi"),
    AGENCIES,
    MultiFieldPanel(
        [
            FieldPanel("audiences", widget=forms.CheckboxSelectMultiple),
            FieldPanel("life_events", widget=forms.CheckboxSelectMultiple),
            FieldPanel("levels"),
        ],
        heading="Dành cho ai, ở cấp nào",
    ),
    STEPS,
    FieldPanel("conditions_vi"),
    FieldPanel("where_vi"),
    FieldPanel("note_vi"),
    FieldPanel("search_description", help_text="Một, hai câu hiện trên máy tìm kiếm."),
]
ENGLISH = [
    HelpPanel(
        content="Chưa có bản tiếng Anh thì để trống: người đọc thấy bản tiếng Việt có ghi chú. "
        "Phần tiếng Anh của từng dòng nằm cạnh phần tiếng Việt của dòng đó."
    ),
    *[
        FieldPanel(name, heading=heading)
        for name, heading in {
            "title_en": "Title",
            "summary_en": "Summary",
            "official_title_en": "Official title",
            "keywords_en": "Keywords",
            "conditions_en": "Conditions",
            "where_en": "Where to apply",
            "note_en": "Note",
            "decision_issuer_en": "Issuer of the decision",
            "search_description_en": "Description for search engines",
        }.items()
    ],
]
FEES_AND_TIMES = [
    CHANNELS,
    CASE_TIMES,
    FEES,
    MultiFieldPanel(
        [
            FieldPanel("online"),
            FieldPanel("offline_only"),
            FieldPanel("shared_service"),
            FieldPanel("non_territorial"),
            FieldPanel("returning"),
        ],
        heading="Nộp trên mạng và nhận kết quả",
    ),
]
BASIS = [
    LEGAL_BASES,
    MultiFieldPanel(
        [
            FieldPanel("decision"),
            FieldPanel("decision_issuer_vi"),
            FieldPanel("decided_on"),
            FieldPanel("source_published_on"),
            FieldPanel("source_updated_on"),
        ],
        heading="Quyết định công bố",
    ),
]
PUBLISHING = [
    MultiFieldPanel(
        [
            FieldPanel("next_in_force_from", help_text="Để trống: ghi nhận từ ngày xuất bản."),
            FieldPanel("next_caused_by", widget=Things()),
            FieldPanel("next_note"),
        ],
        heading="Bản sắp xuất bản",
        help_text="Mỗi lần xuất bản, người dân đọc được một bản mới và các bản cũ vẫn còn. Nếu bản này có "
        "hiệu lực từ một ngày do văn bản định, hãy ghi ngày và văn bản; xuất bản xong các ô này tự trống.",
    ),
    MultiFieldPanel(
        [FieldPanel("review_on"), FieldPanel("ended"), FieldPanel("replaced_by")],
        heading="Theo dõi và kết thúc",
    ),
    PublishingPanel(),
]

procedure_editor = TabbedInterface(
    [
        ObjectList(VIETNAMESE, heading="Việt"),
        ObjectList(ENGLISH, heading="English"),
        ObjectList([QUESTIONS, FieldPanel("sets"), PAPERS, OUTPUTS], heading="Giấy tờ"),
        ObjectList(FEES_AND_TIMES, heading="Phí và thời hạn"),
        ObjectList([CasesPanel(heading="Thử các trường hợp")], heading="Thử"),
        ObjectList(BASIS, heading="Căn cứ"),
        ObjectList(PUBLISHING, heading="Xuất bản"),
    ],
    base_form_class=ProcedureForm,
)
ROW_PANELS = (QUESTIONS, PAPERS, OUTPUTS, STEPS, AGENCIES, CHANNELS, CASE_TIMES, FEES, LEGAL_BASES)
