"""Language from the path alone, a policy for the admin, and refusal of input no page can read."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]
ADMIN = "/admin/"
# Wagtail's explorer and editor use inline scripts and styles, and blobs for previews of uploads.
ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}


class PathLanguage:
    """Activates English under ``/en/`` and Vietnamese elsewhere; never looks at headers or cookies."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = "en" if request.path == "/en" or request.path.startswith("/en/") else "vi"
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class AdminContentSecurityPolicy:
    """Gives the admin the looser policy that Wagtail needs."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(ADMIN):
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]
        return response


class CleanInput:
    """Answers 400 to an address with NUL, which PostgreSQL refuses with an error."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest("Địa chỉ không hợp lệ.", content_type="text/plain; charset=utf-8")
        return self.get_response(request)
