"""Videos by short ways, their files, and where a view is told."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.views import serve

from portal.news.public import open_pages
from search.usage.recording import may_count

from . import counting, files, tokens
from .models import VideoIndexPage, VideoPage, VideoUpload

MOST_TOKEN = 300  # characters


def index(request: HttpRequest) -> HttpResponse:
    """The list; what is not open to all is left to Wagtail."""
    page = open_pages(VideoIndexPage.objects.filter(slug="video")).first()
    return page.serve(request) if page else serve(request, "video/")


def video(request: HttpRequest, slug: str) -> HttpResponse:
    """One video; none under a list that is unpublished, which Wagtail alone would still serve."""
    page = _open(slug).select_related("series", "view_count", "poster", "upload").first()
    if page is None and not VideoIndexPage.objects.live().exists():
        raise Http404
    return page.serve(request) if page else serve(request, f"video/{slug}/")


@require_safe
def file(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """A recording or its captions, while a video that everybody may see uses it."""
    stored = f"{files.FOLDER}{key}/{name}"
    kind = "captions" if name.endswith(".vtt") else "file"
    fields = ("captions_vi", "captions_en") if kind == "captions" else ("file",)
    used = open_pages(VideoPage.objects.exclude(upload=None)).values("upload")
    for field in fields:
        upload = VideoUpload.objects.filter(pk__in=used, **{field: stored}).first()
        if upload and getattr(upload, field).storage.exists(stored):
            return files.send(request, getattr(upload, field))
    raise Http404


@csrf_exempt  # nothing of the reader's is used: no cookie, no session; the token is the proof
@never_cache
@require_http_methods(["GET", "POST"])
def seen(request: HttpRequest, slug: str) -> HttpResponse:
    """GET gives a token when playing starts; POST sends it back after some seconds of playing.

    204 also for a robot, whose view is not counted; 400 for a token that is not good (again).
    """
    page = get_object_or_404(_open(slug).only("pk"))
    if request.method == "GET":
        return JsonResponse({"token": tokens.issue(page.pk)})
    view = tokens.read(request.POST.get("token", "")[:MOST_TOKEN], page.pk)
    if view is None:
        return HttpResponse(status=400)
    if may_count(request):
        counting.count(view)
    return HttpResponse(status=204)


def _open(slug: str) -> QuerySet[VideoPage]:
    return open_pages(VideoPage.objects.filter(slug=slug, url_path__endswith=f"/video/{slug}/"))
