"""Errors as RFC 9457 says them: one form for every refusal below /api/."""

from typing import Any, Final

from django.http import HttpResponse
from pydantic import BaseModel, Field

MEDIA_TYPE: Final = "application/problem+json"

TITLES: Final = {
    "bad-address": "The address can't be read",
    "changed": "What is here is not what If-Match names",
    "ended": "The procedure has ended",
    "failed": "The server failed",
    "invalid": "A parameter can't be used",
    "method": "Only GET, HEAD and OPTIONS are answered here",
    "not-found": "There is nothing at this address",
    "not-in-force": "No version was in force on that day",
    "search-away": "The search can't answer now",
    "too-many": "Too many requests from this address",
}
"""The kinds of problems by the last part of their ``type``: lasting names."""


class InvalidParameter(BaseModel):
    """One parameter that can't be used."""

    name: str = Field(description="Name of the parameter as it stands in the address.")
    message: str = Field(description="Why it can't be used.")


class Problem(BaseModel):
    """What went wrong (RFC 9457), as application/problem+json."""

    type: str = Field(description='Lasting name of the kind of problem, a relative address: "#ended".')
    title: str = Field(description="The kind of problem in words; the same for all of a type.")
    status: int = Field(description="The HTTP status of the answer.")
    detail: str = Field("", description="What went wrong with this request.")
    replaced_by: str | None = Field(
        None,
        description="Of an ended procedure: code of the one that replaced it, when that is known and public.",
    )
    errors: list[InvalidParameter] = Field([], description="The parameters that can't be used.")


class ProblemError(Exception):
    """Raised by an operation to answer with a problem."""

    def __init__(self, status: int, kind: str, detail: str = "", **more: Any) -> None:
        super().__init__(kind)
        self.status, self.kind, self.detail, self.more = status, kind, detail, more

    @property
    def response(self) -> HttpResponse:
        return problem(self.status, self.kind, self.detail, **self.more)


def problem(status: int, kind: str, detail: str = "", **more: Any) -> HttpResponse:
    """The answer that says a problem; ``kind`` is a key of ``TITLES``. No cache keeps it."""
    said = Problem(type=f"#{kind}", title=TITLES[kind], status=status, detail=detail, **more)
    response = HttpResponse(
        said.model_dump_json(exclude_defaults=True), status=status, content_type=MEDIA_TYPE
    )
    response["Cache-Control"] = "no-store"
    return response


def not_found(what: str) -> ProblemError:
    """404: ``what`` names the thing that is not there."""
    return ProblemError(404, "not-found", f"{what} is not known here, or is not public.")
