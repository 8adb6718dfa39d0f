"""Refusals that come before the gate, said as the API says its own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .problems import MEDIA_TYPE, problem

Handler = Callable[[HttpRequest], HttpResponse]


class Problems:
    """Turns a 400 that an inner middleware gave below /api/ (NUL in an address, an unknown host) into a problem."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        below = request.path.startswith(("/api/", "/en/api/"))
        if not below or response.status_code != 400 or response["Content-Type"].startswith(MEDIA_TYPE):
            return response
        said = problem(400, "bad-address")
        said["Access-Control-Allow-Origin"] = "*"
        return said
