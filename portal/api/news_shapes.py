"""What the API says of news: the articles, and a body block by block."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from catalogue.record import Text

from .places_shapes import Office
from .shapes import Named, Next, Path, ProcedureName

Day = date  # a field called date would hide it


class Picture(BaseModel):
    """A picture as the page shows it at its largest."""

    src: str | None = Field(description="Path of a JPEG at most 960 px wide; null when the file is lost.")
    width: int | None = Field(description="Width of ``src`` in px.")
    height: int | None = Field(description="Height of ``src`` in px.")
    alt: str = Field(description="What is seen in it, in words, by the editors.")
    credit: str = Field(description="Who made it; empty when not known.")


class HeadingBlock(BaseModel):
    """A heading of the second level."""

    kind: Literal["heading"] = Field(description="Kind of block.")
    text: str = Field(description="Its words.")


class ParagraphBlock(BaseModel):
    """Running text: one or more paragraphs or lists."""

    kind: Literal["paragraph"] = Field(description="Kind of block.")
    text: str = Field(description="Its words without markup, on one line.")
    html: str = Field(
        description="The same as HTML: p, ul, ol, li, b, i, a, br. Addresses of this site are paths, in Vietnamese."
    )


class PictureBlock(Picture):
    """A picture within the text."""

    kind: Literal["picture"] = Field(description="Kind of block.")
    caption: str = Field(description="Words under it; empty when there are none.")


class QuoteBlock(BaseModel):
    """What somebody said or wrote."""

    kind: Literal["quote"] = Field(description="Kind of block.")
    text: str = Field(description="The words, lines parted by a line break.")
    who: str = Field(description="Who said it; empty when not named.")


class TableBlock(BaseModel):
    """A table; all rows have as many cells as there are columns."""

    kind: Literal["table"] = Field(description="Kind of block.")
    caption: str = Field(description="Its name.")
    columns: list[str] = Field(
        description="Heads of the columns, with their units where the editors wrote them."
    )
    rows: list[list[str]] = Field(description="Rows of cells as written; the first cell names the row.")
    chart: bool = Field(description="Whether the page draws these numbers as bars too.")
    source: str = Field(description="Where the numbers come from; empty when not named.")


class DocumentBlock(BaseModel):
    """A file to download."""

    kind: Literal["document"] = Field(description="Kind of block.")
    title: str = Field(description="Its name as shown.")
    href: str = Field(description="Path of the file.")
    extension: str = Field(description='Ending of its file name: "pdf"; empty when it has none.')
    bytes: int | None = Field(description="Size in bytes; null when not known.")


class ProcedureBlock(ProcedureName):
    """The card of a public procedure; read its fees and times at ``link``."""

    kind: Literal["procedure"] = Field(description="Kind of block.")
    link: str = Field(description="The procedure in the API.")


class OfficeBlock(Office):
    """The card of an office, as it is known today."""

    kind: Literal["office"] = Field(description="Kind of block.")


class VideoBlock(BaseModel):
    """A public video."""

    kind: Literal["video"] = Field(description="Kind of block.")
    title: Text = Field(description="Title.")
    page: Path
    series: Named | None = Field(description="Series that it belongs to.")
    date: Day | None = Field(description="Day of broadcast; null when not known.")


AnyBlock = Annotated[
    HeadingBlock
    | ParagraphBlock
    | PictureBlock
    | QuoteBlock
    | TableBlock
    | DocumentBlock
    | ProcedureBlock
    | OfficeBlock
    | VideoBlock,
    Field(discriminator="kind"),
]


class Body(BaseModel):
    """The whole body in order. What is gone or not public has no block; pass over kinds you don't know."""

    vi: list[AnyBlock] = Field(description="Blocks in Vietnamese.")
    en: list[AnyBlock] = Field(description="Blocks in English; empty when not translated.")


class Block(BaseModel):
    """A heading or a paragraph as plain text."""

    kind: Literal["heading", "paragraph"] = Field(description="What it is.")
    text: str = Field(description="Its words without markup.")


class Place(Named):
    """A place of the rollout of one-stop centres."""

    unit: str | None = Field(description="Id of the unit of today that it became or lies in; see /units.")


class Correction(BaseModel):
    """What was wrong in an article and is right now."""

    date: Day = Field(description="Day of the correction.")
    text: Text = Field(description="What was put right.")


class ArticleName(BaseModel):
    """A public article by id and title."""

    id: str = Field(description="Lasting id; stands in its address.")
    title: Text = Field(description="Title.")
    page: Path


class ArticleHead(BaseModel):
    """An article without its body."""

    id: str = Field(description="Lasting id; stands in its address.")
    title: Text = Field(description="Title.")
    lead: Text | None = Field(description="Leading paragraph.")
    source: Text | None = Field(description="Where it comes from.")
    date: datetime = Field(description="Day and, when ``has_time``, hour of publishing, with offset to UTC.")
    has_time: bool = Field(description="Whether the hour is known; if not, only the day counts.")
    category: Named | None = Field(description="What it is about.")
    page: Path


class Article(ArticleHead):
    """An article with its body, its corrections and what it names."""

    picture: Picture | None = Field(description="Picture above the body.")
    body: Body = Field(description="Every block of the body.")
    body_vi: list[Block] = Field(description="Headings and paragraphs in Vietnamese.")
    body_en: list[Block] = Field(description="The same in English; empty when not translated.")
    author: str = Field(description="Who wrote it; empty when not named.")
    tags: list[str] = Field(description="Tags, in Vietnamese, by alphabet.")
    places: list[Place] = Field(description="Places of the rollout that it tells of.")
    procedures: list[ProcedureName] = Field(
        description="Public procedures of its cards, in the order of the body."
    )
    related: list[ArticleName] = Field(description="Public articles that the editors want read after it.")
    corrections: list[Correction] = Field(description="What was put right, the earliest first.")
    changed_at: datetime | None = Field(description="When it was last published.")


class Articles(BaseModel):
    """A page of articles, the newest first."""

    items: list[ArticleHead] = Field(description="The articles of this page.")
    next: Next
