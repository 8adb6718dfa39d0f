"""What the API says of news and search."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from catalogue.record import Text

from .shapes import Next, Path


class ArticleHead(BaseModel):
    """An article without its body."""

    id: str = Field(description="Lasting id; stands in its address.")
    title: Text = Field(description="Title.")
    lead: Text | None = Field(description="Leading paragraph.")
    source: Text | None = Field(description="Where it comes from.")
    date: datetime = Field(description="Day and, when ``has_time``, hour of publishing, with offset to UTC.")
    has_time: bool = Field(description="Whether the hour is known; if not, only the day counts.")
    page: Path


class Block(BaseModel):
    """A heading or a paragraph as plain text."""

    kind: Literal["heading", "paragraph"] = Field(description="What it is.")
    text: str = Field(description="Its words without markup.")


class Article(ArticleHead):
    """An article with its words; pictures, tables and all else stand on its page."""

    body_vi: list[Block] = Field(description="Headings and paragraphs in Vietnamese.")
    body_en: list[Block] = Field(description="The same in English; empty when not translated.")
    changed_at: datetime | None = Field(description="When it was last published.")


class Articles(BaseModel):
    """A page of articles, the newest first."""

    items: list[ArticleHead] = Field(description="The articles of this page.")
    next: Next


class Result(BaseModel):
    """One result of a search."""

    kind: str = Field(description='What it is: "procedure", "news", "act", "paper", "form", "office" …')
    id: str = Field(description="Its id within its kind; of a procedure its code.")
    title: str = Field(description="Title in the language asked for, else in Vietnamese.")
    summary: str = Field(description="Summary; empty when there is none.")
    page: Path


class Results(BaseModel):
    """A page of results as the search page shows them."""

    query: str = Field(description="The words as they were read.")
    total: int = Field(description="Results ranked; with ``more`` there are others that were not.")
    more: bool = Field(description="Whether further things hold the words.")
    items: list[Result] = Field(description="The results of this page, the best first.")
    next: Next
