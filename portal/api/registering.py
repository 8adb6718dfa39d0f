"""How an operation is registered: its parameters are all known, its problems are documented."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import wraps
from inspect import signature
from typing import Annotated, Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from pydantic import BaseModel, BeforeValidator

from .problems import InvalidParameter, Problem, ProblemError

MOST_ERRORS: Final = 10
VERSION: Final = "1.0.0"
"""Of the API's description: the first number changes only with the address (/api/v2/)."""

api: Final = NinjaAPI(
    title="Một Cửa",
    version=VERSION,
    description=(
        "Read-only. Times are in ISO 8601 with their offset, days are days at Asia/Ho_Chi_Minh, money is decimal text "
        "in the currency beside it (ISO 4217). A fee is free only when its status says so; what is not known is null "
        "or empty. Texts are in Vietnamese (vi) and, where translated, in English (en)."
    ),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)

View = Callable[..., HttpResponse]


def operation(
    path: str,
    shape: type[BaseModel],
    summary: str,
    *,
    problems: Sequence[int] = (),
    open_query: bool = False,
    parameters: Sequence[dict[str, Any]] = (),
) -> Callable[[View], View]:
    """Register a view; ``problems`` are the statuses it may answer beside those of every operation.

    ``open_query``: the view reads the query itself, whatever names stand in it.
    """
    statuses = sorted({*problems, 400, 422, 429})

    def made(view: View) -> View:
        known = set(signature(view).parameters) - {"request"}

        @wraps(view)
        def checked(request: HttpRequest, **given: Any) -> HttpResponse:
            if not open_query:
                _refuse_unknown(request, known)
            return view(request, **given)

        register = api.get(
            path,
            response={200: shape, 304: None, **dict.fromkeys(statuses, Problem)},
            summary=summary,
            operation_id=view.__name__,
            openapi_extra={"parameters": list(parameters)} if parameters else None,
        )
        return register(checked)  # type: ignore[no-any-return]

    return made


def _refuse_unknown(request: HttpRequest, known: Collection[str]) -> None:
    """A misspelt filter would silently give the whole list, a repeated one a part of it."""
    wrong = [InvalidParameter(name=name[:60], message="unknown") for name in request.GET if name not in known]
    wrong += [
        InvalidParameter(name=name[:60], message="given more than once")
        for name, values in request.GET.lists()
        if name in known and len(values) > 1
    ]
    if wrong:
        raise ProblemError(422, "invalid", "Some parameters can't be used.", errors=wrong[:MOST_ERRORS])


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    found = [
        InvalidParameter(name=str(one["loc"][-1])[:60], message=str(one["msg"])[:200])
        for one in error.errors[:MOST_ERRORS]
    ]
    return ProblemError(422, "invalid", "Some parameters can't be used.", errors=found).response


@api.exception_handler(ProblemError)
def _said(request: HttpRequest, error: Any) -> HttpResponse:
    return error.response  # type: ignore[no-any-return]


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Any) -> HttpResponse:
    """The gate logs it and answers."""
    raise error


def _iso(value: Any) -> Any:
    """Only 2026-03-01 is a day: a bare number would be read as seconds."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value) if len(value) == 10 else _no_day()
        except ValueError:
            _no_day()
    return value


def _no_day() -> None:
    raise ValueError("not a day written as 2026-03-01")


Day = Annotated[date, BeforeValidator(_iso)]
