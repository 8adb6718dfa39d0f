"""What the API says of a search."""

from pydantic import BaseModel, Field

from .shapes import Next, Path


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
