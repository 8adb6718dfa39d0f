"""What the body of an article is made of."""

import html
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from wagtail.blocks import BooleanBlock, CharBlock, PageChooserBlock, RichTextBlock, StructBlock, TextBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from .drawing import has_numbers

FEATURES = ["bold", "italic", "link", "ol", "ul", "document-link"]
MOST_ROWS = 200
MOST_COLUMNS = 12


def table_rows(text: str) -> list[list[str]]:
    """Lines of a table, cells parted by a tab (as pasted from a spreadsheet) or "|"; all of one length."""
    lines = [line for line in text.splitlines() if line.strip()]
    mark = "\t" if any("\t" in line for line in lines) else "|"
    rows = [[cell.strip() for cell in line.strip(" |").split(mark)] for line in lines]
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


class TableText(TextBlock):
    """A table as text; its first line names the columns."""

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        rows = table_rows(value or "")
        if value and len(rows) < 2:
            raise ValidationError("Bảng cần một dòng tên cột và ít nhất một dòng số liệu.")
        if len(rows) > MOST_ROWS or (rows and len(rows[0]) > MOST_COLUMNS):
            raise ValidationError(f"Bảng có nhiều nhất {MOST_ROWS} dòng, {MOST_COLUMNS} cột.")
        return value


class Picture(StructBlock):
    """A picture: published only with words for those who can't see it."""

    image = ImageChooserBlock(label="Ảnh")
    alt = CharBlock(
        label="Lời mô tả ảnh",
        max_length=300,
        help_text="Nói điều người xem thấy trong ảnh. Cần có để xuất bản.",
    )
    caption = CharBlock(label="Chú thích", required=False, max_length=300)
    credit = CharBlock(
        label="Nguồn ảnh", required=False, max_length=200, help_text="Bỏ trống thì lấy nguồn ghi ở ảnh."
    )

    class Meta:
        icon = "image"
        label = "Ảnh"


class Quote(StructBlock):
    text = TextBlock(label="Lời trích")
    who = CharBlock(label="Của ai", required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = "Trích dẫn"


class Table(StructBlock):
    caption = CharBlock(label="Tên bảng", max_length=200)
    text = TableText(
        label="Bảng",
        rows=6,
        help_text="Dán từ bảng tính, hoặc mỗi dòng một hàng, các ô cách nhau bằng dấu |.",
    )
    chart = BooleanBlock(
        label="Vẽ thành biểu đồ",
        required=False,
        help_text="Biểu đồ cột của các cột số (nhiều nhất bốn cột), đặt trên bảng.",
    )
    source = CharBlock(label="Nguồn số liệu", max_length=300)

    class Meta:
        icon = "table"
        label = "Bảng, biểu đồ"

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value["chart"] and not has_numbers(table_rows(value["text"])[1:]):
            wrong = ValidationError("Bảng chưa có số nào để vẽ. Viết số như 1.250 hoặc 2,5.")
            raise StructBlockValidationError({"chart": wrong})
        return value


class Document(StructBlock):
    document = DocumentChooserBlock(label="Tệp")
    words = CharBlock(label="Tên hiện ra", required=False, max_length=200)

    class Meta:
        icon = "doc-full"
        label = "Tệp tải về"


BODY = [
    ("heading", CharBlock(label="Tiêu đề mục", icon="title", max_length=200)),
    ("paragraph", RichTextBlock(label="Đoạn văn", features=FEATURES)),
    ("picture", Picture()),
    ("quote", Quote()),
    ("table", Table()),
    ("document", Document()),
    (
        "procedure",
        PageChooserBlock(
            label="Thẻ thủ tục",
            page_type="catalogue.ProcedurePage",
            icon="clipboard-list",
            help_text="Lệ phí và thời hạn luôn lấy từ bản đang có hiệu lực.",
        ),
    ),
    ("office", SnippetChooserBlock("catalogue.Office", label="Thẻ nơi nộp", icon="home")),
    ("video", PageChooserBlock(label="Video", page_type="videos.VideoPage", icon="media")),
]

WORDS = {
    "picture": ("caption", "alt"),
    "quote": ("text", "who"),
    "table": ("caption", "text"),
    "document": ("words",),
}


def words_of(block: Any) -> str:
    """The words a block says by itself, without marks: for search and feeds."""
    kind, value = block.block_type, block.value
    if kind in WORDS:
        return "\n".join(value.get(name) for name in WORDS[kind] if value.get(name))
    return (
        html.unescape(strip_tags(str(value).replace("</p>", "</p> "))).strip()
        if kind in ("heading", "paragraph")
        else ""
    )
