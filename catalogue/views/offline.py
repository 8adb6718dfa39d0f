"""The service worker, at the root so that it may keep pages of every folder."""

import json
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from .addressed import finish

NEEDED: Final = (
    "css/site.css",
    "css/print.css",
    "js/site.js",
    "js/suggest.js",
    "js/offline.js",
    "icons/sprite.svg",
    "icons/favicon.svg",
)
"""What a kept page needs to look as it did."""


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker's script. A new release has other static files, so another version: what was kept goes."""
    needed = [static(name) for name in NEEDED]
    context = {
        "needed": json.dumps(needed),
        "static_path": json.dumps(settings.STATIC_URL),
        "version": sha256(" ".join(needed).encode()).hexdigest()[:8],
    }
    return finish(
        request, render(request, "catalogue/sw.js", context, content_type="text/javascript; charset=utf-8")
    )
